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
  const owed = (await postedInPeriod(tx, period)).filter(({ account }) => account === 'provider_payable');
  return owed.map(({ currency, pico }) => {
    const paid = paidIn.get(currency) ?? 0n;
    return { currency, paid, left: -pico - paid };
  });
}
