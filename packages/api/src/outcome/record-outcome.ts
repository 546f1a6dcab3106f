import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { isAskedBy, ownOnly } from '../access/own-only.ts';
import type { Asker } from '../access/own-only.ts';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { imageOutcomeTable } from './image-outcome.table.ts';
import type { ImageVerdict } from './image-outcome.table.ts';

/** A verdict as it is stored. */
export type OutcomeRow = typeof imageOutcomeTable.$inferSelect;

/** What is to be recorded. */
export interface Verdict {
  readonly generationId: string;
  /** Which image, from 0. */
  readonly index: number;
  readonly outcome: ImageVerdict;
  readonly reason?: string | null | undefined;
}

/** What recording needs from the outside. */
export interface OutcomeParts {
  readonly database: Database;
  readonly clock: Clock;
}

const reasonCharactersMost = 1_000;

/**
 * Adds what became of an image, and answers with everything that was said of it, the first first. What repeats the last verdict, without a
 * reason or with the same one, adds nothing. Refuses an image that was not delivered, and a generation that the caller may not read. Paths lead from the arguments on.
 */
export async function recordOutcome(parts: OutcomeParts, caller: Caller, verdict: Verdict): Promise<Outcome<readonly OutcomeRow[]>> {
  const reason = verdict.reason?.trim() ?? '';
  if (Array.from(reason).length > reasonCharactersMost || !reason.isWellFormed() || reason.includes('\0')) {
    const message = `A reason is text of at most ${reasonCharactersMost.toLocaleString('en-US')} characters.`;
    return refused({ code: 'invalid-outcome', message, path: ['reason'] });
  }
  return await withWorkspace(parts.database, caller.workspaceId, async (tx) => {
    const images = await lockedImages(tx, verdict.generationId, ownOnly(caller));
    if (images === undefined) {
      return refused({
        code: 'generation-not-found',
        message: 'There is no generation of that id in this workspace.',
        path: ['generationId'],
      });
    }
    if (!images.includes(verdict.index)) return noImage(images);
    await writeVerdict(tx, parts, caller, { ...verdict, reason: reason === '' ? null : reason });
    const all = await readOutcomes(tx, [verdict.generationId]);
    return accepted(all.filter(({ position }) => position === verdict.index));
  });
}

/** Which images a generation has, once nobody else records of it; undefined where there is none of that id, or none that may be read. */
async function lockedImages(tx: Transaction, generationId: string, by: Asker | undefined): Promise<readonly number[] | undefined> {
  if (!isId(generationId)) return undefined;
  const found = await tx.execute<Record<keyof Asker, string | null>>(
    sql`SELECT api_key_id AS "apiKeyId", person_id AS "personId" FROM generation WHERE id = ${generationId}::uuid FOR NO KEY UPDATE`,
  );
  if (!found.rows.some((asked) => isAskedBy(by, asked))) return undefined;
  const images = await tx.execute<{ position: number }>(
    sql`SELECT position FROM generated_image WHERE generation_id = ${generationId}::uuid ORDER BY position`,
  );
  return images.rows.map(({ position }) => position);
}

function noImage(images: readonly number[]): Outcome<never> {
  const message =
    images.length === 0
      ? 'This generation delivered no image, so there is none to record an outcome of.'
      : `This generation has no image of that index: give ${images.join(', ')}.`;
  return refused({ code: 'invalid-outcome', message, path: ['index'], accepted: images.map(String) });
}

async function writeVerdict(tx: Transaction, parts: OutcomeParts, caller: Caller, verdict: Verdict & { readonly reason: string | null }) {
  const { generationId, index: position, outcome, reason } = verdict;
  const [last] = await tx
    .select()
    .from(imageOutcomeTable)
    .where(and(eq(imageOutcomeTable.generationId, generationId), eq(imageOutcomeTable.position, position)))
    .orderBy(sql`${imageOutcomeTable.number} DESC`)
    .limit(1);
  if (last?.outcome === outcome && (reason === null || reason === last.reason)) return;
  const { workspaceId, personId, apiKeyId, name: byName } = caller;
  const about = { workspaceId, generationId, position, number: (last?.number ?? 0) + 1 };
  await tx.insert(imageOutcomeTable).values({ ...about, outcome, reason, personId, apiKeyId, byName, recordedAt: parts.clock() });
}

/** Everything that was said of the images of some generations, each image's first verdict first. */
export async function readOutcomes(tx: Transaction, generationIds: readonly string[]): Promise<readonly OutcomeRow[]> {
  if (generationIds.length === 0) return [];
  return await tx
    .select()
    .from(imageOutcomeTable)
    .where(inArray(imageOutcomeTable.generationId, [...generationIds]))
    .orderBy(asc(imageOutcomeTable.generationId), asc(imageOutcomeTable.position), asc(imageOutcomeTable.number));
}
