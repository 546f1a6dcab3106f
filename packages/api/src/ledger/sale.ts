import type { Charge } from '@halfpenny/core';
import type { UsagePosting } from './posting.ts';
import { postingPairs } from './settlement.ts';

/** The accounts of what workspaces are charged; all others of a settlement are those of what providers take. */
const saleAccounts: ReadonlySet<string> = new Set(['workspace_receivable', 'revenue']);

/**
 * The entries of a sell price, one pair for each line: the workspace owes it, and it is earned. Only what was delivered is charged; whoever calls has seen to that.
 * Example: image_output 129 at 37.5 per 1,000,000 posts workspace_receivable +0.0048375 and revenue −0.0048375.
 */
export function salePostings(charge: Charge, priceEntryId: string): readonly UsagePosting[] {
  return postingPairs(charge, { debit: 'workspace_receivable', credit: 'revenue', priceEntryId });
}

/** What is carried of a sale, and what of a cost: each is corrected by itself. */
export function partedCarried(carried: readonly UsagePosting[]): {
  readonly sale: readonly UsagePosting[];
  readonly cost: readonly UsagePosting[];
} {
  const [sale, cost]: [UsagePosting[], UsagePosting[]] = [[], []];
  for (const posting of carried) (saleAccounts.has(posting.account) ? sale : cost).push(posting);
  return { sale, cost };
}
