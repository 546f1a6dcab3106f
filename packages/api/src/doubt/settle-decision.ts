import { accepted, formatMoney, refused, type Outcome } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { conclude } from '../generation/conclude.ts';
import { readOpened } from '../generation/read-opened.ts';
import type { Verdict } from '../generation/verdict.ts';
import type { Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { picoOf } from '../platform/stored-amount.ts';
import { withBook, type HeldBook } from '../price-book/book-in-memory.ts';
import { doubtDecisionTable, type StoredDecision } from './doubt-decision.table.ts';
import { findDoubt, type Doubt } from './find-doubt.ts';
import { judgeEstimated, judgeVoid } from './judge-decided.ts';
import type { DecidingParts } from './propose-decision.ts';

/** Approves what another proposed and carries it out: charge, posting and hold in one transaction; or discards it. Answers with the id of the decision. */
export async function settleDecision(
  parts: DecidingParts,
  caller: Caller,
  { id, approve }: { readonly id: string; readonly approve: boolean },
): Promise<Outcome<string>> {
  const isDecision = eq(doubtDecisionTable.id, id);
  return await withBook(parts, caller.workspaceId, async (tx, held): Promise<Outcome<string>> => {
    const [found] = isId(id) ? await tx.select().from(doubtDecisionTable).where(isDecision).for('update') : [];
    const problem = problemOf(found, { approver: identityOf(caller), approve });
    if (found === undefined || problem !== undefined) return problem ?? noDecision;
    const at = parts.clock();
    if (!approve) {
      await tx.update(doubtDecisionTable).set({ discardedAt: at }).where(isDecision);
      return accepted(id);
    }
    const doubt = await findDoubt(tx, found.generationId);
    if (doubt?.isOpen !== true) return invalid('It is known meanwhile what this generation comes to: discard the decision.');
    const verdict = await verdictOf(tx, { held, doubt }, found);
    if (!verdict.ok) return verdict;
    await tx
      .update(doubtDecisionTable)
      .set({ approver: identityOf(caller), approverName: caller.name, approvedAt: at })
      .where(isDecision);
    await conclude(tx, doubt, verdict.value, { newId: parts.newId, at });
    return accepted(id);
  });
}

function problemOf(
  found: StoredDecision | undefined,
  { approver, approve }: { readonly approver: string; readonly approve: boolean },
): Outcome<never> | undefined {
  if (found === undefined) return noDecision;
  if (found.approvedAt !== null || found.discardedAt !== null) return invalid('It was decided already, and that stands.');
  if (!approve || approver !== found.author) return undefined;
  return refused({ code: 'own-doubt-decision', message: 'Nobody approves what they decided themselves: let another do it.', path: ['id'] });
}

/** What the approver saw, and nothing else: an amount that came to another since is decided on anew. */
async function verdictOf(
  tx: Transaction,
  { held, doubt }: { readonly held: HeldBook; readonly doubt: Doubt },
  { outcome, usage, amount, currency }: StoredDecision,
): Promise<Outcome<Verdict>> {
  if (outcome === 'void' || usage === null || amount === null) return accepted(judgeVoid(doubt));
  const counted = Object.fromEntries(Object.entries(usage).map(([meter, quantity]) => [meter, BigInt(quantity)]));
  const estimate = judgeEstimated({ ...(await readOpened(tx, held, doubt)), doubt, book: held.book }, counted);
  if (!estimate.ok) return estimate;
  const { total } = estimate.value.cost;
  return total.currency === currency && total.pico === picoOf(amount)
    ? accepted(estimate.value.verdict)
    : invalid(
        `Its price was amended since: it comes to ${formatMoney(total)} ${total.currency} now. Discard the decision, and decide anew.`,
      );
}

const noDecision = refused({ code: 'doubt-decision-not-found', message: 'No decision of this workspace has that id.', path: ['id'] });

function invalid(message: string): Outcome<never> {
  return refused({ code: 'invalid-doubt-decision', message, path: ['id'] });
}
