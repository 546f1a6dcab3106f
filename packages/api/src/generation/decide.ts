import { formatDecimal, formatMoney } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import type { ChargeState } from './charge.table.ts';
import type { GenerationStatus } from './generation.table.ts';
import type { AttemptOutcome } from './attempt.table.ts';
import type { SideVerdict, Verdict } from './verdict.ts';

/** How far one side of a charge has come, corrections included. The total is decimal text, and null while it is not final. */
export interface SideState {
  readonly state: ChargeState;
  readonly total: string | null;
  readonly corrections: number;
}

/** How far a generation has come, as `lock_generation` answers. */
export interface GenerationState {
  readonly status: GenerationStatus;
  /** Whether its caller is charged a sell price, which is not what the provider takes. */
  readonly sold: boolean;
  readonly attempt: AttemptOutcome;
  readonly images: number;
  readonly sides: { readonly charge: SideState; readonly cost: SideState };
  /** How many ledger transactions its attempt has, and the last of their chain. */
  readonly postings: number;
  readonly lastPosting: string | null;
}

const heldSide: SideState = { state: 'held', total: null, corrections: 0 };

/** A generation whose call is under way and of which nobody has said anything yet: the state `conclude_running` of the database insists on. */
export const freshlyRunning: Omit<GenerationState, 'sold'> = {
  status: 'running',
  attempt: 'unknown',
  images: 0,
  sides: { charge: heldSide, cost: heldSide },
  postings: 0,
  lastPosting: null,
};

/** What follows for one side. */
export type SideStep =
  | { readonly kind: 'stay' }
  /** Its first word, or another that is not final either. */
  | { readonly kind: 'reach'; readonly state: ChargeState; readonly total: string | null }
  /** Later truth after a final outcome: a link of the chain of corrections. */
  | {
      readonly kind: 'correct';
      readonly state: 'settled' | 'estimated' | 'void';
      readonly total: string;
      readonly difference: string;
      readonly number: number;
    };

const finalStates: ReadonlySet<ChargeState> = new Set(['settled', 'estimated', 'void']);

/** How much each word says: of two that are not final, the weaker never replaces the stronger. */
const strength: Readonly<Record<ChargeState, number>> = { held: 0, in_doubt: 1, unbilled: 2, void: 3, estimated: 3, settled: 3 };

/** Whether a side has its final outcome. */
export function isFinal({ state }: SideState): boolean {
  return finalStates.has(state);
}

/**
 * What a verdict makes of a side that has come this far. The first final outcome stands, a doubt gives way to any final one, and what is
 * learnt after a final one is a correction, by an answer once, by statements and amended prices once for each difference:
 * IN_DOUBT and then 0.00397 is SETTLED; SETTLED 0.00397 and then 0.00394 is a correction of −0.00003; the same again is nothing.
 */
export function decideSide(current: SideState, verdict: SideVerdict, source: Verdict['source']): SideStep {
  const total = totalOf(verdict);
  if (!isFinal(current)) {
    if (strength[verdict.state] <= strength[current.state]) return { kind: 'stay' };
    // Something was delivered: only a statement that does not show it takes it back, or people do.
    if (verdict.state === 'void' && current.state === 'unbilled' && source !== 'statement' && source !== 'decided') return { kind: 'stay' };
    return { kind: 'reach', state: verdict.state, total };
  }
  // People decide doubts alone: what is known is corrected by what is learnt.
  if (source === 'decided') return { kind: 'stay' };
  const amends = source === 'price-amended' && verdict.state === current.state;
  const takesBack = source === 'not-stated' && verdict.state === 'void' && current.state !== 'void';
  if (total === null || !(amends || takesBack || tellsMore(current.state, verdict.state))) return { kind: 'stay' };
  // Answers that contradict each other, or come twice, would correct to and fro: after the first, only a statement decides.
  if (source === 'late-result' && current.corrections > 0) return { kind: 'stay' };
  const difference = picoOf(total) - picoOf(current.total ?? '0');
  if (difference === 0n && verdict.state === current.state) return { kind: 'stay' };
  const state = verdict.state as 'settled' | 'estimated' | 'void';
  return { kind: 'correct', state, total, difference: formatDecimal(difference), number: current.corrections + 1 };
}

/** An estimate tells more than VOID alone; a settled amount tells more than any; that nothing was billed tells nothing after a bill was seen. */
function tellsMore(current: ChargeState, verdict: ChargeState): boolean {
  return verdict === 'settled' || (verdict === 'estimated' && current === 'void');
}

function totalOf(verdict: SideVerdict): string | null {
  if (verdict.state === 'settled' || verdict.state === 'estimated') return formatMoney(verdict.charge.total);
  return verdict.state === 'void' ? '0' : null;
}
