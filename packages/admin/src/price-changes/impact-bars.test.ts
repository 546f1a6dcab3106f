import { expect, it } from 'vitest';
import { impactBars } from './impact-bars.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

it('Impact is drawn to one scale, every figure kept to the last digit', () => {
  const sum = { generations: 12, unpriced: 1, doubts: 2 };
  const bars = impactBars([
    { ...sum, keys: [{ dimension: 'MODEL', value: 'gpt-image-2' }], was: usd('30'), would: usd('36'), difference: usd('6') },
    { ...sum, keys: [{ dimension: 'MODEL', value: 'free' }], was: usd('0'), would: usd('0.000009'), difference: usd('0.000009') },
  ]);
  expect(bars.map(({ name, wasShare, wouldShare, percent, left }) => [name, wasShare, wouldShare, percent, left])).toEqual([
    ['gpt-image-2', 83.3, 100, '+20.0%', 3],
    ['free', 0, 0, '', 3],
  ]);
  expect(bars[1]?.difference).toEqual(usd('0.000009'));
});
