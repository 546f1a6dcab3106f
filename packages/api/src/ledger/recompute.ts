import { formatMoney, rateUsage, type ChargeLine } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { findEntriesById } from '../price-book/find-price-entries.ts';
import { pinnedEntry, pinnedIds } from '../price-book/cited-entry.ts';
import type { PriceEntryRow } from '../price-book/price-entry-row.ts';

/** Which lines to rate again: those of work done from `from` on and before `until`, RFC 3339. */
export interface Span {
  readonly from: string;
  readonly until: string;
}

/** A line whose amount its price entry does not give. Amounts are decimal text. */
interface Difference {
  readonly transaction: string;
  readonly position: number;
  readonly stored: string;
  /** Null: the entry gives no amount for the meter at all. */
  readonly recomputed: string | null;
}

/** What rating a span again found: how many lines were rated, and each that came out otherwise. None ever should. */
export interface Recomputation {
  readonly lines: number;
  readonly differences: readonly Difference[];
}

/** How many lines are held in memory at once, with what each came to. */
const pageMost = 20_000;

/**
 * Rates every usage line of a span again from the price entry it cites. The engine is pure and entries are immutable, so the digits are the
 * same for ever. A stated difference is no usage: its amount is the provider's own word, and cannot be rated.
 */
export async function recompute(tx: Transaction, span: Span): Promise<Recomputation> {
  const differences: Difference[] = [];
  let lines = 0;
  let after = { transaction: '00000000-0000-0000-0000-000000000000', position: -1 };
  for (;;) {
    const page = await usageLines(tx, span, after);
    const entries = await findEntriesById(tx, pinnedIds(page));
    // Most lines of a page say the same as another: what one of them rates to, all of them do.
    const amounts = new Map<string, string | null>();
    for (const line of page) {
      const said = JSON.stringify([line.meter, line.quantity, line.priceEntryId, line.costEntryId, line.delivered]);
      const recomputed = amounts.get(said) ?? rateAgain(line, entries);
      amounts.set(said, recomputed);
      if (recomputed !== line.amount) differences.push({ ...placeOf(line), stored: line.amount, recomputed });
    }
    lines += page.length;
    const last = page.at(-1);
    if (last === undefined || page.length < pageMost) return { lines, differences };
    after = placeOf(last);
  }
}

interface UsageLine {
  readonly [column: string]: unknown;
  readonly transaction: string;
  readonly position: number;
  readonly amount: string;
  readonly meter: string;
  readonly quantity: string;
  readonly priceEntryId: string;
  readonly costEntryId: string | null;
  readonly delivered: Readonly<Record<string, string>> | null;
}

async function usageLines(
  tx: Transaction,
  { from, until }: Span,
  after: Pick<UsageLine, 'transaction' | 'position'>,
): Promise<UsageLine[]> {
  const { rows } = await tx.execute<UsageLine>(sql`
    SELECT e.tx_id AS transaction, e.position, trim_scale(e.amount)::text AS amount, e.meter, e.quantity::text AS quantity,
           e.price_entry_id AS "priceEntryId", o.cost_entry_id AS "costEntryId", g.delivered
    FROM ledger_entry AS e JOIN ledger_tx AS t ON t.workspace_id = e.workspace_id AND t.id = e.tx_id
    LEFT JOIN generation AS g ON g.workspace_id = t.workspace_id AND g.id = t.generation_id
    LEFT JOIN quote_offer AS o ON o.workspace_id = g.workspace_id AND o.quote_id = g.quote_id AND o.id = g.offer_id
    WHERE e.meter IS NOT NULL AND e.meter <> 'stated_difference'
      AND t.service_at >= ${from}::timestamptz AND t.service_at < ${until}::timestamptz
      AND (e.tx_id, e.position) > (${after.transaction}::uuid, ${after.position}::smallint)
    ORDER BY e.tx_id, e.position LIMIT ${pageMost}`);
  return rows;
}

function placeOf({ transaction, position }: UsageLine): Pick<Difference, 'transaction' | 'position'> {
  return { transaction, position };
}

/** A margin is rated over the cost that its offer pinned. */
function rateAgain({ meter, quantity, delivered, ...pinned }: UsageLine, rows: ReadonlyMap<string, PriceEntryRow>): string | null {
  if (!rows.has(pinned.priceEntryId)) return null;
  const units = BigInt(quantity);
  const charge = rateUsage({ [meter]: units < 0n ? -units : units }, pinnedEntry(rows, pinned), { ...delivered, operation: 'generate' });
  const line = charge.ok ? charge.value.lines.find((candidate) => candidate.meter === meter) : undefined;
  return line === undefined ? null : signed(line, units < 0n);
}

function signed({ amount }: ChargeLine, negative: boolean): string {
  return formatMoney(negative ? { ...amount, pico: -amount.pico } : amount);
}
