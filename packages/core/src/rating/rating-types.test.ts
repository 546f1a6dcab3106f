import { expect, test } from 'vitest';
import type { Usage } from '../meter/meter.ts';
import { entryInForce } from '../price-book/entry-in-force.ts';
import type { PriceEntryInput } from '../price-book/price-entry.ts';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { rateUsage } from './rate-usage.ts';

// What is held here is held by the compiler: each line marked as an error must be one, or the check of types fails.

const found = entryInForce(publishedPriceBook, { provider: 'openai', model: 'gpt-image-2', mode: 'realtime' }, '2026-10-01');

test('a quantity that is a number does not compile, and is refused', () => {
  // @ts-expect-error Quantities are whole units in a bigint.
  const usage: Usage = { text_input: 20, image_output: 129n };
  expect(rateUsage(usage, mustHold(found))).toMatchObject({ refusal: { code: 'invalid-usage', path: ['usage', 'text_input'] } });
});

test('a price that is a number does not compile', () => {
  // @ts-expect-error A price is decimal text.
  const components: PriceEntryInput['components'] = [{ meter: 'image', price: 0.1, per: 1 }];
  expect(components).toHaveLength(1);
});

test('an outcome that was not looked at is no entry', () => {
  // @ts-expect-error What may be a refusal cannot be rated by.
  expect(rateUsage({ text_input: 1n }, found)).toMatchObject({ refusal: { code: 'invalid-price-entry' } });
});

test('a mode that nobody serves does not compile', () => {
  // @ts-expect-error Realtime and batch are the modes a price is looked up by.
  expect(entryInForce(publishedPriceBook, { provider: 'openai', model: 'gpt-image-2', mode: 'flex' }, '2026-10-01').ok).toBe(false);
});
