import { expect, it } from 'vitest';
import { budgetShares } from './budget-shares.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

it.each([
  ['25', '5', '10', { spent: 400, held: 200, limit: 1000 }],
  ['25', '0', '0.000000000001', { spent: 1, held: 0, limit: 1000 }],
  ['10', '0', '12.5', { spent: 1000, held: 0, limit: 800 }],
  ['0', '0', '0', { spent: 0, held: 0, limit: 1000 }],
])('a limit of %s with %s held and %s spent is a bar of such shares', (limit, held, spent, shares) => {
  expect(budgetShares({ limit: usd(limit), held: usd(held), spent: usd(spent) })).toEqual(shares);
});
