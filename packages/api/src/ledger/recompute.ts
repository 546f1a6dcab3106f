import { formatMoney, rateUsage, type ChargeLine } from '@halfpenny/core';
import { sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import { findEntriesById } from '../price-book/find-price-entries.ts';
import { pinnedEntry, pinnedIds } from '../price-book/cited-entry.ts';
import type { PriceEntryRow } from '../price-book/price-entry-row.ts';

/** Which lines to rate again: those of work done from `from` on and before `until`, RFC 3339. */
export interface Span {
  readonly from: string;
  readonly until: string;
}

/** A line whose amount its price entry does not give. Amounts are decimal text. */
export interface Difference {
  readonly transaction: string;
  readonly position: number;
  readonly stored: string;
  /** Null: the entry gives no amount for the meter at all. */
  readonly recomputed: string | null;
}

/** What rating lines again found: how many were rated, and each that came out otherwise. None ever should. */
export interface Recomputation {
  readonly lines: number;
  readonly differences: readonly Difference[];
}

/** Rates every usage line of a span again, day by day. */
export async function recompute(tx: Transaction, { from, until }: Span): Promise<Recomputation> {
  const ofSpan = sql`t.book IN ('real', 'simulated') AND t.service_at >= ${from}::timestamptz AND t.service_at < ${until}::timestamptz`;
  const { rows: days } = await tx.execute<{ from: string; until: string }>(sql`
    SELECT day::text AS from, (day + interval '1 day')::text AS until
    FROM (SELECT DISTINCT date_trunc('day', t.service_at, 'UTC') AS day FROM ledger_tx AS t WHERE ${ofSpan}) AS d ORDER BY day`);
  let found: Recomputation = { lines: 0, differences: [] };
  const known: RatedBefore = new Map();
  for (const day of days) {
    const ofDay = sql`${ofSpan} AND t.service_at >= ${day.from}::timestamptz AND t.service_at < ${day.until}::timestamptz`;
    const { lines, differences } = await recomputeLines(tx, ofDay, known);
    found = { lines: found.lines + lines, differences: [...found.differences, ...differences] };
  }
  return found;
}

/** What lines that say the same rate to. Most of them do. */
export type RatedBefore = Map<string, string | null>;

/** How many answers are kept. */
const keptMost = 200_000;

/**
 * Rates the usage lines of transactions `t` again from the price entry each of them cites: those that say the same are read as one, so that what is held is as much as they differ. The engine is
 * pure and entries are immutable, so the digits are the same for ever. A stated difference is no usage: its amount is the provider's own word, and cannot be rated.
 */
export async function recomputeLines(tx: Transaction, chosen: SQL, known: RatedBefore = new Map()): Promise<Recomputation> {
  const { rows } = await tx.execute<SaidBySome>(sql`
    SELECT ${said}, count(*)::int AS lines FROM ${usageLines(chosen)} GROUP BY e.amount, e.meter, e.quantity, e.price_entry_id, o.cost_entry_id, g.delivered`);
  const entries = await findEntriesById(tx, pinnedIds(rows));
  if (known.size > keptMost) known.clear();
  const differing: (SaidBySome & { readonly recomputed: string | null })[] = [];
  for (const line of rows) {
    const key = JSON.stringify([line.meter, line.quantity, line.priceEntryId, line.costEntryId, line.delivered]);
    const before = known.get(key);
    const recomputed = before === undefined ? rateAgain(line, entries) : before;
    known.set(key, recomputed);
    if (recomputed !== line.amount) differing.push({ ...line, recomputed });
  }
  const lines = rows.reduce((sum, line) => sum + line.lines, 0);
  return { lines, differences: differing.length === 0 ? [] : await placesOf(tx, chosen, differing) };
}

/** What a line says that its amount follows from. */
interface UsageLine extends Record<string, unknown> {
  readonly amount: string;
  readonly meter: string;
  readonly quantity: string;
  readonly priceEntryId: string;
  readonly costEntryId: string | null;
  readonly delivered: Readonly<Record<string, string>> | null;
}

interface SaidBySome extends UsageLine {
  readonly lines: number;
}

const said = sql`trim_scale(e.amount)::text AS amount, e.meter, e.quantity::text AS quantity, e.price_entry_id AS "priceEntryId", o.cost_entry_id AS "costEntryId", g.delivered`;

function usageLines(chosen: SQL): SQL {
  return sql`ledger_tx AS t
    JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id AND e.meter IS NOT NULL AND e.meter <> 'stated_difference' AND ${chosen}
    LEFT JOIN generation AS g ON g.workspace_id = t.workspace_id AND g.id = t.generation_id
    LEFT JOIN quote_offer AS o ON o.workspace_id = g.workspace_id AND o.quote_id = g.quote_id AND o.id = g.offer_id`;
}

/** Each line that says what should not be said, in the order of the ledger. */
async function placesOf(tx: Transaction, chosen: SQL, differing: readonly UsageLine[]): Promise<readonly Difference[]> {
  const { rows } = await tx.execute<Difference & Record<string, unknown>>(sql`
    SELECT e.tx_id AS transaction, e.position, trim_scale(e.amount)::text AS stored, d.recomputed
    FROM ${usageLines(chosen)} JOIN jsonb_to_recordset(${storedJson(differing)}::jsonb)
      AS d (amount numeric, meter text, quantity numeric, "priceEntryId" uuid, "costEntryId" uuid, delivered jsonb, recomputed text)
      ON d.meter = e.meter AND d.quantity = e.quantity AND d.amount = e.amount AND d."priceEntryId" = e.price_entry_id
      AND d."costEntryId" IS NOT DISTINCT FROM o.cost_entry_id AND d.delivered IS NOT DISTINCT FROM g.delivered
    ORDER BY e.tx_id, e.position`);
  return rows;
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
