import { expect, it } from 'vitest';
import { changeText, monthBars } from './month-bars.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const pivot = {
  currency: 'USD',
  total: '30',
  columnTotals: ['20', '10'],
  columns: [
    { name: 'Oct 2026', value: '2026-10' },
    { name: 'Nov 2026', value: '2026-11' },
  ],
  rows: [{ name: 'OpenAI', value: 'openai', total: '30', share: '100.0%', cells: ['20', '10'], generations: 3, images: 3 }],
};

it('What is still to come of a month is hatched upon what is spent of it', () => {
  const forecast = { month: '2026-11', daysOver: 19, spent: usd('10'), forecast: usd('15.789473684211'), monthBefore: usd('20') };
  expect(monthBars(pivot, forecast).series.map(({ name, amounts, hatched }) => [name, amounts, hatched])).toEqual([
    ['OpenAI', ['20', '10'], undefined],
    ['still to come', [null, '5.789473684211'], true],
  ]);
  expect(monthBars(pivot, { ...forecast, forecast: null }).series).toHaveLength(1);
});

it('A change is told in per cent of what was, and not of nothing', () => {
  expect([changeText('12', '10'), changeText('5', '10'), changeText('5', '0')]).toEqual(['+20.0%', '−50.0%', '']);
});
