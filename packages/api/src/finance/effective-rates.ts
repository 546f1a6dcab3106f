import { formatDecimal, divideHalfEven } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import type { Transaction } from '../platform/database.ts';
import type { SpendSum } from './read-spend.ts';

/** The dimensions that effective rates are read by. */
export const rateDimensions = ['day', 'provider', 'model', 'mode', 'meter'] as const;

/** What units cost against what they cost by the list: the provider's own price for realtime, on the day. Amounts are decimal text. */
export interface EffectiveRate {
  readonly provider: string | null;
  readonly model: string | null;
  readonly mode: string | null;
  readonly meter: string;
  readonly currency: string;
  readonly quantity: string;
  readonly cost: string;
  /** Of one unit; undefined: no units. */
  readonly unitCost: string | undefined;
  /** Undefined where the list has no one price of the meter on some of the days. */
  readonly listCost: string | undefined;
}

/** A price of the list: of one meter, without conditions or tiers, which would make it several. */
export interface ListPrice extends Record<string, unknown> {
  readonly provider: string;
  readonly model: string;
  readonly meter: string;
  readonly currency: string;
  readonly from: string;
  readonly until: string | null;
  readonly price: string;
  readonly per: string;
}

/** The prices for realtime of the cost book, as they are known now. */
export async function readListPrices(tx: Transaction): Promise<readonly ListPrice[]> {
  const { rows } = await tx.execute<ListPrice>(sql`
    SELECT e.provider, e.model, c ->> 'meter' AS meter, e.currency, (lower(e.valid) AT TIME ZONE 'UTC')::date::text AS "from",
      (upper(e.valid) AT TIME ZONE 'UTC')::date::text AS until, c ->> 'price' AS price, c ->> 'per' AS per
    FROM price_entry AS e JOIN price_book AS b ON b.id = e.book_id AND b.kind = 'cost', jsonb_array_elements(e.tariff -> 'components') AS c
    WHERE e.mode = 'realtime' AND upper_inf(e.known) AND NOT c ? 'when' AND NOT c ? 'tiers'`);
  return rows;
}

/** Sums by `rateDimensions` → what a unit cost on average, and by the list, the dearest first. Lines without a meter have no rate. */
export function effectiveRates(sums: readonly SpendSum[], list: readonly ListPrice[]): readonly EffectiveRate[] {
  const prices = Map.groupBy(list, ({ provider, model, meter, currency }) => JSON.stringify([provider, model, meter, currency]));
  const groups = Map.groupBy(sums, ({ keys, currency }) => JSON.stringify([keys.slice(1), currency]));
  const rates = [...groups.values()].flatMap((days): EffectiveRate[] => {
    const [, provider = null, model = null, mode = null, meter = null] = days[0]?.keys ?? [];
    const currency = days[0]?.currency ?? '';
    if (meter === null || meter === 'stated_difference') return [];
    const cost = days.reduce((sum, { amount }) => sum + picoOf(amount), 0n);
    const quantity = days.reduce((sum, day) => sum + BigInt(day.quantity), 0n);
    const listed = listedCost(days, prices.get(JSON.stringify([provider, model, meter, currency])) ?? []);
    const unitCost = quantity > 0n ? formatDecimal(divideHalfEven(cost, quantity).quotient) : undefined;
    return [{ provider, model, mode, meter, currency, quantity: String(quantity), cost: formatDecimal(cost), unitCost, listCost: listed }];
  });
  return rates.toSorted((a, b) => (picoOf(b.cost) > picoOf(a.cost) ? 1 : -1));
}

function listedCost(days: readonly SpendSum[], prices: readonly ListPrice[]): string | undefined {
  let sum = 0n;
  for (const { keys, quantity } of days) {
    const day = keys[0] ?? '';
    const [price, another] = prices.filter(({ from, until }) => from <= day && (until === null || day < until));
    if (price === undefined || another !== undefined) return undefined;
    sum += divideHalfEven(BigInt(quantity) * picoOf(price.price), BigInt(price.per)).quotient;
  }
  return formatDecimal(sum);
}
