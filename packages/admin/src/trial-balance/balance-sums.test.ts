import { expect, it } from 'vitest';
import { byCurrency, rollGap } from './balance-sums.ts';

const money = (amount: string, currency = 'USD') => ({ amount, currency });
const line = (code: number, opening: string, debit: string, credit: string, closing: string, currency = 'USD') => {
  const amounts = { opening: money(opening, currency), debit: money(debit, currency), credit: money(credit, currency) };
  return { code, account: 'an account', ...amounts, closing: money(closing, currency) };
};

it('A trial balance sums to zero by currency, and what is debited is what is credited', () => {
  const usd = [line(2100, '-1', '0.4', '-0.6', '-1.2'), line(5100, '1', '0.6', '-0.4', '1.2')];
  const points = [line(1100, '0', '3', '0', '3', 'POINT'), line(3900, '0', '0', '-2', '-2', 'POINT')];
  expect(byCurrency([...usd, ...points])).toEqual([
    { currency: 'POINT', lines: points, totals: { opening: '0', debit: '3', credit: '-2', closing: '1' }, holds: false },
    { currency: 'USD', lines: usd, totals: { opening: '0', debit: '1', credit: '-1', closing: '0' }, holds: true },
  ]);
});

it('What does not roll forward is told to the last digit', () => {
  const rolled = { opening: money('-1'), recorded: money('-0.5'), corrected: money('0.1'), stated: money('1'), closing: money('-0.41') };
  expect(rollGap({ providerAccountId: '1', provider: 'openai', ...rolled })).toBe('-0.01');
  expect(rollGap({ providerAccountId: '1', provider: 'openai', ...rolled, closing: money('-0.4') })).toBe('0');
});
