import type {
  ItemDecision,
  ItemFieldsFragment,
  ReconciliationFieldsFragment,
  ReconciliationItemState,
  ReconciliationState,
  VariancePart,
} from '../generated/graphql.ts';

interface PartWord {
  readonly label: string;
  /** What it means, for somebody who never saw it. */
  readonly meaning: string;
}

/** The parts of a variance in their order, as a controller reads them. */
export const partWords: Readonly<Record<VariancePart, PartWord>> = {
  NOT_USAGE: { label: 'Not usage', meaning: 'tax, credits, fees and adjustments that the provider states' },
  OUTSIDE_SCOPE: { label: 'Outside scope', meaning: 'services that are not executed here' },
  DUPLICATE: { label: 'Duplicate', meaning: 'stated more than once, less what is recorded more than once' },
  TIMING: { label: 'Timing', meaning: 'charges of other periods stated here, less charges of this one stated elsewhere or later' },
  UNKNOWN_OUTCOME: { label: 'Unknown outcome', meaning: 'doubts and estimates that the statement shows were billed' },
  UNRECORDED: { label: 'Unrecorded', meaning: 'stated usage of which nothing is recorded here' },
  UNSTATED: { label: 'Unstated', meaning: 'recorded charges that a final statement does not show' },
  VOLUME: { label: 'Volume', meaning: 'more or fewer units than recorded, at the recorded price' },
  MIX: { label: 'Mix', meaning: 'the same units, in other shares of dear and cheap meters' },
  RATE: { label: 'Rate', meaning: 'the recorded units at another price' },
  ROUNDING: { label: 'Rounding', meaning: 'what the provider’s own arithmetic leaves' },
  UNEXPLAINED: { label: 'Unexplained', meaning: 'lines that nobody has mapped, and money that fits nothing' },
};

/** Every part, in that order. */
export const partList = Object.keys(partWords) as readonly VariancePart[];

const causes: Readonly<Record<string, string>> = {
  tax: 'tax',
  credit: 'a credit',
  fee: 'a fee',
  adjustment: 'an adjustment of the provider',
  outside: 'a service that is not executed here',
  'repeated-line': 'the same line is stated twice',
  'repeated-charge': 'the same charge is recorded twice',
  'repeated-id': 'one request id is stated more than once',
  'stated-elsewhere': 'stated in another period',
  'of-another-period': 'a charge of another period',
  'not-final': 'its day is not final yet',
  'day-shift': 'stated on another day',
  'doubt-billed': 'a doubt was billed',
  'doubt-not-billed': 'a doubt was not billed',
  'estimate-billed': 'an estimate was billed',
  'unrecorded-usage': 'usage on our keys that nothing records',
  'missing-charge': 'the statement does not show the charge',
  'other-currency': 'stated in another currency',
  'other-model': 'another model is billed',
  'wrong-size': 'another size is billed',
  'wrong-quality': 'another quality is billed',
  quantity: 'another quantity is billed',
  mix: 'other shares of meters',
  price: 'another price is billed',
  'price-change': 'the price of another day is billed',
  'undeclared-rounding': 'rounded in a way that is not declared',
  'float-noise': 'noise of binary fractions',
  'declared-rounding': 'rounding as the provider declares it',
  unmapped: 'nobody has said what the line item means',
  'no-fit': 'it fits nothing that is known',
  'invoice-cents': 'the invoice is stated in cents',
  'invoice-difference': 'the invoice comes to something else than its lines',
};

/** A cause in words; one that is new here by its own name. */
export function causeWords(cause: string): string {
  return causes[cause] ?? cause.replaceAll('-', ' ');
}

interface Badge {
  readonly label: string;
  readonly color: 'neutral' | 'warning' | 'primary' | 'error';
}

/** How far a run has come; what waits for a person is amber. */
export const runBadges: Readonly<Record<ReconciliationState, Badge>> = {
  QUEUED: { label: 'waits for a worker', color: 'neutral' },
  RECONCILING: { label: 'reconciling', color: 'neutral' },
  RECONCILED: { label: 'to be accepted', color: 'warning' },
  ACCEPTED: { label: 'accepted', color: 'primary' },
  FAILED: { label: 'failed', color: 'error' },
};

/** What became of an item. */
export const itemBadges: Readonly<Record<ReconciliationItemState, Badge>> = {
  OPEN: { label: 'open', color: 'warning' },
  PROPOSED: { label: 'waits for another', color: 'warning' },
  RESOLVED: { label: 'resolved', color: 'primary' },
  CLAIMED: { label: 'claimed', color: 'neutral' },
  CARRIED: { label: 'carried', color: 'neutral' },
  EXPLAINED: { label: 'moves nothing', color: 'neutral' },
};

/** What can be decided of items, and what that does. */
export const decisionWords: Readonly<Record<ItemDecision, { readonly label: string; readonly does: string }>> = {
  ACCEPT: { label: 'Accept as cost', does: 'It is booked from suspense to the account of its cause.' },
  CLAIM: { label: 'Claim it', does: 'It is claimed from the provider, and stays open as a claim.' },
  CREDITED: { label: 'It was credited', does: 'The provider gave back what was claimed.' },
  WRITE_OFF: { label: 'Write it off', does: 'The provider refused what was claimed; it is cost now.' },
  CORRECT: { label: 'Correct the charges', does: 'Doubts are settled or void, and charges that are not stated are taken back.' },
  CARRY: { label: 'Carry it', does: 'It is left for later with this reason; nothing is booked.' },
};

type Decidable = Pick<ItemFieldsFragment, 'part' | 'cause' | 'state'>;

/** The decisions that fit every one of some items: charges of ours are corrected, what was claimed comes back or is written off, all else is accepted or claimed. */
export function decisionsFor(items: readonly Decidable[]): readonly ItemDecision[] {
  const [first = [], ...rest] = items.map(decisionsOf);
  return first.filter((decision) => rest.every((each) => each.includes(decision)));
}

const corrected = new Set(['missing-charge', 'other-currency', 'repeated-charge']);

function decisionsOf({ part, cause, state }: Decidable): readonly ItemDecision[] {
  if (state === 'CLAIMED') return ['CREDITED', 'WRITE_OFF'];
  if (state !== 'OPEN' && state !== 'CARRIED') return [];
  const isOfCharges = part === 'UNKNOWN_OUTCOME' || ((part === 'UNSTATED' || part === 'DUPLICATE') && corrected.has(cause));
  return isOfCharges ? ['CORRECT', 'CARRY'] : ['ACCEPT', 'CLAIM', 'CARRY'];
}

const steps: Readonly<Record<string, string>> = {
  waiting: 'It waits for a worker',
  pinning: 'The ledger is pinned as it is known now',
  reading: 'Reading charges and statement lines',
  matching: 'Matching by request id, then by cells of day, project and key; then parting what is left',
  storing: 'Hashing the inputs, storing what was found',
  done: 'Done',
};

/** What is being done, in words. */
export function stepWords({ step }: Pick<ReconciliationFieldsFragment, 'step'>): string {
  return steps[step] ?? step;
}

/** Whether a run still changes by itself. */
export function isRunning({ state }: Pick<ReconciliationFieldsFragment, 'state'>): boolean {
  return state === 'QUEUED' || state === 'RECONCILING';
}
