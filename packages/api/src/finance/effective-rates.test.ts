import { expect, it } from 'vitest';
import { effectiveRates } from './effective-rates.ts';

const sum = (day: string, mode: string, quantity: string, amount: string) => ({
  keys: [day, 'openai', 'gpt-image-2', mode, 'image_output'],
  currency: 'USD',
  amount,
  quantity,
  lines: 1,
  images: 1,
  generations: 1,
});
const price = (from: string, until: string | null, amount: string) => ({
  provider: 'openai',
  model: 'gpt-image-2',
  meter: 'image_output',
  currency: 'USD',
  from,
  until,
  price: amount,
  per: '1000000',
});

it('holds a batch against the price for realtime, and each day against the price of that day', () => {
  const sums = [sum('2026-11-01', 'batch', '1000', '0.015'), sum('2026-11-02', 'batch', '1000', '0.015')];
  const list = [price('2026-01-01', '2026-11-02', '30'), price('2026-11-02', null, '36')];
  expect(effectiveRates(sums, list)).toMatchObject([
    { mode: 'batch', quantity: '2000', cost: '0.03', unitCost: '0.000015', listCost: '0.066' },
  ]);
});

it('has no list cost where the list has no price of the meter on some day, or more than one', () => {
  const sums = [sum('2026-11-01', 'realtime', '1000', '0.03')];
  expect(effectiveRates(sums, [price('2026-11-02', null, '30')])).toMatchObject([{ listCost: undefined }]);
  expect(effectiveRates(sums, [price('2026-01-01', null, '30'), price('2026-01-01', null, '40')])).toMatchObject([{ listCost: undefined }]);
});
