import { accepted, formatDecimal, refused, type Outcome } from '@halfpenny/core';
import { and, eq, inArray } from 'drizzle-orm';
import { picoOf } from '../platform/stored-amount.ts';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { lockRun } from './accept-statement.ts';
import { carryOut, type CarryingParts } from './carry-out.ts';
import { isCorrected } from './cause-account.ts';
import {
  itemResolutionTable,
  reconciliationItemTable,
  type Attachment,
  type Decision,
  type StoredItem,
  type StoredReconciliation,
} from './reconciliation.table.ts';

/** What somebody decides of items of one run. */
export interface ResolutionAsked {
  readonly runId: string;
  /** The numbers of the items. */
  readonly items: readonly number[];
  readonly decision: Decision;
  readonly cause: string;
  readonly reason: string;
  readonly attachments: readonly Attachment[];
}

const itemsMost = 5000;

/** Decides many items at once. What is at stake above the threshold of the run waits for another to approve it; else it is done. Answers with the id of the resolution. */
export async function resolveItems(parts: CarryingParts, caller: Caller, asked: ResolutionAsked): Promise<Outcome<string>> {
  const wrong = wrongAsk(asked);
  if (wrong !== undefined) return wrong;
  const proposed = await withWorkspace(parts.database, caller.workspaceId, async (tx) => await propose(tx, parts, caller, asked));
  if (!proposed.ok || proposed.value.needsApproval) return proposed.ok ? accepted(proposed.value.id) : proposed;
  return await carryOut(parts, caller.workspaceId, proposed.value.id);
}

function wrongAsk({ runId, items, reason, cause, attachments }: ResolutionAsked): Outcome<never> | undefined {
  if (!isId(runId)) return noRun();
  if (items.length === 0 || items.length > itemsMost) return invalid(`A resolution is of 1 to ${itemsMost} items.`, ['items']);
  if (reason.trim() === '' || reason.length > 2000) return invalid('A resolution has a reason of 1 to 2,000 characters.', ['reason']);
  if (cause.trim() === '') return invalid('A resolution names a cause.', ['cause']);
  const strange = attachments.findIndex(({ sha256 }) => !/^[0-9a-f]{64}$/.test(sha256));
  return strange < 0
    ? undefined
    : invalid('An attachment is named by the SHA-256 of its bytes, in lower-case hexadecimal.', ['attachments', String(strange), 'sha256']);
}

async function propose(
  tx: Transaction,
  { clock, newId }: CarryingParts,
  caller: Caller,
  asked: ResolutionAsked,
): Promise<Outcome<{ readonly id: string; readonly needsApproval: boolean }>> {
  const run = await lockRun(tx, asked.runId);
  if (run === undefined) return noRun();
  if (run.state !== 'accepted')
    return refused({
      code: 'run-closed',
      message: 'Items are resolved once their statement is accepted: its causes are cleared from suspense then.',
      path: ['runId'],
    });
  const items = await itemsOf(tx, run, asked.items);
  const misfit = misfitOf(asked, items);
  if (misfit !== undefined) return misfit;
  const id = newId();
  const [amount, atStake] = [sum(items, (pico) => pico), sum(items, (pico) => (pico < 0n ? -pico : pico))];
  const needsApproval = atStake > picoOf(run.approvalAbove);
  const { runId, decision, cause, reason, attachments } = asked;
  await tx.insert(itemResolutionTable).values({
    workspaceId: run.workspaceId,
    id,
    runId,
    decision,
    cause,
    reason,
    attachments,
    needsApproval,
    currency: items[0]?.currency ?? '',
    amount: formatDecimal(amount),
    atStake: formatDecimal(atStake),
    state: 'proposed',
    author: identityOf(caller),
    authorName: caller.name,
    proposedAt: clock(),
  });
  await tx
    .update(reconciliationItemTable)
    .set({ state: 'proposed', resolutionId: id })
    .where(and(eq(reconciliationItemTable.runId, run.id), inArray(reconciliationItemTable.number, [...asked.items])));
  return accepted({ id, needsApproval });
}

async function itemsOf(tx: Transaction, run: StoredReconciliation, numbers: readonly number[]): Promise<readonly StoredItem[]> {
  const { runId, number } = reconciliationItemTable;
  return await tx
    .select()
    .from(reconciliationItemTable)
    .where(and(eq(runId, run.id), inArray(number, [...numbers])))
    .for('update');
}

const claimsOnly: ReadonlySet<Decision> = new Set(['credited', 'write-off']);

function misfitOf({ items: asked, decision }: ResolutionAsked, items: readonly StoredItem[]): Outcome<never> | undefined {
  if (new Set(asked).size !== items.length) return invalid('Each item is one of the run, named once.', ['items']);
  if (new Set(items.map(({ currency }) => currency)).size > 1)
    return invalid('The items of one resolution are in one currency.', ['items']);
  const open = claimsOnly.has(decision) ? 'claimed' : 'open';
  const other = items.find(({ state }) => state !== open && !(state === 'carried' && !claimsOnly.has(decision)));
  if (other !== undefined) return invalid(`Item ${other.number} is ${other.state}: "${decision}" is of items that are ${open}.`, ['items']);
  const wrong = items.find((item) => decision !== 'carry' && !claimsOnly.has(decision) && isCorrected(item) !== (decision === 'correct'));
  if (wrong === undefined) return undefined;
  const instead = isCorrected(wrong)
    ? 'is about charges of ours, so "correct" takes them right, or "carry" leaves them for later'
    : 'corrects no charge: accept, claim or carry it';
  return invalid(`Item ${wrong.number} ${instead}.`, ['decision']);
}

function sum(items: readonly StoredItem[], of: (pico: bigint) => bigint): bigint {
  return items.reduce((total, { amount, postedBefore }) => total + of(picoOf(amount) - picoOf(postedBefore)), 0n);
}

function noRun(): Outcome<never> {
  return refused({ code: 'run-not-found', message: 'No reconciliation of this workspace has that id.', path: ['runId'] });
}

function invalid(message: string, path: readonly string[]): Outcome<never> {
  return refused({ code: 'invalid-resolution', message, path });
}
