import { setTimeout as after } from 'node:timers/promises';
import { run } from 'graphile-worker';
import type { Runner, TaskList } from 'graphile-worker';
import type { Logger } from 'pino';
import type { Database } from '../platform/database.ts';
import { quiet } from './queue-schema.ts';
import type { Tasks } from './tasks.ts';

/** What does each task. */
export type Doers = { readonly [T in keyof Tasks]: (payload: Tasks[T]) => Promise<void> };

/** How many jobs at once, and who hears of what went wrong. */
export interface Working {
  readonly workers: number;
  readonly logger: Logger;
}

/** How long an idle worker waits before it looks for jobs that have come due; of new ones it is told at once. */
const pollMilliseconds = 1000;

/** How long the workers stay down after the database let them down. */
const restMilliseconds = 1000;

/**
 * Does jobs as long as the process lives, or until it is told to end: then it takes no more, and those under way are finished. None with 0
 * workers. Where the database breaks under them they begin anew: a database that restarts ends no process.
 */
export async function runWorkers(database: Database, doers: Doers, working: Working): Promise<() => Promise<void>> {
  if (working.workers === 0) return async () => undefined;
  const leaving = new AbortController();
  let runner = await startRunner(database, doers, working);
  const keepRunning = async (): Promise<void> => {
    for (;;) {
      await runner.promise.catch((cause: unknown) => working.logger.warn({ err: cause }, 'The workers of the queue broke off.'));
      if (leaving.signal.aborted) return;
      runner = await startAnew(() => startRunner(database, doers, working), leaving.signal).catch(() => runner);
      if (leaving.signal.aborted) await runner.stop().catch(() => undefined);
    }
  };
  const ended = keepRunning();
  return async () => {
    leaving.abort();
    await runner.stop().catch(() => undefined);
    await ended;
  };
}

/** Throws once it is told to leave. */
async function startAnew(start: () => Promise<Runner>, leaving: AbortSignal): Promise<Runner> {
  for (;;) {
    await after(restMilliseconds, undefined, { ref: false, signal: leaving });
    const runner = await start().catch(() => undefined);
    if (runner !== undefined) return runner;
  }
}

function startRunner(database: Database, doers: Doers, { workers, logger }: Working): Promise<Runner> {
  return run({
    pgPool: database.$client,
    concurrency: workers,
    pollInterval: pollMilliseconds,
    noHandleSignals: true,
    logger: quiet(logger),
    taskList: doers as unknown as TaskList,
    // Told one by one, the library awaits nobody's answer: a connection that breaks then would end the process. A batch is awaited.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  });
}
