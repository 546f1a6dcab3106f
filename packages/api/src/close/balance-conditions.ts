import { formatDecimal } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import type { Transaction } from '../platform/database.ts';
import { acceptedRuns } from './accepted-runs.ts';
import { condition, type Closing, type Condition } from './closing.ts';
import { compareSides, type Placed } from './compare-sides.ts';
import type { RollForwardRow } from './roll-forward.ts';

/** The proofs that what an account of the chart holds when a month ends is the sum of what it stands for: payable of unpaid statements, prepaid of lots, claims, suspense. */
export async function balanceConditions(
  tx: Transaction,
  closing: Closing,
  rollForward: readonly RollForwardRow[],
): Promise<readonly Condition[]> {
  const held = await heldAtEnd(tx, closing);
  const amounts = (...accounts: readonly string[]): readonly Placed[] => held.filter(({ account }) => accounts.includes(account));
  const inLedger = { name: 'in the ledger' };
  return [
    condition({
      key: 'payable',
      sentence: 'What is payable to providers is the sum of the accepted statements that are not paid.',
      next: 'Open the statements of the account named: one was paid, credited or restated, and that was not recorded here, or was recorded twice.',
      proofs: compareSides({
        left: { ...inLedger, amounts: amounts('provider_payable') },
        right: { name: 'unpaid statements', amounts: await unpaidStatements(tx, closing) },
      }),
    }),
    condition({
      key: 'prepaid',
      sentence: 'Prepaid credit is what its lots hold.',
      next: 'Open the lots of the account named: a movement of one was written past the ledger, or a posting past the lots.',
      proofs: compareSides({
        left: { ...inLedger, amounts: amounts('provider_prepaid', 'provider_granted') },
        right: { name: 'left in lots', amounts: await leftInLots(tx, closing) },
      }),
    }),
    condition({
      key: 'prepaid-taken',
      sentence: 'What was used at a provider that is paid beforehand was taken from its lots, as far as they hold it.',
      next: 'Have the lots of the account settled: it is done every ten minutes, when a month is closed softly, and by settlePrepaid.',
      proofs: compareSides({
        left: { name: 'owed, and in the lots', amounts: await owedInLots(tx, closing, rollForward) },
        right: { name: 'nothing', amounts: [] },
      }),
    }),
    condition({
      key: 'claims',
      sentence: 'What is claimed of providers is the sum of the claims that nobody has credited or written off.',
      next: 'Open the claims of the account named, and decide on those that were credited or refused.',
      proofs: compareSides({
        left: { ...inLedger, amounts: amounts('provider_claim') },
        right: { name: 'open claims', amounts: await claimedItems(tx, closing) },
      }),
    }),
    condition({
      key: 'suspense',
      sentence: 'What stands in suspense is the sum of the items that are open or carried.',
      next: 'Open the reconciliation of the account named: resolve what it lists, end a claim that a later statement answered, or reconcile the period again, so that every difference is an item.',
      proofs: compareSides({
        left: { ...inLedger, amounts: amounts('statement_suspense') },
        right: { name: 'open and carried items', amounts: await itemsIn(tx, closing, ['open', 'proposed', 'carried']) },
      }),
    }),
  ];
}

type Held = Placed & { readonly account: string } & Record<string, unknown>;

/** What the accounts that something else stands for hold at the end of the month, by provider account. */
async function heldAtEnd(tx: Transaction, { workspaceId, book, until }: Closing): Promise<readonly Held[]> {
  const { rows } = await tx.execute<Held>(sql`
    SELECT e.account, coalesce(a.provider, 'a lent account') AS of, t.provider_account_id AS "providerAccountId", e.currency, trim_scale(sum(e.amount))::text AS amount
    FROM ledger_entry AS e JOIN ledger_tx AS t ON t.workspace_id = e.workspace_id AND t.id = e.tx_id
    LEFT JOIN provider_account AS a ON a.id = t.provider_account_id
    WHERE e.workspace_id = ${workspaceId}::uuid AND t.book = ${book} AND t.accounting_date < ${until}::date
      AND e.account IN ('provider_payable', 'provider_prepaid', 'provider_granted', 'provider_claim', 'statement_suspense')
    GROUP BY e.account, a.provider, t.provider_account_id, e.currency`);
  return rows;
}

type Row = Placed & Record<string, unknown>;

