import { accepted, formatMoney, refused, type Outcome, type Usage } from '@halfpenny/core';
import { and, eq, isNull } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { quantityTexts } from '../generation/judge-reply.ts';
import type { GenerationParts } from '../generation/parts.ts';
import { readOpened } from '../generation/read-opened.ts';
import type { Transaction } from '../platform/database.ts';
import { withBook, type HeldBook } from '../price-book/book-in-memory.ts';
import { doubtDecisionTable } from './doubt-decision.table.ts';
import { findDoubt, type Doubt } from './find-doubt.ts';
import { judgeEstimated } from './judge-decided.ts';

/** What deciding on doubts needs from the outside. */
export type DecidingParts = Pick<GenerationParts, 'database' | 'clock' | 'newId' | 'book'>;

/** What somebody says a doubt counts as. */
export interface ProposedDecision {
  readonly generationId: string;
  readonly outcome: 'estimated' | 'void';
  readonly reason: string;
  /** Of an estimate: what was used, where that is not what was expected. */
  readonly usage?: Usage | undefined;
}

/** Proposes what a doubt counts as; nothing is posted before another approves it. Refused before it is old enough, with when it will be. Answers with the id of the decision. */
export async function proposeDecision(parts: DecidingParts, caller: Caller, given: ProposedDecision): Promise<Outcome<string>> {
  const wrong = problemOf(given);
  if (wrong !== undefined) return wrong;
  const { workspaceId } = caller;
  return await withBook(parts, workspaceId, async (tx, held): Promise<Outcome<string>> => {
    const now = parts.clock();
    const doubt = await decidableDoubt(tx, given.generationId, now);
    if (!doubt.ok) return doubt;
    const estimate = await estimateOf(tx, { held, doubt: doubt.value }, given);
    if (!estimate.ok) return estimate;
    const id = parts.newId();
    const { generationId, outcome, reason } = given;
    const by = { author: identityOf(caller), authorName: caller.name, proposedAt: now };
    await tx.insert(doubtDecisionTable).values({ workspaceId, id, generationId, outcome, reason: reason.trim(), ...estimate.value, ...by });
    return accepted(id);
  });
}

async function decidableDoubt(tx: Transaction, generationId: string, now: Date): Promise<Outcome<Doubt>> {
  const doubt = await findDoubt(tx, generationId);
  if (doubt === undefined || doubt.decidableAt === null)
    return refused({
      code: 'generation-not-found',
      message: 'No generation of this workspace that was sent has that id.',
      path: ['generationId'],
    });
  if (!doubt.isOpen)
    return invalid('generationId', 'It is known what this generation comes to: only what is in doubt or unbilled is decided by people.');
  if (doubt.decidableAt > now) {
    const from = doubt.decidableAt.toISOString();
    const message = `Until ${from} a statement may still tell what it comes to: from then on a person decides, by the policy of the provider account.`;
    return refused({ code: 'doubt-too-young', message, path: ['generationId'], details: { decidableAt: from } });
  }
  const { generationId: of, approvedAt, discardedAt } = doubtDecisionTable;
  const waiting = await tx
    .select()
    .from(doubtDecisionTable)
    .where(and(eq(of, generationId), isNull(approvedAt), isNull(discardedAt)));
  return waiting.length === 0
    ? accepted(doubt)
    : invalid('generationId', 'A decision on it waits for approval already: approve or discard that one first.');
}

interface OpenDoubt {
  readonly held: HeldBook;
  readonly doubt: Doubt;
}

/** The usage, stated or expected, and what it costs; nothing where it counts as not billed. */
async function estimateOf(tx: Transaction, { held, doubt }: OpenDoubt, { outcome, usage }: ProposedDecision) {
  if (outcome === 'void') return accepted({});
  const opened = await readOpened(tx, held, doubt);
  const counted = usage ?? expectedUsage(opened.chosen.lines);
  if (counted === undefined)
    return invalid('usage', 'Nobody knew what to expect of it: state what it counts as to have used, meter by meter.');
  const estimate = judgeEstimated({ ...opened, doubt, book: held.book }, counted);
  if (!estimate.ok) return estimate;
  const { total } = estimate.value.cost;
  return accepted({ usage: quantityTexts(counted), currency: total.currency, amount: formatMoney(total) });
}

function expectedUsage(lines: readonly { readonly meter: string; readonly quantity: string }[]): Usage | undefined {
  const usage: Record<string, bigint> = {};
  for (const { meter, quantity } of lines) usage[meter] = (usage[meter] ?? 0n) + BigInt(quantity);
  return lines.length === 0 ? undefined : usage;
}

function problemOf({ outcome, reason, usage }: ProposedDecision): Outcome<never> | undefined {
  if (outcome === 'void' && usage !== undefined) return invalid('usage', 'What counts as not billed used nothing: leave the usage out.');
  if (usage !== undefined && !Object.values(usage).some((quantity) => quantity > 0n))
    return invalid('usage', 'What counts as billed used something: give a quantity above zero.');
  const said = reason.trim();
  return said !== '' && reason.length <= 2000 && reason.isWellFormed() && !reason.includes('\0')
    ? undefined
    : invalid('reason', 'A decision has a reason of 1 to 2,000 characters: what was tried to learn it, and why it counts as that.');
}

function invalid(field: string, message: string): Outcome<never> {
  return refused({ code: 'invalid-doubt-decision', message, path: [field] });
}
