import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { KnownUnitPrice } from '@halfpenny/core';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import type { About } from './move-run.ts';

/** What the thread is told. */
export interface ThreadData {
  readonly databaseUrl: string;
  readonly about: About;
  readonly prices: readonly KnownUnitPrice[];
}

/** What the thread says: that it wants to know the time, and at last that it is done, or why it is not. */
export type ThreadWord = 'what-time' | { readonly failure: string | undefined };

/** The heap that one reconciliation may have: 100,000 lines take well under it. */
const heapMegabytes = 224;

/** As it stands here: source in tests, what was built from it otherwise. */
const isSource = import.meta.url.endsWith('.ts');
const program = new URL(`./reconcile-thread.${isSource ? 'ts' : 'js'}`, import.meta.url);

/**
 * Reconciles a pinned run in a thread of its own, with a heap of its own: requests are answered meanwhile, and a statement that is too long for the heap fails its run and nothing else. Answers with
 * why it failed; undefined: it is reconciled and stored. Throws what broke it from outside, such as a database that went away.
 */
export async function reconcileApart(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  asked: Pick<ThreadData, 'about' | 'prices'>,
): Promise<string | undefined> {
  const databaseUrl = database.$client.options.connectionString ?? '';
  const thread = new Worker(program, {
    workerData: { ...asked, databaseUrl } satisfies ThreadData,
    execArgv: isSource ? ['--conditions=@halfpenny/source'] : [],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, maxYoungGenerationSizeMb: 24 },
  });
  let failure: string | undefined;
  thread.on('message', (word: ThreadWord) => {
    if (word === 'what-time') thread.postMessage(clock(), []);
    else failure = word.failure;
  });
  try {
    await once(thread, 'exit');
    return failure;
  } catch (cause) {
    if ((cause as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') return tooLong;
    throw cause;
  }
}

const tooLong = `It needs more than ${heapMegabytes} MB of memory: reconcile a shorter period.`;
