/**
 * What a user can do with a folder, found out by trying it as that user: modes of the folders above it, access lists and
 * read-only mounts all have their say, and none of them is second-guessed here.
 */
import { spawnSync } from 'node:child_process';
import { identityOf, type RunAs } from './run-as.ts';

/** True if `user` (absent: we ourselves) can enter the folder from outside, by its path. */
export function canEnter(folder: string, user: RunAs | undefined): boolean {
  return succeeds('cd "$1"', [folder], { cwd: '/', user });
}

/** True if `user` (absent: we ourselves), being put inside the folder, can make files there. */
export function canWriteInside(folder: string, user: RunAs | undefined): boolean {
  return succeeds('test -w .', [], { cwd: folder, user });
}

function succeeds(question: string, words: readonly string[], { cwd, user }: { cwd: string; user: RunAs | undefined }): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', question, 'sh', ...words], { ...identityOf(user), cwd, stdio: 'ignore' });
  return status === 0;
}
