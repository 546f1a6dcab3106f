import type { Money } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import { plainPosting, type Posting, type UsagePosting } from './posting.ts';
import { correctionPostings } from './settlement.ts';

const costs: ReadonlySet<string> = new Set(['generation_cost', 'undelivered_cost']);

/**
 * The entries of a correction c → k of a charge that a statement has taken over already, its cell adjusted by a so far: the cost becomes k line by line, the adjustment is taken
 * back, and what lies between waits in suspense for the provider to state it. So one difference is never corrected twice, and what was accrued stays relieved.
 * Example: 0.00393 known to be 0.0078, its cell adjusted by 0.00001, posts cost_adjustment −0.00001, generation_cost −0.00393 +0.0078 and statement_suspense −0.00386.
 */
export function statedCorrectionPostings(
  carried: readonly UsagePosting[],
  next: readonly UsagePosting[],
  adjusted: Money,
): readonly Posting[] {
  const { currency, pico } = adjusted;
  const entries = correctionPostings(carried.filter(isCost), next.filter(isCost));
  const change = entries.reduce((sum, { amount }) => sum + picoOf(amount), 0n);
  const adjustment = pico === 0n ? [] : [plainPosting('cost_adjustment', { currency, pico: -pico })];
  return [...entries, ...adjustment, plainPosting('statement_suspense', { currency, pico: pico - change })];
}

function isCost({ account }: UsagePosting): boolean {
  return costs.has(account);
}
