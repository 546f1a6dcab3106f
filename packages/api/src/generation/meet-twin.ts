import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import { withWorkspace } from '../platform/database.ts';
import { generationTable } from './generation.table.ts';
import type { GenerationParts } from './parts.ts';
import { sweep } from './sweep.ts';

/** A key, what it was used for, and by whom. */
export interface KeyedRequest {
  readonly apiKeyId: string | null;
  readonly personId: string | null;
  readonly workspaceId: string;
  readonly requestKey: string;
  readonly requestHash: string;
}

const pollMilliseconds = 250;
/** Longer than a call to a provider can last: after that the generation is answered as it stands. */
const pollsMax = 1400;

/**
 * Whether the key was met before: the id of its generation, once that has come to an end; a refusal where the key belongs to
 * another request; undefined where the key is new. A twin of one that is under way waits for it and calls nobody, unless it said not to wait, or
 * the provider works on a batch, for which nobody waits.
 */
export async function meetTwin(parts: GenerationParts, keyed: KeyedRequest, wait: boolean): Promise<Outcome<string> | undefined> {
  for (let poll = 0; ; poll += 1) {
    const first = await findByKey(parts, keyed);
    if (first === undefined) return undefined;
    if (first.requestHash !== keyed.requestHash) return keyReused(keyed.requestKey);
    const underWay = first.status === 'running' || first.status === 'queued';
    if (!underWay || !wait || first.mode === 'batch' || poll >= pollsMax) return accepted(first.id);
    await waitFor(parts, first.id);
  }
}

/** In this process the first is awaited; in another one it is asked for again, and marked where its process is gone. */
async function waitFor(parts: GenerationParts, generationId: string): Promise<void> {
  const running = parts.running.get(generationId);
  if (running !== undefined) {
    await running;
    return;
  }
  await sweep(parts, generationId);
  await parts.pause(pollMilliseconds);
}

async function findByKey(parts: GenerationParts, { workspaceId, requestKey }: KeyedRequest) {
  const rows = await withWorkspace(parts.database, workspaceId, (tx) =>
    tx
      .select({
        id: generationTable.id,
        requestHash: generationTable.requestHash,
        status: generationTable.status,
        mode: generationTable.mode,
      })
      .from(generationTable)
      .where(eq(generationTable.requestKey, requestKey)),
  );
  return rows[0];
}

function keyReused(requestKey: string): Outcome<string> {
  const message = `The request key ${JSON.stringify(requestKey.slice(0, 60))} already belongs to another request: give this one a key of its own.`;
  return refused({ code: 'request-key-reused', message, path: ['requestKey'] });
}
