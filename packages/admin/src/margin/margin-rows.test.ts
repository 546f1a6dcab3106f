import { expect, it } from 'vitest';
import { marginRows, marginShare, marginTable } from './margin-rows.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const day = (value: string, revenue: string, cost: string, margin: string) => ({
  keys: [{ dimension: 'DAY' as const, value, label: null }],
  revenue: usd(revenue),
  cost: usd(cost),
  margin: usd(margin),
});

it('A margin is a share of what was charged, and none where nothing was', () => {
  expect(marginShare('0.001485', '0.007425')).toBe('20.0%');
  expect(marginShare('-0.00594', '0.00297')).toBe('−200.0%');
  expect(marginShare('-0.00594', '0')).toBe('');
});

it('Days stand in their order, each with every digit', () => {
  const rows = marginRows([day('2026-11-20', '3', '1', '2'), day('2026-11-19', '0.007425', '0.00594', '0.001485')]);
  expect(marginTable(rows, 'day')).toEqual([
    ['day', 'currency', 'charged', 'cost', 'margin', 'margin of charged'],
    ['19 Nov 2026', 'USD', '0.007425', '0.00594', '0.001485', '20.0%'],
    ['20 Nov 2026', 'USD', '3', '1', '2', '66.7%'],
  ]);
});
