import type { Charge } from '@halfpenny/core';
import { picoOf } from '../platform/stored-amount.ts';
import type { UsagePosting } from './posting.ts';
import { correctionPostings, negated, postingPairs } from './settlement.ts';

/** The accounts of what workspaces are charged; all others of a settlement are those of what providers take. */
const saleAccounts: ReadonlySet<string> = new Set(['workspace_receivable', 'revenue', 'workspace_credit', 'revenue_refund']);

/**
 * The entries of a sell price, one pair for each line: the workspace owes it, and it is earned. Only what was delivered is charged; whoever calls has seen to that.
 * Example: image_output 129 at 37.5 per 1,000,000 posts workspace_receivable +0.0048375 and revenue −0.0048375.
 */
export function salePostings(charge: Charge, priceEntryId: string): readonly UsagePosting[] {
  return postingPairs(charge, { debit: 'workspace_receivable', credit: 'revenue', priceEntryId });
}

/**
 * The entries of a sell price that was a mistake: what is too much is given back, what is too little is owed besides. What the sale stands at, whatever led there, is
 * taken back line by line on the accounts of the change, and the new lines are posted there.
 * Example: 0.0048375 that should have been 0.00387 posts revenue_refund +0.0048375 −0.00387 and workspace_credit −0.0048375 +0.00387.
 */
export function repricedSalePostings(carried: readonly UsagePosting[], charge: Charge, priceEntryId: string): readonly UsagePosting[] {
  const stands = carried.filter(({ account }) => account === 'revenue' || account === 'revenue_refund');
  const total = stands.reduce((sum, { amount }) => sum - picoOf(amount), 0n);
  const on = charge.total.pico < total ? givenBack : owedBesides;
  const before = stands.flatMap((line) => [
    { ...line, account: on.earned },
    { ...negated(line), account: on.owed },
  ]);
  return [...correctionPostings(before, []), ...postingPairs(charge, { debit: on.owed, credit: on.earned, priceEntryId })];
}

const givenBack = { owed: 'workspace_credit', earned: 'revenue_refund' };
const owedBesides = { owed: 'workspace_receivable', earned: 'revenue' };

/** What is carried of a sale, and what of a cost: each is corrected by itself. */
export function partedCarried(carried: readonly UsagePosting[]): {
  readonly sale: readonly UsagePosting[];
  readonly cost: readonly UsagePosting[];
} {
  const [sale, cost]: [UsagePosting[], UsagePosting[]] = [[], []];
  for (const posting of carried) (saleAccounts.has(posting.account) ? sale : cost).push(posting);
  return { sale, cost };
}
