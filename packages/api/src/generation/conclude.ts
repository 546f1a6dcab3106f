import { invariant } from '@halfpenny/core';
import { correctSpent, settleHold } from '../budget/hold.ts';
import { carriedPostings } from '../ledger/carried-postings.ts';
import { postTransaction } from '../ledger/post-transaction.ts';
import { correctionPostings, settlementPostings } from '../ledger/settlement.ts';
import type { Transaction } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { decideSide } from './decide.ts';
import type { GenerationState, SideStep } from './decide.ts';
import type { Subject, Verdict } from './verdict.ts';
import { writeConclusion } from './write-conclusion.ts';

/** What ends a generation writes with. */
export interface Writing {
  readonly newId: NewId;
  readonly at: Date;
}

/** What a verdict came to. */
export interface Conclusion {
  readonly charge: SideStep;
  readonly cost: SideStep;
}

/**
 * Takes a generation as far as a verdict does, whatever has become of it meanwhile, and in one transaction: attempt, images, both sides of the
 * charge, postings, hold. Whoever asks twice changes nothing the second time. One settlement for ever; later truth is a correction.
 * Undefined: there is no such generation in the workspace.
 */
export async function conclude(tx: Transaction, subject: Subject, verdict: Verdict, writing: Writing): Promise<Conclusion | undefined> {
  const state = await lockGeneration(tx, subject);
  if (state === undefined) return undefined;
  const steps = {
    charge: decideSide(state.sides.charge, verdict.charge, verdict.source),
    cost: decideSide(state.sides.cost, verdict.cost, verdict.source),
  };
  await writeConclusion(tx, { subject, verdict, state, steps, at: writing.at });
  await postCost(tx, { subject, verdict, state, step: steps.cost }, writing);
  await endHold(tx, subject, steps.charge, writing.at);
  return steps;
}

async function lockGeneration(tx: Transaction, subject: Subject): Promise<GenerationState | undefined> {
  const { rows } = await tx.$client.query<{ state: GenerationState | null }>({
    name: 'lock-generation',
    text: 'SELECT lock_generation($1, $2, $3) AS state',
    values: [subject.workspaceId, subject.generationId, subject.attemptId],
  });
  return rows[0]?.state ?? undefined;
}

interface CostStep {
  readonly subject: Subject;
  readonly verdict: Verdict;
  readonly state: GenerationState;
  readonly step: SideStep;
}

/** The cost as the ledger hears of it: a first posting, or a correction of the last one. A doubt, and a VOID of what was never posted, post nothing. */
async function postCost(tx: Transaction, { subject, verdict, state, step }: CostStep, { newId, at }: Writing): Promise<void> {
  if (step.kind === 'stay') return;
  const { cost, images, serviceAt } = verdict;
  const rated = cost.state === 'settled' || cost.state === 'estimated' ? cost : undefined;
  const next =
    rated === undefined
      ? []
      : settlementPostings(rated.charge, {
          priceEntryId: rated.entry.id,
          delivered: state.images + images.length > 0,
          estimated: rated.state === 'estimated',
        });
  const carried = state.postings === 0 ? [] : await carriedPostings(tx, subject);
  const postings = correctionPostings(carried, next);
  if (postings.length === 0) return;
  const event = state.postings === 0 ? step.state : `correction-${state.postings}`;
  await postTransaction(tx, { ...subject, event, serviceAt, recordedAt: at, corrects: state.lastPosting, postings }, newId);
}

/** The hold follows what the caller is charged: it ends with the first final outcome, and what is learnt later is added to what was spent. */
async function endHold(tx: Transaction, { workspaceId, generationId }: Subject, step: SideStep, at: Date): Promise<void> {
  if (step.kind === 'correct') {
    if (step.difference !== '0')
      await correctSpent(tx, { workspaceId, generationId, number: step.number, difference: step.difference, at });
    return;
  }
  if (step.kind === 'stay' || step.total === null) return;
  invariant(step.state !== 'held', 'A verdict never leads back to a hold.');
  const outcome = step.state === 'void' ? 'released' : 'settled';
  await settleHold(tx, { workspaceId, generationId, outcome, charged: step.total, at });
}
