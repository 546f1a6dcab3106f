import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { requiresApproval } from './read-stages.ts';
import { quoteApprovalTable } from './stage.table.ts';

/** Who released a quote, and when. */
export type ApprovalRow = typeof quoteApprovalTable.$inferSelect;

/** Writes down that a quote may be executed, by whom and when. The first approval stands: a second one adds nothing. */
export async function writeApproval(
  tx: Transaction,
  quoteId: string,
  { caller, at }: { readonly caller: Caller; readonly at: Date },
): Promise<void> {
  const { workspaceId, personId, apiKeyId, name: byName } = caller;
  await tx.insert(quoteApprovalTable).values({ workspaceId, quoteId, personId, apiKeyId, byName, approvedAt: at }).onConflictDoNothing();
}

/** Who released a quote; undefined: nobody did. */
export async function readApproval(tx: Transaction, quoteId: string): Promise<ApprovalRow | undefined> {
  const [row] = await tx.select().from(quoteApprovalTable).where(eq(quoteApprovalTable.quoteId, quoteId));
  return row;
}

/** What is about to be executed. */
interface ToExecute {
  readonly stage: string | null;
  /** Undefined: a request without a quote, which nobody can have approved. */
  readonly quoteId: string | undefined;
}

/** Whether a caller may generate at a stage: it requires no approval, the caller is an approver, or the quote was approved. */
export async function checkApproval(database: Database, caller: Caller, { stage, quoteId }: ToExecute): Promise<Outcome<true>> {
  if (stage === null || caller.roles.has('approver') || caller.roles.has('admin')) return accepted(true);
  return await withWorkspace(database, caller.workspaceId, async (tx) => {
    if (!(await requiresApproval(tx, stage))) return accepted(true);
    if (quoteId !== undefined && (await readApproval(tx, quoteId)) !== undefined) return accepted(true);
    return reserved(stage, quoteId);
  });
}

function reserved(stage: string, quoteId: string | undefined): Outcome<true> {
  const how =
    quoteId === undefined ? 'ask for a quote at this stage, have it approved, and generate from that' : 'have this quote approved first';
  const message = `The stage ${stage} is reserved for approved quotes: ${how}.`;
  return refused({ code: 'approval-required', message, path: [quoteId === undefined ? 'stage' : 'quoteId'] });
}
