import { expect, it } from 'vitest';
import { deviationBars, shareText } from './deviation-words.ts';

it('Deviations are told in per cent of the quote, around zero', () => {
  expect(['-0.010076', '0.05', '0'].map(shareText)).toEqual(['−1.0076%', '+5%', '0%']);
  const bars = deviationBars([
    { from: null, until: '-0.01', generations: 1 },
    { from: '-0.01', until: '0.01', generations: 4 },
    { from: '0.01', until: null, generations: 0 },
  ]);
  expect(bars.map(({ label, height, isRight }) => [label, height, isRight])).toEqual([
    ['under −1%', 25, false],
    ['−1% to +1%', 100, true],
    ['+1% and more', 0, false],
  ]);
});
