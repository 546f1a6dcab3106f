import { expect, test } from 'vitest';
import { mustHold } from '../refusal/must-hold.ts';
import { priceEntry } from '../price-book/price-entry.ts';
import { entryDifferences } from './entry-difference.ts';

function at(price: string) {
  const components = [{ meter: 'image_output', price, per: 1_000_000 }];
  return mustHold(
    priceEntry({ provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from: '2026-01-01', components }),
  );
}

test.each([
  ['28.50', '32.40', 137, 'image_output: 28.5 per 1000000 becomes 32.4 per 1000000, 13.7% more.'],
  ['32.40', '28.50', -120, 'image_output: 32.4 per 1000000 becomes 28.5 per 1000000, 12.0% less.'],
])('%s that becomes %s is told to the nearest tenth of a percent', (before, after, permille, sentence) => {
  expect(entryDifferences(at(before), at(after)).map((one) => [one.permille, one.sentence])).toEqual([[permille, sentence]]);
});
