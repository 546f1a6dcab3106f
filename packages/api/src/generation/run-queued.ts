import { withWorkspace } from '../platform/database.ts';
import { enqueue } from '../queue/tasks.ts';
import { claimGeneration, findWaiting } from './claim-generation.ts';
import type { Named } from './claim-generation.ts';
import { executeGeneration } from './execute-generation.ts';
import type { GenerationParts } from './parts.ts';
import { sweep } from './sweep.ts';

/** How long work waits for a provider that is left alone, or has as many calls as it may. */
const busySeconds = 5;

/**
 * Executes a generation that is queued, once: whoever comes for it second finds it taken. While its provider is not to be called it stays queued.
 */
export async function runQueued(parts: GenerationParts, named: Named): Promise<void> {
  await parts.boundary('job-taken');
  const { workspaceId, generationId } = named;
  const waiting = await withWorkspace(parts.database, workspaceId, (tx) => findWaiting(tx, named));
  if (waiting === undefined) return;
  if (parts.providers.get(waiting.provider)?.free() === 0) {
    const job = { task: 'run-generation', payload: named, inSeconds: busySeconds } as const;
    await withWorkspace(parts.database, workspaceId, (tx) => enqueue(tx, job));
    return;
  }
  const run = Promise.withResolvers<void>();
  parts.running.set(generationId, run.promise);
  try {
    const open = await claimGeneration(parts, named, waiting);
    if (open === undefined) return;
    parts.bell.ring(generationId);
    await parts.boundary('claimed');
    await executeGeneration(parts, open);
  } catch (cause) {
    // As in a generation that is waited for: a doubt, never one that runs for ever.
    parts.running.delete(generationId);
    await sweep(parts, generationId).catch(() => undefined);
    throw cause;
  } finally {
    parts.running.delete(generationId);
    run.resolve();
    parts.bell.ring(generationId);
  }
}
