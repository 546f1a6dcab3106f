/**
 * Where a start keeps its data. The default lies in the clone and is ignored by git; where the user who must run
 * PostgreSQL cannot enter that (a clone under /root, started by root), it moves to /var/lib/halfpenny. A folder that
 * was asked for by name never moves.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { canEnter, canWrite } from './postgres/reachable.ts';
import type { RunAs } from './postgres/run-as.ts';
import { StartRefused } from './start-refused.ts';

/** What is asked for, and by whom it must be enterable. */
export interface DataFolderWish {
  readonly folder: string;
  /** True if a person named the folder. */
  readonly named: boolean;
  /** The user that PostgreSQL runs as; absent where that is ourselves or no PostgreSQL of ours runs. */
  readonly user: RunAs | undefined;
  readonly repository: string;
}

/** The folder, made if absent, and the sentence to print if it is not the default. Refuses one that cannot be entered or written. */
export async function takeDataFolder(wish: DataFolderWish): Promise<{ folder: string; moved?: string }> {
  const { folder, named, user, repository } = wish;
  await makeFolder(folder, user);
  if (!canWrite(folder, undefined))
    throw new StartRefused(`The data folder ${folder} cannot be written: set HALFPENNY_DATA to one that can.`);
  if (canEnter(folder, user)) return { folder };
  const sentence = `${folder} cannot be entered by the user ${user?.name}, as which PostgreSQL must run when root starts it`;
  if (named) throw new StartRefused(`The data folder ${sentence}: set HALFPENNY_DATA to a folder that can.`);
  const elsewhere = join('/var/lib/halfpenny', folderNameOf(repository));
  await makeFolder(elsewhere, user);
  return { folder: elsewhere, moved: `Data is kept in ${elsewhere}, because ${sentence}.` };
}

/** Two clones on one machine keep apart: the name ends in a hash of the clone's path. */
function folderNameOf(repository: string): string {
  const hash = createHash('sha256').update(repository).digest('hex').slice(0, 12);
  return `${basename(repository)}-${hash}`;
}

/** A folder we make may be passed through by PostgreSQL's user, whatever the mask; one that exists keeps its mode. */
async function makeFolder(folder: string, user: RunAs | undefined): Promise<void> {
  if (existsSync(folder)) return;
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new StartRefused(`The data folder ${folder} cannot be made: set HALFPENNY_DATA to another.`, { cause });
  });
  if (user) await chmod(folder, 0o711);
}
