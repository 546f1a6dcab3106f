import { and, asc, eq } from 'drizzle-orm';
import { generatedImageTable, unkeptImageTable } from '../images/generated-image.table.ts';
import type { Transaction } from '../platform/database.ts';
import { quoteOfferTable } from '../quote/quote.table.ts';
import { attemptTable } from './attempt.table.ts';
import { chargeCorrectionTable, chargeLineTable, chargeTable } from './charge.table.ts';
import { generationTable } from './generation.table.ts';

/** A generation with all that belongs to it, as it is stored. */
export interface GenerationRecord {
  readonly generation: typeof generationTable.$inferSelect;
  readonly attempts: readonly (typeof attemptTable.$inferSelect)[];
  readonly images: readonly (typeof generatedImageTable.$inferSelect)[];
  readonly unkept: readonly (typeof unkeptImageTable.$inferSelect)[];
  readonly charges: readonly (typeof chargeTable.$inferSelect)[];
  readonly lines: readonly (typeof chargeLineTable.$inferSelect)[];
  readonly corrections: readonly (typeof chargeCorrectionTable.$inferSelect)[];
  /** What its offer was expected to cost, decimal text; null: nothing was. */
  readonly expected: { readonly amount: string | null; readonly currency: string };
}

/** The generation of an id in the workspace of the transaction; undefined where there is none. */
export async function readGeneration(tx: Transaction, id: string): Promise<GenerationRecord | undefined> {
  return await readWhere(tx, eq(generationTable.id, id));
}

/** The generation of a request key, likewise. */
export async function readGenerationByKey(tx: Transaction, requestKey: string): Promise<GenerationRecord | undefined> {
  return await readWhere(tx, eq(generationTable.requestKey, requestKey));
}

async function readWhere(tx: Transaction, condition: ReturnType<typeof eq>): Promise<GenerationRecord | undefined> {
  const [generation] = await tx.select().from(generationTable).where(condition);
  if (generation === undefined) return undefined;
  const { id, quoteId, offerId } = generation;
  const attempts = await tx.select().from(attemptTable).where(eq(attemptTable.generationId, id)).orderBy(asc(attemptTable.number));
  const images = await tx
    .select()
    .from(generatedImageTable)
    .where(eq(generatedImageTable.generationId, id))
    .orderBy(asc(generatedImageTable.position));
  const unkept = generation.failure?.code === 'image-not-kept' ? await readUnkept(tx, id) : [];
  const charges = await tx.select().from(chargeTable).where(eq(chargeTable.generationId, id));
  const lines = await tx.select().from(chargeLineTable).where(eq(chargeLineTable.generationId, id)).orderBy(asc(chargeLineTable.position));
  const corrections = await tx
    .select()
    .from(chargeCorrectionTable)
    .where(eq(chargeCorrectionTable.generationId, id))
    .orderBy(asc(chargeCorrectionTable.number));
  const [offer] = await tx
    .select()
    .from(quoteOfferTable)
    .where(and(eq(quoteOfferTable.quoteId, quoteId), eq(quoteOfferTable.id, offerId)));
  const expected = { amount: offer?.expected ?? null, currency: offer?.currency ?? '' };
  return { generation, attempts, images, unkept, charges, lines, corrections, expected };
}

async function readUnkept(tx: Transaction, generationId: string): Promise<GenerationRecord['unkept']> {
  return await tx
    .select()
    .from(unkeptImageTable)
    .where(eq(unkeptImageTable.generationId, generationId))
    .orderBy(asc(unkeptImageTable.position));
}
