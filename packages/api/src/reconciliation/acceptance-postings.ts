import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { picoOf } from '../platform/stored-amount.ts';
import { postedInPeriod } from './accepted-in-period.ts';
import { owedAccount } from './owed-account.ts';
import type { Booked } from './plain-postings.ts';
import type { StoredReconciliation } from './reconciliation.table.ts';

/** provider_accrued +C, provider_payable −S, statement_suspense S − C; each less what is posted of this period already. Of a prepaid account S is owed on provider_accrued, too. */
export async function acceptancePostings(tx: Transaction, run: StoredReconciliation): Promise<readonly Booked[]> {
  const before = await postedInPeriod(tx, run);
  const owedOn = await owedAccount(tx, run.providerAccountId);
  const corrected = await correctedSince(tx, run);
  const sums = new Map((run.result?.currencies ?? []).map((one) => [one.currency, one]));
  const currencies = new Set([...sums.keys(), ...before.map(({ currency }) => currency)]);
  return [...currencies].flatMap((currency) => {
    const posted = (account: string): bigint => before.find((one) => one.currency === currency && one.account === account)?.pico ?? 0n;
    const since = corrected.find((one) => one.currency === currency)?.pico ?? 0n;
    const accrued = picoOf(sums.get(currency)?.covered ?? '0') - posted('provider_accrued') - since;
    const owed = -picoOf(sums.get(currency)?.stated ?? '0') - posted('provider_payable');
    return [
      { account: 'provider_accrued', currency, pico: accrued },
      { account: owedOn, currency, pico: owed },
      { account: 'statement_suspense', currency, pico: -accrued - owed },
    ];
  });
}

/** By how much charges that the run covers were corrected once a statement had taken them over: that never stood on provider_accrued, but waited in suspense. */
async function correctedSince(tx: Transaction, run: StoredReconciliation): Promise<readonly Omit<Booked, 'account'>[]> {
  const { rows } = await tx.execute<{ currency: string; amount: string }>(sql`
    SELECT e.currency, trim_scale(sum(e.amount))::text AS amount
    FROM ledger_tx AS t JOIN reconciliation_charge AS c ON c.workspace_id = t.workspace_id AND c.run_id = ${run.id}::uuid AND c.charge_id = t.attempt_id AND c.is_covered
    JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id AND e.account IN ('generation_cost', 'undelivered_cost')
    WHERE t.provider_account_id = ${run.providerAccountId}::uuid AND t.recorded_at <= ${run.knownAt}::timestamptz
      AND EXISTS (SELECT FROM ledger_entry AS s WHERE s.workspace_id = t.workspace_id AND s.tx_id = t.id AND s.account = 'statement_suspense')
    GROUP BY e.currency`);
  return rows.map(({ currency, amount }) => ({ currency, pico: picoOf(amount) }));
}
