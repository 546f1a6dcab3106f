/**
 * Whether a user can enter a folder, found out by entering it as that user: modes of the folders above it, access
 * lists and read-only mounts all have their say, and none of them is second-guessed here.
 */
import { spawnSync } from 'node:child_process';
import { identityOf, type RunAs } from './run-as.ts';

/** True if `user` (absent: we ourselves) can enter the folder. */
export function canEnter(folder: string, user: RunAs | undefined): boolean {
  return asks('cd "$1"', folder, user);
}

/** True if `user` (absent: we ourselves) can make files in the folder. */
export function canWrite(folder: string, user: RunAs | undefined): boolean {
  return asks('cd "$1" && test -w .', folder, user);
}

function asks(question: string, folder: string, user: RunAs | undefined): boolean {
  const { status } = spawnSync('/bin/sh', ['-c', question, 'sh', folder], { ...identityOf(user), cwd: '/', stdio: 'ignore' });
  return status === 0;
}
