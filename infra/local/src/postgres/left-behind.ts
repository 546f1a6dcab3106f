/**
 * A PostgreSQL that outlived its start (which was killed, and could not stop it) is stopped before the next one
 * begins. The caller holds the data folder's lock, so no living start of ours stands behind it.
 */
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processFacts } from '../processes.ts';

/** Milliseconds given to an orderly end before a sterner signal. */
const patienceMs = 10_000;

/** The name by which the server of that cluster folder is started, so that its process can be told from any other. */
export function clusterName(clusterFolder: string): string {
  return `halfpenny-${createHash('sha256').update(clusterFolder).digest('hex').slice(0, 16)}`;
}

/** Ends what still runs on that cluster folder, and clears away a process number that has since gone to another program. */
export async function stopLeftBehind(clusterFolder: string): Promise<void> {
  const file = join(clusterFolder, 'postmaster.pid');
  const pid = await firstNumber(file);
  const found = pid === undefined ? undefined : processFacts(pid);
  if (pid === undefined || !found) return;
  if (!found.command.includes(clusterName(clusterFolder))) return rm(file, { force: true });
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (await endsAfter(pid, signal)) return;
  }
}

async function firstNumber(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return pid > 1 ? pid : undefined;
}

async function endsAfter(pid: number, signal: NodeJS.Signals): Promise<boolean> {
  process.kill(pid, signal);
  for (let waited = 0; waited < patienceMs; waited += 25) {
    if (!processFacts(pid)) return true;
    await pause(25);
  }
  return false;
}
