import { invariant } from '@halfpenny/core';
import { ledgerRows } from '../ledger/ledger-rows.ts';
import type { LedgerRows } from '../ledger/ledger-rows.ts';
import { correctionPostings, settlementPostings } from '../ledger/settlement.ts';
import type { Posting } from '../ledger/settlement.ts';
import type { NewId } from '../platform/identifiers.ts';
import { conclusionRows } from './conclusion-rows.ts';
import { decideSide } from './decide.ts';
import type { GenerationState, SideStep } from './decide.ts';
import type { Subject, Verdict } from './verdict.ts';

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

/** A verdict, what has become of its generation so far, and what its attempt is carried at in the ledger. */
export interface ToConclude {
  readonly subject: Subject;
  readonly verdict: Verdict;
  readonly state: GenerationState;
  readonly carried: readonly Posting[];
}

/** What follows for each side, and the rows that say so, as `write_conclusion` of the database takes them: what changes nothing has none. */
export function planConclusion(toConclude: ToConclude, writing: Writing) {
  const { verdict, state, subject } = toConclude;
  const steps = {
    charge: decideSide(state.sides.charge, verdict.charge, verdict.source),
    cost: decideSide(state.sides.cost, verdict.cost, verdict.source),
  };
  const rows = {
    ...conclusionRows({ subject, verdict, state, steps, at: writing.at }),
    ...costRows(toConclude, steps.cost, writing),
    ...holdRows(subject, steps.charge, writing.at),
  };
  return { steps, rows };
}

/** The cost as the ledger hears of it: a first posting, or a correction of the last one. A doubt, and a VOID of what was never posted, post nothing. */
function costRows({ subject, verdict, state, carried }: ToConclude, step: SideStep, { newId, at }: Writing): Partial<LedgerRows> {
  if (step.kind === 'stay') return {};
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
  const postings = correctionPostings(carried, next);
  if (postings.length === 0) return {};
  const event = state.postings === 0 ? step.state : `correction-${state.postings}`;
  return ledgerRows({ ...subject, event, serviceAt, recordedAt: at, corrects: state.lastPosting, postings }, newId());
}

/** The hold follows what the caller is charged: it ends with the first final outcome, and what is learnt later is added to what was spent. */
function holdRows({ workspaceId, generationId }: Subject, step: SideStep, at: Date) {
  const of = { workspace_id: workspaceId, generation_id: generationId, at: at.toISOString() };
  if (step.kind === 'correct') return step.difference === '0' ? {} : { spent: { ...of, number: step.number, difference: step.difference } };
  if (step.kind === 'stay' || step.total === null) return {};
  invariant(step.state !== 'held', 'A verdict never leads back to a hold.');
  return { hold: { ...of, outcome: step.state === 'void' ? 'released' : 'settled', charged: step.total } };
}
