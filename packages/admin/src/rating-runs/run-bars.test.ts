import { expect, it } from 'vitest';
import { runBars, runRows } from './run-bars.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const sum = { generations: 12, changed: 9, unpriced: 1, doubts: 2 };
const of = (value: string | null, label: string | null) => [{ dimension: 'WORKSPACE' as const, value, label }];
const bars = runBars([
  { ...sum, keys: of('019a', 'Atelier'), was: usd('30'), would: usd('36'), difference: usd('6') },
  { ...sum, keys: of(null, null), was: usd('0'), would: usd('0.000009'), difference: usd('0.000009') },
]);

it('A run is drawn to one scale, under the names that people say', () => {
  expect(bars.map(({ name, wasShare, wouldShare, percent, left }) => [name, wasShare, wouldShare, percent, left])).toEqual([
    ['Atelier', 83.3, 100, '+20.0%', 3],
    ['none', 0, 0, '', 3],
  ]);
});

it('The file of a run has every figure to the last digit', () => {
  expect(runRows(bars, { group: 'workspace', was: 'it cost', would: 'it becomes' })).toEqual([
    ['workspace', 'generations', 'changed', 'in no sum', 'currency', 'it cost', 'it becomes', 'difference'],
    ['Atelier', '12', '9', '3', 'USD', '30', '36', '6'],
    ['none', '12', '9', '3', 'USD', '0', '0.000009', '0.000009'],
  ]);
});
