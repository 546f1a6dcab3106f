import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { KnownUnitPrice } from '@halfpenny/core';
import type { Clock } from '../platform/clock.ts';
import type { About } from './move-run.ts';

/** What the thread is told. */
export interface ThreadData {
  readonly databaseUrl: string;
  readonly about: About;
  readonly prices: readonly KnownUnitPrice[];
}

/** What the thread says: that it wants to know the time, and at last that it is done, or why it is not. */
export type ThreadWord = 'what-time' | { readonly failure: string | undefined };

/** The heaps that a reconciliation may have: 100,000 lines fit well into the first. What does not is begun anew in the next. */
const heapsMegabytes = [224, 1024] as const;

/** As it stands here: source in tests, what was built from it otherwise. */
const isSource = import.meta.url.endsWith('.ts');
const program = new URL(`./reconcile-thread.${isSource ? 'ts' : 'js'}`, import.meta.url);

/** What a thread apart needs from the outside. */
interface ApartParts {
  readonly databaseUrl: string;
  readonly clock: Clock;
}

/**
 * Reconciles a pinned run in a thread of its own, with a heap of its own: requests are answered meanwhile, and a statement that is too long for the largest heap fails its run and nothing else. Answers
 * with why it failed; undefined: it is reconciled and stored. Throws what broke it from outside, such as a database that went away.
 */
export async function reconcileApart(parts: ApartParts, asked: Pick<ThreadData, 'about' | 'prices'>): Promise<string | undefined> {
  for (const heapMegabytes of heapsMegabytes) {
    const ended = await inThread(parts, asked, heapMegabytes);
    if (ended !== outOfMemory) return ended;
  }
  return tooLong;
}

const outOfMemory = Symbol('out of memory');

async function inThread(
  { databaseUrl, clock }: ApartParts,
  asked: Pick<ThreadData, 'about' | 'prices'>,
  heapMegabytes: number,
): Promise<string | undefined | typeof outOfMemory> {
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
    if ((cause as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') return outOfMemory;
    throw cause;
  }
}

const tooLong = `It needs more than ${heapsMegabytes.at(-1)} MB of memory: reconcile a shorter period.`;
