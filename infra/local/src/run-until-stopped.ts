/**
 * Halfpenny on one machine, from start to end. It ends when asked to (Ctrl-C, SIGTERM, a closed terminal, the command
 * it was started by gone) or when its database does, and then stops in order what it started. A second Ctrl-C does not wait.
 */
import { launch } from './launch.ts';
import type { Start } from './launching.ts';
import { watchRunCommand } from './run-command.ts';
import { createShutdown, type Shutdown } from './shutdown.ts';
import { StartRefused } from './start-refused.ts';

/** Why it ends: in order, or because something broke. */
interface End {
  readonly exitCode: 0 | 1;
  readonly sentence?: string;
}

/** Runs until something ends it and returns the exit code: 0 when asked to, 1 when it could not start or go on. */
export async function runUntilStopped(start: Start): Promise<number> {
  const { progress } = start;
  const shutdown = createShutdown();
  const asked = askedToEnd();
  const broken = launch(start, shutdown).then(({ ended }) => ended.then(lostDatabase), refusedStart);
  const { exitCode, sentence } = await Promise.race([asked, broken]);
  if (exitCode === 1 && sentence) progress.refuse(sentence);
  else progress.say('');
  await stopInOrder(shutdown, start);
  return exitCode;
}

/** The shells and package managers above may each pass on the one Ctrl-C they got: what follows within this time is no second one. */
const echoMs = 1000;

function askedToEnd(): Promise<End> {
  return new Promise((resolve) => {
    let impatient = false;
    const ask = (): void => {
      if (impatient) process.exit(130);
      setTimeout(() => (impatient = true), echoMs).unref();
      resolve({ exitCode: 0 });
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
    watchRunCommand(() => resolve({ exitCode: 0 }));
  });
}

function lostDatabase(how: string): End {
  return { exitCode: 1, sentence: `The database is gone: ${how}.` };
}

function refusedStart(error: unknown): End {
  if (error instanceof StartRefused) return { exitCode: 1, sentence: error.message };
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: 1, sentence: `Something happened that should not have:\n${words}` };
}

async function stopInOrder(shutdown: Shutdown, { progress }: Start): Promise<void> {
  const failures = await shutdown.run();
  for (const { name, error } of failures) progress.refuse(`${name} did not stop in order: ${String(error)}`);
  if (failures.length === 0) progress.say(progress.faint('  Everything has stopped.'));
}
