/**
 * One start at a time works from a data folder. Beside the lock lies a note of who holds it and where that serves,
 * for the sentence that another start prints; the note decides nothing.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { tryLock } from './file-lock.ts';
import { StartRefused } from './start-refused.ts';

/** A data folder held by this start. */
export interface RunLock {
  /** Writes down where the start serves, or that it is stopping, for the sentence another start will print. */
  note(state: RunState): Promise<void>;
  release(): void;
}

/** What a start says of itself to one that comes after it. */
export interface RunState {
  readonly pid: number;
  readonly address?: string;
  readonly stopping?: true;
}

/** How long a start waits for one that is stopping, and for one that may be about to. */
const patienceMs = { stopping: 10_000, running: 2_000 };

/** Takes the folder, waiting a moment for a start that is stopping. Refuses a folder that another start works from. */
export async function takeRunLock(folder: string): Promise<RunLock> {
  const noteFile = join(folder, 'running.json');
  for (let waitedMs = 0; ; waitedMs += 100) {
    const lock = tryLock(join(folder, 'running.lock'));
    if (lock) return { note: (state) => writeFile(noteFile, JSON.stringify(state)), release: () => lock.release() };
    const holder = await holderOf(noteFile);
    if (waitedMs >= (holder?.stopping ? patienceMs.stopping : patienceMs.running)) throw new StartRefused(alreadyRuns(folder, holder));
    await pause(100);
  }
}

async function holderOf(noteFile: string): Promise<RunState | undefined> {
  const text = await readFile(noteFile, 'utf8').catch(() => '');
  try {
    return JSON.parse(text) as RunState;
  } catch {
    return undefined;
  }
}

function alreadyRuns(folder: string, holder: RunState | undefined): string {
  const who = holder ? ` (process ${holder.pid})` : '';
  const where = holder?.address ? ` at ${holder.address}` : '';
  return `Halfpenny already runs${where}${who} from ${folder}: stop it, or set HALFPENNY_DATA and PORT to run another beside it.`;
}
