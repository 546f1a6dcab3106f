/**
 * Which user PostgreSQL runs as. It refuses to run as root, so a start by root hands it to another user:
 * `postgres` if the machine has one, else `nobody`, else a `postgres` made for it. Anyone else runs it as themselves.
 */
import { spawnSync } from 'node:child_process';
import { StartRefused } from '../start-refused.ts';

/** A user of the operating system, by number, and the name it was found under. */
export interface RunAs {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The user that PostgreSQL is handed to, or `undefined` where it runs as the person who starts it. Refuses where root has none to give. */
export function databaseUser(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = userNamed('postgres') ?? userNamed('nobody') ?? makeUser();
  if (user) return user;
  throw new StartRefused(
    'PostgreSQL does not run as root, and this machine has neither a user named postgres nor one named nobody, nor could one be made: add one, start as another user, or set DATABASE_URL.',
  );
}

/** Options of `spawn` that run a program as that user. */
export function identityOf(user: RunAs | undefined): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

function makeUser(): RunAs | undefined {
  spawnSync('useradd', ['--system', '--no-create-home', 'postgres']);
  return userNamed('postgres');
}

function userNamed(name: string): RunAs | undefined {
  const uid = idNumber('-u', name);
  const gid = idNumber('-g', name);
  return uid === undefined || gid === undefined ? undefined : { name, uid, gid };
}

function idNumber(flag: '-u' | '-g', name: string): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number.parseInt(stdout, 10) : undefined;
}
