import { accepted, unreachable, type Outcome } from '@halfpenny/core';
import { and, asc, eq } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { lockRun } from './accept-statement.ts';
import { goneSince } from './later-run.ts';
import { causeAccount } from './cause-account.ts';
import { correctCharges, type CorrectingParts } from './correct-charges.ts';
import { owedAccount } from './owed-account.ts';
import { type Booked } from './plain-postings.ts';
import { postPlain } from './post-plain.ts';
import {
  itemResolutionTable,
  reconciliationItemTable,
  type ItemState,
  type StoredItem,
  type StoredReconciliation,
  type StoredResolution,
} from './reconciliation.table.ts';
import { stateStanding } from './state-standing.ts';

/** What carrying out a resolution needs from the outside. */
export type CarryingParts = CorrectingParts;

/**
 * Does what a resolution decided: its charges are corrected first, each by itself and only once however often it is asked for; then what it posts, what its items became and
 * that it is done are one transaction. Answers with its id.
 */
export async function carryOut(parts: CarryingParts, workspaceId: string, id: string): Promise<Outcome<string>> {
  const found = await withWorkspace(parts.database, workspaceId, (tx) => read(tx, id));
  if (found?.resolution.decision === 'correct') await correctCharges(parts, found.run, found.items);
  return await withWorkspace(parts.database, workspaceId, async (tx) => {
    const now = await read(tx, id, true);
    if (now === undefined || now.resolution.state === 'done' || now.resolution.state === 'discarded') return accepted(id);
    const { run, resolution, items } = now;
    const booked = bookedOf(now, {
      owedOn: await owedAccount(tx, run.providerAccountId),
      gone: await goneSince(tx, run, keysOf(items)),
    });
    const event = `reconciliation-${resolution.decision}`;
    const txId = await postPlain(tx, run, { event, reason: resolution.reason, booked, id: parts.newId(), at: parts.clock() });
    const isResolution = eq(itemResolutionTable.id, id);
    if (resolution.state === 'proposed') await tx.update(itemResolutionTable).set({ state: 'approved' }).where(isResolution);
    await tx.update(itemResolutionTable).set({ state: 'done', txId }).where(isResolution);
    const { resolutionId, state } = reconciliationItemTable;
    await tx
      .update(reconciliationItemTable)
      .set({ state: stateAfter(resolution) })
      .where(and(eq(resolutionId, id), eq(state, 'proposed')));
    await stateStanding(tx, run, { since: parts.clock(), only: items.flatMap(({ charges }) => charges) });
    return accepted(id);
  });
}

interface Decided {
  readonly run: StoredReconciliation;
  readonly resolution: StoredResolution;
  readonly items: readonly StoredItem[];
}

async function read(tx: Transaction, id: string, toDecide = false): Promise<Decided | undefined> {
  const asked = tx.select().from(itemResolutionTable).where(eq(itemResolutionTable.id, id));
  const [resolution] = await (toDecide ? asked.for('update') : asked);
  if (resolution === undefined) return undefined;
  const run = await lockRun(tx, resolution.runId);
  const { resolutionId, number } = reconciliationItemTable;
  const items = await tx.select().from(reconciliationItemTable).where(eq(resolutionId, id)).orderBy(asc(number));
  return run === undefined ? undefined : { run, resolution, items };
}

function stateAfter({ decision }: StoredResolution): ItemState {
  if (decision === 'claim') return 'claimed';
  return decision === 'carry' ? 'carried' : 'resolved';
}

function keysOf(items: readonly StoredItem[]): readonly string[] {
  return items.map(({ itemKey }) => itemKey);
}

interface Owed {
  readonly owedOn: string;
  /** Keys of items that the statement in the place of this one no longer shows: their claims were answered by it, and what it moved stands in suspense. */
  readonly gone: ReadonlySet<string>;
}

/** What each decision moves, item by item; of what an earlier run of the period posted only the rest. */
function bookedOf({ run, resolution: { decision, currency }, items }: Decided, { owedOn, gone }: Owed): readonly Booked[] {
  const unlessGone =
    (account: string) =>
    ({ itemKey }: StoredItem): string =>
      gone.has(itemKey) ? 'statement_suspense' : account;
  const each = (debit: (item: StoredItem) => string, credit: string): readonly Booked[] =>
    items.flatMap((item) => {
      const pico = picoOf(item.amount) - picoOf(item.postedBefore);
      return [
        { account: debit(item), currency, pico },
        { account: credit, currency, pico: -pico },
      ];
    });
  switch (decision) {
    case 'accept':
      return each(causeAccount, 'statement_suspense');
    case 'claim':
      return each(() => 'provider_claim', 'statement_suspense');
    case 'credited':
      return each(unlessGone(owedOn), 'provider_claim');
    case 'write-off':
      return each(unlessGone('write_off'), 'provider_claim');
    case 'correct':
      return billedDoubts(run, items);
    case 'carry':
      return [];
    default:
      return unreachable(decision);
  }
}

/** A doubt that was billed at c is carried as settled by now: c leaves provider_accrued for what was stated. */
function billedDoubts(run: StoredReconciliation, items: readonly StoredItem[]): readonly Booked[] {
  const charges = new Set(items.flatMap((item) => item.charges));
  const billed = (run.result?.doubts ?? []).filter((doubt) => doubt.billed && charges.has(doubt.charge));
  return billed.flatMap(({ amount, currency }) => [
    { account: 'provider_accrued', currency, pico: picoOf(amount) },
    { account: 'statement_suspense', currency, pico: -picoOf(amount) },
  ]);
}
