import { accepted, formatDecimal, refused, type Outcome } from '@halfpenny/core';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { settlePrepaid } from '../prepaid/settle-prepaid.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { movesNothing } from './cause-account.ts';
import { isPrepaid, owedAccount } from './owed-account.ts';
import { type Booked } from './plain-postings.ts';
import { overlapProblem } from './overlap-problem.ts';
import { postedDifferences, type PostedDifference } from './posted-differences.ts';
import { postPlain } from './post-plain.ts';
import { reconciliationItemTable, reconciliationRunTable, type StoredReconciliation } from './reconciliation.table.ts';
import type { StartingParts } from './start-reconciliation.ts';
import { stateStanding } from './state-standing.ts';

/**
 * Accepts what a provider states of a period: what it covers leaves provider_accrued, what it comes to is payable, and what lies between stands in suspense until its causes
 * are accepted. Of a later run of the same period the difference to the accepted one is posted. Items that move nothing are explained by that.
 */
export async function acceptStatement(parts: StartingParts, caller: Caller, id: string): Promise<Outcome<string>> {
  const taken = await accept(parts, caller, id);
  if (taken.ok) await drawPrepaid(parts, caller, taken.value);
  return taken.ok ? accepted(taken.value.id) : taken;
}

/** What is owed to a provider that is paid beforehand is taken from the lots there. Done again, it changes nothing. */
async function drawPrepaid(parts: StartingParts, caller: Caller, { providerAccountId }: StoredReconciliation): Promise<void> {
  const prepaid = await withWorkspace(parts.database, caller.workspaceId, (tx) => isPrepaid(tx, providerAccountId));
  if (prepaid) await settlePrepaid(parts, { workspaceId: caller.workspaceId, accountId: providerAccountId });
}

async function accept(parts: StartingParts, caller: Caller, id: string): Promise<Outcome<StoredReconciliation>> {
  return await withWorkspace(parts.database, caller.workspaceId, async (tx) => {
    const run = isId(id) ? await lockRun(tx, id) : undefined;
    if (run === undefined)
      return refused({ code: 'run-not-found', message: 'No reconciliation of this workspace has that id.', path: ['id'] });
    if (run.state !== 'reconciled' || run.result === null)
      return refused({
        code: 'run-closed',
        message: `The reconciliation is ${run.state}: one that is reconciled can be accepted, once.`,
        path: ['id'],
      });
    const overlap = await overlapProblem(tx, run);
    if (overlap !== undefined) return overlap;
    const at = parts.clock();
    const posted = await postedDifferences(tx, run);
    const booked = [...(await bookedOf(tx, run)), ...(await takenBack(tx, run, posted))];
    const reason = `Statement of ${run.periodFrom.toISOString().slice(0, 10)} to ${run.periodUntil.toISOString().slice(0, 10)} accepted.`;
    const acceptanceTx = await postPlain(tx, run, { event: 'statement-accepted', reason, booked, id: parts.newId(), at });
    await takeOver(tx, run, posted);
    const by = { acceptedBy: identityOf(caller), acceptedByName: caller.name, acceptedAt: at };
    await tx
      .update(reconciliationRunTable)
      .set({ state: 'accepted', acceptanceTx, ...by })
      .where(eq(reconciliationRunTable.id, run.id));
    await stateStanding(tx, run, { since: at });
    return accepted(run);
  });
}

/** A run that nobody else decides on meanwhile. */
export async function lockRun(tx: Transaction, id: string): Promise<StoredReconciliation | undefined> {
  const [run] = await tx.select().from(reconciliationRunTable).where(eq(reconciliationRunTable.id, id)).for('update');
  return run;
}

/** provider_accrued +C, provider_payable −S, statement_suspense S − C; each less what is posted of this period already. Of a prepaid account S is owed on provider_accrued, too. */
async function bookedOf(tx: Transaction, run: StoredReconciliation): Promise<readonly Booked[]> {
  const before = await postedBefore(tx, run);
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

/** What earlier accepted runs of this account and period, and the resolutions of their items, posted on the accounts of a statement. */
async function postedBefore(
  tx: Transaction,
  { providerAccountId, periodFrom, periodUntil }: StoredReconciliation,
): Promise<readonly Booked[]> {
  const { rows } = await tx.execute<{ account: string; currency: string; amount: string }>(sql`
    WITH run AS (
      SELECT workspace_id, id, acceptance_tx FROM reconciliation_run WHERE provider_account_id = ${providerAccountId}::uuid AND state = 'accepted'
        AND period_from = ${periodFrom.toISOString()}::timestamptz AND period_until = ${periodUntil.toISOString()}::timestamptz),
    posted AS (
      SELECT workspace_id, acceptance_tx AS id FROM run WHERE acceptance_tx IS NOT NULL
      UNION SELECT r.workspace_id, r.tx_id FROM run JOIN item_resolution AS r ON r.workspace_id = run.workspace_id AND r.run_id = run.id WHERE r.tx_id IS NOT NULL)
    SELECT e.account, e.currency, trim_scale(sum(e.amount))::text AS amount
    FROM posted JOIN ledger_entry AS e ON e.workspace_id = posted.workspace_id AND e.tx_id = posted.id
    WHERE e.account IN ('provider_accrued', 'provider_payable') GROUP BY e.account, e.currency`);
  return rows.map(({ account, currency, amount }) => ({ account, currency, pico: picoOf(amount) }));
}

/** What was decided on a difference that this statement no longer shows goes back into suspense, where what is stated instead clears it. A claim waits for its credit. */
async function takenBack(tx: Transaction, run: StoredReconciliation, posted: readonly PostedDifference[]): Promise<readonly Booked[]> {
  const { runId, itemKey } = reconciliationItemTable;
  const found = await tx.select({ itemKey }).from(reconciliationItemTable).where(eq(runId, run.id));
  const shown = new Set(found.map((item) => item.itemKey));
  const gone = posted.filter((one) => !shown.has(one.itemKey) && one.account !== 'provider_claim');
  return gone.flatMap(({ account, currency, pico }) => [
    { account, currency, pico: -pico },
    { account: 'statement_suspense', currency, pico },
  ]);
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

/** What was posted for the same difference of the same period is not posted again; what moves nothing is explained. */
async function takeOver(tx: Transaction, run: StoredReconciliation, posted: readonly PostedDifference[]): Promise<void> {
  const [keys, amounts] = [posted.map(({ itemKey }) => itemKey), posted.map(({ pico }) => formatDecimal(pico))];
  await tx.execute(sql`
    UPDATE reconciliation_item AS i SET posted_before = earlier.amount
    FROM unnest(${sql.param(keys)}::text[], ${sql.param(amounts)}::numeric[]) AS earlier (item_key, amount)
    WHERE i.workspace_id = ${run.workspaceId}::uuid AND i.run_id = ${run.id}::uuid AND i.item_key = earlier.item_key`);
  const { runId, number, part, amount } = reconciliationItemTable;
  const rows = await tx
    .select({ number, part, amount, postedBefore: reconciliationItemTable.postedBefore })
    .from(reconciliationItemTable)
    .where(eq(runId, run.id));
  const explained = rows.filter(
    (item) => movesNothing(item) || (picoOf(item.postedBefore) !== 0n && picoOf(item.postedBefore) === picoOf(item.amount)),
  );
  if (explained.length === 0) return;
  await tx
    .update(reconciliationItemTable)
    .set({ state: 'explained' })
    .where(
      and(
        eq(runId, run.id),
        inArray(
          number,
          explained.map((item) => item.number),
        ),
      ),
    );
}
