import type { BudgetCounts } from '../generated/graphql.ts';

/** What a budget counts, as people say it. */
export const countsWords: Readonly<Record<BudgetCounts, string>> = { COST: 'what providers take', SELL_PRICE: 'the sell price' };
