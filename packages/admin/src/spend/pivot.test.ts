import { expect, it } from 'vitest';
import { narrowOffers } from './narrow-offers.ts';
import { timesWithin } from './spend-dimensions.ts';
import { pivotBars, pivotCsv, pivotsOf } from './pivot.ts';

const sum = (provider: string | null, day: string, amount: string, generations = 1) => ({
  keys: [
    { dimension: 'PROVIDER' as const, value: provider, label: provider },
    { dimension: 'DAY' as const, value: day, label: null },
  ],
  amount: { amount, currency: 'USD' },
  generations,
  images: generations,
  lines: 2,
});
const [pivot] = pivotsOf([
  sum('openai', '2026-11-19', '0.005940000001', 2),
  sum('openai', '2026-11-20', '0.1'),
  sum('piapi', '2026-11-20', '0.3'),
  sum(null, '2026-11-20', '-0.05', 0),
]);

it('A table of spending adds up to the last digit, along rows and along columns, the dearest row first', () => {
  expect(pivot?.rows.map(({ name, total, share, cells }) => [name, total, share, cells])).toEqual([
    ['PiAPI', '0.3', '84.3%', [null, '0.3']],
    ['OpenAI', '0.105940000001', '29.8%', ['0.005940000001', '0.1']],
    ['none', '-0.05', '−14.0%', [null, '-0.05']],
  ]);
  expect([pivot?.total, pivot?.columnTotals]).toEqual(['0.355940000001', ['0.005940000001', '0.35']]);
});

it('A day on which nothing was spent has its column', () => {
  const [week] = pivotsOf([sum('openai', '2026-11-19', '1')], timesWithin('DAY', { from: '2026-11-18', until: '2026-11-21' }));
  expect(week?.rows[0]?.cells).toEqual([null, '1', null]);
  expect(timesWithin('MONTH', { from: '2026-09-30', until: '2026-11-02' })).toEqual(['2026-09', '2026-10', '2026-11']);
});

it('More sums than a page shows are narrowed by a click: months for days, fewer days, another dimension', () => {
  expect(narrowOffers({ rows: 'TEMPLATE', columns: 'DAY', from: '2026-01-01', until: '2026-11-21' })).toEqual([
    { label: 'Across months', pieces: { across: 'month' } },
    { label: 'The last 30 days', pieces: { from: '2026-10-22', to: '2026-11-20' } },
    { label: 'Across providers', pieces: { across: 'provider' } },
  ]);
  expect(narrowOffers({ rows: 'PROVIDER', columns: 'MONTH', from: '2026-11-01', until: '2026-11-21' })).toEqual([]);
});

it('The file has a column for each day, and the chart a colour for each of the first rows', () => {
  expect(pivot && pivotCsv(pivot, 'provider')[2]).toEqual(['OpenAI', 'USD', '0.105940000001', '3', '3', '0.005940000001', '0.1']);
  const many = pivotsOf(Array.from({ length: 10 }, (_none, index) => sum(`p${index}`, '2026-11-20', `0.${index + 1}`)))[0];
  const bars = many && pivotBars(many);
  expect(bars?.series.map(({ name }) => name).at(-1)).toBe('3 others');
  // 0.1 (the tenth is 0.10), 0.1 and 0.2.
  expect(bars?.series.at(-1)?.amounts).toEqual(['0.4']);
});
