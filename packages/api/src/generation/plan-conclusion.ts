import { invariant } from '@halfpenny/core';
import type { HoldCounts } from '../budget/hold.ts';
import { ledgerRows } from '../ledger/ledger-rows.ts';
import type { LedgerRows } from '../ledger/ledger-rows.ts';
import { partedCarried, repricedSalePostings, salePostings } from '../ledger/sale.ts';
import { correctionPostings, settlementPostings } from '../ledger/settlement.ts';
import { statedCorrectionPostings } from '../ledger/stated-correction.ts';
import type { Posting, UsagePosting } from '../ledger/posting.ts';
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
  readonly carried: readonly UsagePosting[];
}

/** What follows for each side, and the rows that say so, as `write_conclusion` of the database takes them: what changes nothing has none. */
export function planConclusion(toConclude: ToConclude, writing: Writing) {
  const { state, subject } = toConclude;
  const verdict = state.sold ? chargedOnDelivery(toConclude) : toConclude.verdict;
  const steps = {
    charge: decideSide(state.sides.charge, verdict.charge, verdict.source),
    cost: decideSide(state.sides.cost, verdict.cost, verdict.source),
  };
  const rows = {
    ...conclusionRows({ subject, verdict, state, steps, at: writing.at }),
    ...ledgerRowsOf({ ...toConclude, verdict }, steps, writing),
    ...(state.sold
      ? together(
          holdRows(subject, { counts: 'cost', step: steps.cost }, writing.at),
          holdRows(subject, { counts: 'sell-price', step: steps.charge }, writing.at),
        )
      : holdRows(subject, { counts: 'both', step: steps.charge }, writing.at)),
  };
  return { steps, rows };
}

/** At a sell price, what was not delivered is not charged, whatever the provider takes for it. */
function chargedOnDelivery({ verdict, state }: ToConclude): Verdict {
  const isDelivered = state.images + verdict.images.length > 0;
  return isDelivered || verdict.charge.state === 'in_doubt' ? verdict : { ...verdict, charge: { state: 'void' } };
}

/** Both sides as the ledger hears of them: a first posting, or a correction of the last one. A doubt, and a VOID of what was never posted, post nothing. */
function ledgerRowsOf({ subject, verdict, state, carried }: ToConclude, steps: Conclusion, { newId, at }: Writing): Partial<LedgerRows> {
  const held = partedCarried(carried);
  const postings = [
    ...(steps.cost.kind === 'stay' ? [] : costCorrection(held.cost, costPostings(verdict, state), subject)),
    ...(steps.charge.kind === 'stay' || !state.sold ? [] : salePostingsOf(held.sale, verdict)),
  ];
  if (postings.length === 0) return {};
  const first = steps.cost.kind === 'stay' ? steps.charge : steps.cost;
  invariant(first.kind !== 'stay', 'What is posted follows from a step of one side.');
  const event = state.postings === 0 ? first.state : `correction-${state.postings}`;
  const reason = reasons[verdict.source];
  return ledgerRows(
    { ...subject, event, serviceAt: verdict.serviceAt, recordedAt: at, corrects: state.lastPosting, reason, postings },
    newId(),
  );
}

function costCorrection(carried: readonly UsagePosting[], next: readonly UsagePosting[], { takenOver }: Subject): readonly Posting[] {
  return takenOver === undefined || carried.length === 0
    ? correctionPostings(carried, next)
    : statedCorrectionPostings(carried, next, takenOver.adjusted);
}

/** Why something is posted at all, in words. */
const reasons: Readonly<Record<Verdict['source'], string>> = {
  'late-result': 'The answer of the provider came after the month was soft-closed.',
  statement: 'A statement of the provider came after the month was soft-closed.',
  'price-amended': 'A price was amended after the month was soft-closed.',
  'not-stated': 'A statement of the provider, which came after the month was soft-closed, does not show it.',
  decided: 'People decided a doubt after the month was soft-closed.',
};

function costPostings({ cost, images }: Verdict, state: GenerationState): readonly UsagePosting[] {
  if (cost.state !== 'settled' && cost.state !== 'estimated') return [];
  const delivered = state.images + images.length > 0;
  return settlementPostings(cost.charge, { priceEntryId: cost.entry.id, delivered, estimated: cost.state === 'estimated' });
}

/** A price that was a mistake is made good beside what was posted; what was charged by mistake otherwise is taken back and posted anew. */
function salePostingsOf(carried: readonly UsagePosting[], { charge, source }: Verdict): readonly UsagePosting[] {
  if (charge.state !== 'settled' && charge.state !== 'estimated') return correctionPostings(carried, []);
  if (source === 'price-amended' && carried.length > 0) return repricedSalePostings(carried, charge.charge, charge.entry.id);
  return correctionPostings(carried, salePostings(charge.charge, charge.entry.id));
}

/** What ends a hold, and what is learnt later, each for the budgets that count it. */
interface HoldRows {
  readonly holds?: readonly object[];
  readonly spent?: readonly object[];
}

/** A hold follows the side it is of: it ends with the first final outcome, and what is learnt later is added to what was spent. */
function holdRows(
  { workspaceId, generationId }: Subject,
  { counts, step }: { readonly counts: HoldCounts; readonly step: SideStep },
  at: Date,
): HoldRows {
  const of = { workspace_id: workspaceId, generation_id: generationId, counts, at: at.toISOString() };
  if (step.kind === 'correct')
    return step.difference === '0' ? {} : { spent: [{ ...of, number: step.number, difference: step.difference }] };
  if (step.kind === 'stay' || step.total === null) return {};
  invariant(step.state !== 'held', 'A verdict never leads back to a hold.');
  return { holds: [{ ...of, outcome: step.state === 'void' ? 'released' : 'settled', charged: step.total }] };
}

/** Those of the cost first, as they were taken. */
function together(cost: HoldRows, price: HoldRows): HoldRows {
  const holds = [...(cost.holds ?? []), ...(price.holds ?? [])];
  const spent = [...(cost.spent ?? []), ...(price.spent ?? [])];
  return { ...(holds.length > 0 && { holds }), ...(spent.length > 0 && { spent }) };
}