/** What was stated and accepted, less what was credited, paid and given back since: a statement that is accepted in the place of another has its credits in it. A payable is a credit, so it is negative. */
async function unpaidStatements(tx: Transaction, closing: Closing): Promise<readonly Placed[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT coalesce(a.provider, 'a lent account') AS of, a.id AS "providerAccountId", u.currency, trim_scale(sum(u.amount))::text AS amount FROM (
      SELECT r.provider_account_id, c ->> 'currency' AS currency, -(c ->> 'stated')::numeric AS amount
      FROM ${acceptedRuns(closing)} AS r, jsonb_array_elements(r.result -> 'currencies') AS c WHERE NOT ${wasPrepaid()}
      UNION ALL
      SELECT r.provider_account_id, e.currency, e.amount FROM item_resolution AS d
      JOIN reconciliation_run AS r ON r.workspace_id = d.workspace_id AND r.id = d.run_id JOIN ledger_tx AS t ON t.workspace_id = d.workspace_id AND t.id = d.tx_id
      JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id AND e.account = 'provider_payable'
      WHERE d.workspace_id = ${closing.workspaceId}::uuid AND r.book = ${closing.book} AND d.decision = 'credited' AND t.accounting_date < ${closing.until}::date AND NOT EXISTS (
        SELECT FROM ${acceptedRuns(closing)} AS l WHERE l.provider_account_id = r.provider_account_id AND l.period_from = r.period_from
          AND l.period_until = r.period_until AND l.accepted_at > t.recorded_at)
      UNION ALL
      SELECT t.provider_account_id, p.currency, p.amount FROM provider_payment AS p JOIN ledger_tx AS t ON t.workspace_id = p.workspace_id AND t.id = p.tx_id
      WHERE p.workspace_id = ${closing.workspaceId}::uuid AND t.book = ${closing.book} AND t.accounting_date < ${closing.until}::date
      UNION ALL
      SELECT t.provider_account_id, m.currency, m.moved FROM currency_invoice AS i JOIN ledger_tx AS t ON t.workspace_id = i.workspace_id AND t.id = i.tx_id
      CROSS JOIN LATERAL (VALUES (i.currency, i.amount), (i.invoiced_currency, -i.invoiced_amount)) AS m (currency, moved)
      WHERE i.workspace_id = ${closing.workspaceId}::uuid AND t.book = ${closing.book} AND t.accounting_date < ${closing.until}::date
    ) AS u JOIN provider_account AS a ON a.id = u.provider_account_id
    GROUP BY a.provider, a.id, u.currency`);
  return rows;
}

/** Whether the account of a run was paid beforehand when its statement was accepted: then nothing of it is payable, and what it takes is taken from the lots. */
function wasPrepaid() {
  return sql`EXISTS (
    SELECT FROM prepaid_lot AS l WHERE l.workspace_id = r.workspace_id AND l.provider_account_id = r.provider_account_id AND l.state = 'recorded'
      AND coalesce(l.decided_at, l.created_at) <= r.accepted_at)`;
}

/** What lots hold after the movements that are dated until the end of the month, in whichever order they were written. */
async function leftInLots(tx: Transaction, { workspaceId, book, until }: Closing): Promise<readonly Placed[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT a.provider AS of, a.id AS "providerAccountId", l.currency, trim_scale(sum(m.kept))::text AS amount
    FROM prepaid_lot AS l JOIN provider_account AS a ON a.id = l.provider_account_id JOIN LATERAL (
      SELECT sum(CASE m.event WHEN 'opened' THEN l.quantity ELSE m.used_before - m.used_after END) AS kept
      FROM prepaid_movement AS m JOIN ledger_tx AS t ON t.workspace_id = m.workspace_id AND t.id = m.tx_id
      WHERE m.workspace_id = l.workspace_id AND m.lot_id = l.id AND t.accounting_date < ${until}::date) AS m ON m.kept IS NOT NULL
    WHERE l.workspace_id = ${workspaceId}::uuid AND l.book = ${book} GROUP BY a.provider, a.id, l.currency`);
  return rows;
}

/** What is owed at the end of the month for which lots still hold something. */
async function owedInLots(tx: Transaction, closing: Closing, rollForward: readonly RollForwardRow[]): Promise<readonly Placed[]> {
  const lots = (await leftInLots(tx, closing)).filter(({ amount }) => picoOf(amount) > 0n);
  return rollForward
    .filter(
      (row) =>
        picoOf(row.closing) < 0n && lots.some((lot) => lot.providerAccountId === row.providerAccountId && lot.currency === row.currency),
    )
    .map(({ provider, providerAccountId, currency, closing: owed }) => {
      return { of: provider ?? 'a lent account', providerAccountId, currency, amount: formatDecimal(-picoOf(owed)) };
    });
}

/** What items of accepted runs come to that are in one of some states, less what an earlier run of their period posted. */
async function itemsIn(tx: Transaction, closing: Closing, states: readonly string[]): Promise<readonly Placed[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT coalesce(a.provider, 'a lent account') AS of, r.provider_account_id AS "providerAccountId", i.currency, trim_scale(sum(i.amount - i.posted_before))::text AS amount
    FROM ${acceptedRuns(closing)} AS r JOIN reconciliation_item AS i ON i.workspace_id = r.workspace_id AND i.run_id = r.id
    LEFT JOIN provider_account AS a ON a.id = r.provider_account_id
    LEFT JOIN item_resolution AS d ON d.workspace_id = i.workspace_id AND d.id = i.resolution_id AND i.state = 'proposed'
    WHERE i.state = ANY (${sql.param([...states])}::text[]) AND d.decision IS DISTINCT FROM 'credited' AND d.decision IS DISTINCT FROM 'write-off' GROUP BY a.provider, r.provider_account_id, i.currency`);
  return rows;
}

/** What is claimed, in whichever accepted run: a claim stays with the run it was made in when another takes its place, and stands until what ends it is done. */
async function claimedItems(tx: Transaction, { workspaceId, book, until }: Closing): Promise<readonly Placed[]> {
  const { rows } = await tx.execute<Row>(sql`
    SELECT coalesce(a.provider, 'a lent account') AS of, r.provider_account_id AS "providerAccountId", i.currency, trim_scale(sum(i.amount - i.posted_before))::text AS amount
    FROM reconciliation_run AS r JOIN reconciliation_item AS i ON i.workspace_id = r.workspace_id AND i.run_id = r.id
    JOIN item_resolution AS d ON d.workspace_id = i.workspace_id AND d.id = CASE i.state WHEN 'proposed' THEN i.before_id ELSE i.resolution_id END
    JOIN ledger_tx AS t ON t.workspace_id = d.workspace_id AND t.id = d.tx_id LEFT JOIN provider_account AS a ON a.id = r.provider_account_id
    WHERE r.workspace_id = ${workspaceId}::uuid AND r.book = ${book} AND r.state = 'accepted' AND i.state IN ('claimed', 'proposed') AND d.decision = 'claim' AND t.accounting_date < ${until}::date
    GROUP BY a.provider, r.provider_account_id, i.currency`);
  return rows;
}
