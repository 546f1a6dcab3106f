import { expect, it } from 'vitest';
import { movementGap, movementSteps } from './movement-steps.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const movement = {
  before: usd('20'),
  after: usd('36.5'),
  difference: usd('16.5'),
  volume: usd('4'),
  mix: usd('-1'),
  rate: usd('13'),
  other: usd('0.5'),
};

it('A movement is a waterfall from one month to the next, whose parts follow each other without a gap', () => {
  const steps = movementSteps(movement, { before: 'September 2026', after: 'October 2026' });
  expect(steps.map(({ label, start, end }) => [label, start, end])).toEqual([
    ['September 2026', '0', '20'],
    ['Volume', '20', '24'],
    ['Mix', '24', '23'],
    ['Rate', '23', '36'],
    ['Other', '36', '36.5'],
    ['October 2026', '0', '36.5'],
  ]);
  expect(movementGap(movement)).toBe('0');
  expect(movementGap({ ...movement, rate: usd('12') })).toBe('1');
});
