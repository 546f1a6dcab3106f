import { expect, it } from 'vitest';
import { rowTexts } from '../figures/figure-row.ts';
import { earlierDays } from './earlier-days.ts';
import { movementSteps } from './movement-steps.ts';
import { rateRow } from './rate-rows.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });

it('A rate is told for a million units, or for a piece, beside what the list says', () => {
  const rate = {
    provider: 'openai',
    model: 'gpt-image-2',
    mode: 'batch',
    meter: 'image_output',
    quantity: '2000',
    cost: usd('0.03'),
    listCost: usd('0.06'),
  };
  expect(rowTexts(rateRow(rate))).toEqual(['OpenAI, image out gpt-image-2 batch', '2\u202F000', '1M', '15', '30', '−50.0%', '0.03']);
  const piece = { ...rate, mode: 'realtime', meter: 'image', quantity: '3', cost: usd('0.3'), listCost: null };
  expect(rowTexts(rateRow(piece)).slice(1)).toEqual(['3', 'image', '0.1', '', '', '0.3']);
});

it('Days are held against as many before them, a month against the month before', () => {
  expect(earlierDays({ from: '2026-11-01', to: '2026-11-20' })).toEqual({ from: '2026-10-01', to: '2026-10-20' });
  expect(earlierDays({ from: '2026-02-01', to: '2026-02-28' })).toEqual({ from: '2026-01-01', to: '2026-01-31' });
  expect(earlierDays({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(earlierDays({ from: '2026-11-05', to: '2026-11-11' })).toEqual({ from: '2026-10-29', to: '2026-11-04' });
});

it('What moved spending leads from what was spent before to what was spent after, to the last digit', () => {
  const movement = {
    before: usd('20'),
    after: usd('36'),
    difference: usd('16'),
    volume: usd('4'),
    mix: usd('0'),
    rate: usd('12'),
    other: usd('0'),
  };
  expect(movementSteps(movement, { before: 'October', after: 'November' }).map(({ label, start, end }) => [label, start, end])).toEqual([
    ['October', '0', '20'],
    ['Volume', '20', '24'],
    ['Rate', '24', '36'],
    ['November', '0', '36'],
  ]);
});
