import { accepted, formatDecimal, refused, type Outcome } from '@halfpenny/core';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { settlePrepaid } from '../prepaid/settle-prepaid.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { acceptancePostings } from './acceptance-postings.ts';
import { movesNothing } from './cause-account.ts';
import { isPrepaid } from './owed-account.ts';
import { type Booked } from './plain-postings.ts';
import { overlapProblem } from './overlap-problem.ts';
import { postedDifferences, type PostedDifference } from './posted-differences.ts';
import { postPlain } from './post-plain.ts';
import { reconciliationItemTable, reconciliationRunTable, type StoredItem, type StoredReconciliation } from './reconciliation.table.ts';
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
    const items = await shownItems(tx, run);
    const posted = new Map((await postedDifferences(tx, run)).map((one) => [one.itemKey, one]));
    const booked = [...(await acceptancePostings(tx, run)), ...takenBack(items, posted)];
    const reason = `Statement of ${run.periodFrom.toISOString().slice(0, 10)} to ${run.periodUntil.toISOString().slice(0, 10)} accepted.`;
    const acceptanceTx = await postPlain(tx, run, { event: 'statement-accepted', reason, booked, id: parts.newId(), at });
    await takeOver(tx, run, { items, posted });
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

/** What was decided on a difference that this statement no longer shows goes back into suspense, where what is stated instead clears it. A claim waits for its credit. */
function takenBack(items: readonly ShownItem[], posted: ReadonlyMap<string, PostedDifference>): readonly Booked[] {
  const shown = new Set(items.map(({ itemKey }) => itemKey));
  const gone = [...posted.values()].filter((one) => !shown.has(one.itemKey) && one.account !== 'provider_claim');
  return gone.flatMap(({ account, currency, pico }) => [
    { account, currency, pico: -pico },
    { account: 'statement_suspense', currency, pico },
  ]);
}

/** What was posted for the same difference of the same period is not posted again; what moves nothing is explained. */
async function takeOver(
  tx: Transaction,
  run: StoredReconciliation,
  { items, posted }: { readonly items: readonly ShownItem[]; readonly posted: ReadonlyMap<string, PostedDifference> },
): Promise<void> {
  const [keys, amounts] = [[...posted.keys()], [...posted.values()].map(({ pico }) => formatDecimal(pico))];
  await tx.execute(sql`
    UPDATE reconciliation_item AS i SET posted_before = earlier.amount
    FROM unnest(${sql.param(keys)}::text[], ${sql.param(amounts)}::numeric[]) AS earlier (item_key, amount)
    WHERE i.workspace_id = ${run.workspaceId}::uuid AND i.run_id = ${run.id}::uuid AND i.item_key = earlier.item_key`);
  const explained = items.filter((item) => movesNothing(item) || isPostedWhole(item, posted));
  if (explained.length === 0) return;
  const numbers = explained.map((item) => item.number);
  const { runId, number } = reconciliationItemTable;
  await tx
    .update(reconciliationItemTable)
    .set({ state: 'explained' })
    .where(and(eq(runId, run.id), inArray(number, numbers)));
}

function isPostedWhole({ itemKey, amount }: ShownItem, posted: ReadonlyMap<string, PostedDifference>): boolean {
  const before = posted.get(itemKey)?.pico ?? 0n;
  return before !== 0n && before === picoOf(amount);
}

type ShownItem = Pick<StoredItem, 'number' | 'itemKey' | 'part' | 'amount'>;

async function shownItems(tx: Transaction, run: StoredReconciliation): Promise<readonly ShownItem[]> {
  const { runId, number, itemKey, part, amount } = reconciliationItemTable;
  return await tx.select({ number, itemKey, part, amount }).from(reconciliationItemTable).where(eq(runId, run.id));
}
