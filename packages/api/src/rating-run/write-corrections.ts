import { formatMoney } from '@halfpenny/core';
import type { Charge, Outcome, PriceEntry } from '@halfpenny/core';
import { and, asc, eq, sql } from 'drizzle-orm';
import { conclude } from '../generation/conclude.ts';
import { rateReading } from '../generation/rate-reply.ts';
import type { Subject, Verdict } from '../generation/verdict.ts';
import { asSystem } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { Tasks } from '../queue/tasks.ts';
import { priceUnder } from './price-under.ts';
import type { Pricing } from './price-under.ts';
import type { RatingParts } from './rate-run.ts';
import { ratingRunTable, reratingItemTable } from './rating-run.table.ts';
import { readingOf, usageOf } from './usage-set.ts';
import type { UsedRow } from './usage-set.ts';

/** What writing corrections needs from the outside. */
export interface CorrectingParts extends RatingParts {
  readonly newId: NewId;
}

type Item = typeof reratingItemTable.$inferSelect;

/**
 * Writes what a run proposes, once it is approved: each correction in a transaction of its own, which says of the proposal what became of it. It is
 * rated once more under the lock of its generation; where its charge has another net by then, or another price, it is overtaken and nothing is written.
 * So whoever comes twice, or after another run, corrects nothing twice.
 */
export async function writeCorrections(parts: CorrectingParts, about: Tasks['write-corrections']): Promise<void> {
  const { book } = await withBook(parts, about.workspaceId, async (_tx, held) => held);
  const pricing: Pricing = { book, atProvider: undefined, begins: new Map(), statedStands: true };
  while (await asSystem(parts.database, (tx) => writeNext(tx, parts, about, pricing)));
}

/** One correction; false once there is none left: then the run is written. */
async function writeNext(tx: Transaction, parts: CorrectingParts, { workspaceId, runId }: Tasks['write-corrections'], pricing: Pricing) {
  const isRun = and(eq(ratingRunTable.workspaceId, workspaceId), eq(ratingRunTable.id, runId));
  const [run] = await tx.select().from(ratingRunTable).where(isRun).for('update');
  if (run?.state !== 'approved') return false;
  const [item] = await tx
    .select()
    .from(reratingItemTable)
    .where(and(eq(reratingItemTable.workspaceId, workspaceId), eq(reratingItemTable.runId, runId), eq(reratingItemTable.state, 'proposed')))
    .orderBy(asc(reratingItemTable.generationId))
    .limit(1);
  if (item === undefined) {
    await tx.update(ratingRunTable).set({ state: 'written', writtenAt: parts.clock() }).where(isRun);
    return false;
  }
  const state = (await writeItem(tx, parts, item, pricing)) ? 'written' : 'overtaken';
  await tx
    .update(reratingItemTable)
    .set({ state })
    .where(
      and(
        eq(reratingItemTable.workspaceId, workspaceId),
        eq(reratingItemTable.runId, runId),
        eq(reratingItemTable.generationId, item.generationId),
      ),
    );
  await tx
    .update(ratingRunTable)
    .set({ written: run.written + 1 })
    .where(isRun);
  return true;
}

async function writeItem(tx: Transaction, { newId, clock }: CorrectingParts, item: Item, pricing: Pricing): Promise<boolean> {
  const { workspaceId, generationId } = item;
  await tx.execute(sql`SELECT FROM generation WHERE workspace_id = ${workspaceId}::uuid AND id = ${generationId}::uuid FOR NO KEY UPDATE`);
  const row = await usageOf(tx, workspaceId, generationId);
  const rated = row === undefined ? undefined : asProposed(item, row, pricing);
  if (row === undefined || rated === undefined) return false;
  await conclude(tx, await subjectOf(tx, item), verdictOf(item, row, rated), { newId, at: clock() });
  return true;
}

interface Rated {
  readonly charge: Charge;
  readonly entry: PriceEntry;
}

/** The charge that was proposed, rated anew; undefined where anything about it is another by now. */
function asProposed(item: Item, row: UsedRow, pricing: Pricing): Rated | undefined {
  if (row.net !== trimmed(item.was) || row.corrections !== item.corrections || row.isStated) return undefined;
  const entry: Outcome<PriceEntry> = priceUnder(pricing, row);
  if (!entry.ok || entry.value.id !== item.priceEntryId) return undefined;
  const rated = rateReading(readingOf(row), entry.value);
  return rated.ok && formatMoney(rated.charge.total) === trimmed(item.becomes) ? rated : undefined;
}

/** 0.00397000 → 0.00397. */
function trimmed(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}

async function subjectOf(tx: Transaction, { workspaceId, generationId }: Item): Promise<Subject> {
  const { rows } = await tx.execute<{ id: string; account: string; book: Subject['book'] }>(sql`
    SELECT id, provider_account_id AS account, book FROM provider_attempt
    WHERE workspace_id = ${workspaceId}::uuid AND generation_id = ${generationId}::uuid ORDER BY number DESC LIMIT 1`);
  const [attempt] = rows;
  if (attempt === undefined) throw new Error(`Generation ${generationId} cost something, and was never attempted.`);
  return { workspaceId, generationId, attemptId: attempt.id, providerAccountId: attempt.account, book: attempt.book };
}

/** The cost by the amended price; of the charge it says nothing, for what was promised to the caller stands. */
function verdictOf(item: Item, row: UsedRow, { charge, entry }: Rated): Verdict {
  const state = row.state === 'estimated' ? 'estimated' : 'settled';
  return {
    attempt: undefined,
    status: 'unknown',
    charge: { state: 'in_doubt' },
    cost: { state, charge, entry },
    serviceAt: new Date(row.servedAt),
    images: [],
    unkept: [],
    usage: null,
    delivered: null,
    failure: null,
    source: 'price-amended',
    evidence: { run: item.runId, was: row.net },
  };
}
