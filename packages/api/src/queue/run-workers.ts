import { run } from 'graphile-worker';
import type { TaskList } from 'graphile-worker';
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

/** Does jobs as long as the process lives, or until it is told to end: then it takes no more, and those under way are finished. None with 0 workers. */
export async function runWorkers(database: Database, doers: Doers, { workers, logger }: Working): Promise<() => Promise<void>> {
  if (workers === 0) return async () => undefined;
  const runner = await run({
    pgPool: database.$client,
    concurrency: workers,
    pollInterval: pollMilliseconds,
    noHandleSignals: true,
    logger: quiet(logger),
    taskList: doers as unknown as TaskList,
  });
  const ended = runner.promise.catch((cause: unknown) => logger.error({ err: cause }, 'The workers of the queue have ended.'));
  return async () => {
    await runner.stop().catch(() => undefined);
    await ended;
  };
}
