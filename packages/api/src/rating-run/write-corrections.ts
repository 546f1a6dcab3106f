import { formatMoney } from '@halfpenny/core';
import { and, asc, eq, sql } from 'drizzle-orm';
import { conclude } from '../generation/conclude.ts';
import type { Subject, Verdict } from '../generation/verdict.ts';
import { asSystem } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { Tasks } from '../queue/tasks.ts';
import { citedBy } from './cited-by.ts';
import type { Cited, Pricing } from './price-under.ts';
import { reratedBy } from './pricing-of.ts';
import type { RatingParts } from './rate-run.ts';
import { ratingRunTable, reratingItemTable } from './rating-run.table.ts';
import { rerate } from './rerate.ts';
import type { Rerated } from './rerate.ts';
import { usageOf } from './usage-set.ts';
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
  const held = await withBook(parts, about.workspaceId, async (_tx, known) => known);
  const pricings = { cost: reratedBy(held, 'cost'), charge: reratedBy(held, 'charge') };
  while (await asSystem(parts.database, (tx) => writeNext(tx, parts, about, pricings)));
}

/** One correction; false once there is none left: then the run is written. */
async function writeNext(tx: Transaction, parts: CorrectingParts, { workspaceId, runId }: Tasks['write-corrections'], pricings: Pricings) {
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
  const state = (await writeItem(tx, parts, item, pricings[run.side])) ? 'written' : 'overtaken';
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
  const row = await usageOf(tx, { workspaceId, generationId, side: pricing.side });
  const rerated = row === undefined ? undefined : asProposed(item, row, { pricing, cited: await citedBy(tx, [row]) });
  if (row === undefined || rerated === undefined) return false;
  await conclude(tx, await subjectOf(tx, item), verdictOf(item, row, { rerated, side: pricing.side }), { newId, at: clock() });
  return true;
}

type Pricings = Readonly<Record<Pricing['side'], Pricing>>;

/** What was proposed, rated anew; undefined where anything about it is another by now. */
function asProposed(
  item: Item,
  row: UsedRow,
  { pricing, cited }: { readonly pricing: Pricing; readonly cited: Cited },
): Rerated | undefined {
  if ((row.net ?? '0') !== trimmed(item.was) || row.corrections !== item.corrections || row.isStated) return undefined;
  const rerated = rerate(row, pricing, cited);
  if (rerated === undefined || rerated.entry.id !== item.priceEntryId || rerated.settles !== item.settles) return undefined;
  const charged = rerated.charged === undefined ? null : formatMoney(rerated.charged.charge.total);
  const isSame =
    formatMoney(rerated.rated.total) === trimmed(item.becomes) && charged === (item.chargeBecomes && trimmed(item.chargeBecomes));
  return isSame ? rerated : undefined;
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

interface Side {
  readonly rerated: Rerated;
  readonly side: Pricing['side'];
}

const saysNothing = { state: 'in_doubt' } as const;

/** One side by the amended price; of the other it says nothing, but where that was UNBILLED and is settled with it: what was promised to the caller stands. */
function verdictOf(item: Item, row: UsedRow, { rerated: { rated, entry, charged }, side }: Side): Verdict {
  const amended = { state: row.state === 'estimated' ? 'estimated' : 'settled', charge: rated, entry } as const;
  const settled = charged === undefined ? saysNothing : ({ state: 'settled', ...charged } as const);
  return {
    attempt: undefined,
    status: 'unknown',
    charge: side === 'charge' ? amended : settled,
    cost: side === 'cost' ? amended : saysNothing,
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
