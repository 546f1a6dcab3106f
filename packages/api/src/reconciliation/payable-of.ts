import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { picoOf } from '../platform/stored-amount.ts';
import { acceptedInPeriod, postedInPeriod, type AccountPeriod } from './accepted-in-period.ts';

/** What the accepted statements of a period come to in one currency, in picounits. */
export interface Payable {
  readonly currency: string;
  /** What was paid of it. */
  readonly paid: bigint;
  /** What is left to be paid; negative: the provider owes it. */
  readonly left: bigint;
}

/** What is payable for the period of a run by its accepted statements and what was credited of them, and what is left of that once paid. By currency. */
export async function payableOf(tx: Transaction, period: AccountPeriod): Promise<readonly Payable[]> {
  const { rows } = await tx.execute<{ currency: string; paid: string }>(sql`
    SELECT p.currency, trim_scale(sum(p.amount))::text AS paid
    FROM ${acceptedInPeriod(period)} AS run JOIN provider_payment AS p ON p.workspace_id = run.workspace_id AND p.run_id = run.id GROUP BY p.currency`);
  const paidIn = new Map(rows.map(({ currency, paid }) => [currency, picoOf(paid)]));
  const elsewhere = await invoicedElsewhere(tx, period);
  const owed = (await postedInPeriod(tx, period)).filter(({ account }) => account === 'provider_payable');
  const stated = new Map(owed.map(({ currency, pico }) => [currency, -pico]));
  return [...new Set([...stated.keys(), ...elsewhere.keys()])].map((currency) => {
    const paid = paidIn.get(currency) ?? 0n;
    return { currency, paid, left: (stated.get(currency) ?? 0n) + (elsewhere.get(currency) ?? 0n) - paid };
  });
}

/** What was invoiced in another currency than it was stated in: less in the one, more in the other. */
async function invoicedElsewhere(tx: Transaction, period: AccountPeriod): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await tx.execute<{ currency: string; moved: string }>(sql`
    SELECT m.currency, trim_scale(sum(m.moved))::text AS moved
    FROM ${acceptedInPeriod(period)} AS run JOIN currency_invoice AS i ON i.workspace_id = run.workspace_id AND i.run_id = run.id
    CROSS JOIN LATERAL (VALUES (i.currency, -i.amount), (i.invoiced_currency, i.invoiced_amount)) AS m (currency, moved) GROUP BY m.currency`);
  return new Map(rows.map(({ currency, moved }) => [currency, picoOf(moved)]));
}
