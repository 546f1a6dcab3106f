import { formatDecimal, refused, type Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import type { Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { picoOf } from '../platform/stored-amount.ts';
import { lockRun } from './accept-statement.ts';
import { findAttachment } from './bring-attachment.ts';
import type { CarryingParts } from './carry-out.ts';
import { claimsOnly } from './item-problem.ts';
import { laterRun } from './later-run.ts';
import { itemResolutionTable, type Attachment, type Decision, type StoredItem, type StoredReconciliation } from './reconciliation.table.ts';

/** What somebody decides, whichever items it is of. */
export interface DecisionAsked {
  readonly runId: string;
  readonly decision: Decision;
  readonly cause: string;
  readonly reason: string;
  readonly attachments: readonly Attachment[];
}

/** The run whose items are decided, locked; or why nothing can be decided so. */
export async function decidableRun(tx: Transaction, asked: DecisionAsked): Promise<Outcome<StoredReconciliation>> {
  const { runId, reason, cause, attachments } = asked;
  if (reason.trim() === '' || reason.length > 2000) return invalid('A resolution has a reason of 1 to 2,000 characters.', ['reason']);
  if (cause.trim() === '') return invalid('A resolution names a cause.', ['cause']);
  for (const [index, { sha256 }] of attachments.entries()) {
    if ((await findAttachment(tx, sha256)) === undefined)
      return invalid('No file of that SHA-256 was brought: POST /attachments takes it, and says what it is.', [
        'attachments',
        String(index),
        'sha256',
      ]);
  }
  const run = isId(runId) ? await lockRun(tx, runId) : undefined;
  if (run === undefined)
    return refused({ code: 'run-not-found', message: 'No reconciliation of this workspace has that id.', path: ['runId'] });
  if (run.state === 'accepted') return (await inItsPlace(tx, run, asked.decision)) ?? { ok: true, value: run };
  return refused({
    code: 'run-closed',
    message: 'Items are resolved once their statement is accepted: its causes are cleared from suspense then.',
    path: ['runId'],
  });
}

/** Why nothing but a claim is decided in a run that another took the place of; undefined where none did. */
async function inItsPlace(tx: Transaction, run: StoredReconciliation, decision: Decision): Promise<Outcome<never> | undefined> {
  if (claimsOnly.has(decision)) return undefined;
  const later = await laterRun(tx, run);
  return later === undefined
    ? undefined
    : refused({
        code: 'run-closed',
        message: `A later reconciliation of the period was accepted in the place of this one: decide in ${later}. Claims made here are ended here.`,
        path: ['runId'],
      });
}

/** A resolution that was proposed. */
export interface Proposed {
  readonly id: string;
  readonly needsApproval: boolean;
}

/** Proposes one resolution of items of one currency, which were looked at already. What is at stake above the threshold of the run needs another's approval. */
export async function proposeResolution(
  tx: Transaction,
  { parts, caller }: { readonly parts: CarryingParts; readonly caller: Caller },
  { run, asked, items }: { readonly run: StoredReconciliation; readonly asked: DecisionAsked; readonly items: readonly StoredItem[] },
): Promise<Proposed> {
  const id = parts.newId();
  const [amount, atStake] = [sum(items, (pico) => pico), sum(items, (pico) => (pico < 0n ? -pico : pico))];
  const needsApproval = atStake > picoOf(run.approvalAbove);
  await tx.insert(itemResolutionTable).values({
    ...asked,
    workspaceId: run.workspaceId,
    id,
    needsApproval,
    currency: items[0]?.currency ?? '',
    amount: formatDecimal(amount),
    atStake: formatDecimal(atStake),
    state: 'proposed',
    author: identityOf(caller),
    authorName: caller.name,
    proposedAt: parts.clock(),
  });
  await tx.execute(sql`
    UPDATE reconciliation_item SET state = 'proposed', resolution_id = ${id}::uuid, before_id = CASE WHEN state IN ('claimed', 'carried') THEN resolution_id END
    WHERE workspace_id = ${run.workspaceId}::uuid AND run_id = ${run.id}::uuid AND number = ANY (${sql.param(items.map(({ number }) => number))}::int[])`);
  return { id, needsApproval };
}

/** What an earlier run of the period posted of an item is not at stake again. */
function sum(items: readonly StoredItem[], of: (pico: bigint) => bigint): bigint {
  return items.reduce((total, { amount, postedBefore }) => total + of(picoOf(amount) - picoOf(postedBefore)), 0n);
}

/** A decision that cannot be taken, beside the field that says why. */
export function invalid(message: string, path: readonly string[]): Outcome<never> {
  return refused({ code: 'invalid-resolution', message, path });
}
