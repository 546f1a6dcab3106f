import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { legalSizes } from '../catalog/free-size.ts';
import { models } from '../catalog/models.ts';
import { formatSize, freeSizes } from '../catalog/size-rule.ts';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { quoteRequest } from './quote-request.ts';

const now = '2026-11-20T12:00:00Z';

test('law: floor ≤ expected ≤ ceiling, and an exact offer is one amount', () => {
  const anySize = fc.oneof(
    fc.constantFrom('auto', '1024x1024', '1024x1536', '1536x1024'),
    fc.constantFrom(...legalSizes(freeSizes)).map(formatSize),
  );
  const edge = fc.integer({ min: 1, max: 4096 });
  const image = fc.oneof(fc.constant({}), fc.record({ width: edge, height: edge }));
  const images = fc.array(image, { minLength: 1, maxLength: 16 });
  const work = fc.oneof(
    fc.constant({}),
    images.map((list) => ({ operation: 'edit', images: list })),
  );
  const generation = fc.record({
    model: fc.constantFrom(...models.map(({ name }) => name), 'dall-e'),
    promptTokens: fc.integer({ min: 0, max: 128_000 }),
    n: fc.integer({ min: 1, max: 10 }),
    size: anySize,
    partialImages: fc.integer({ min: 0, max: 3 }),
    quality: fc.constantFrom('low', 'medium', 'high', 'xhigh', 'max', 'auto', 'standard', null),
  });
  const anyRequest = fc.tuple(generation, work).map(([request, edit]) => ({ ...request, ...edit }));
  let offered = 0;
  fc.assert(
    fc.property(anyRequest, (request) => {
      const quote = quoteRequest(publishedPriceBook, request, now);
      for (const { exactness, floor, expected, ceiling } of quote.ok ? quote.value.offers : []) {
        offered += 1;
        const bounds = [floor, expected, ceiling].flatMap((money) => (money === undefined ? [] : [money.pico]));
        expect(bounds.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(bounds);
        expect(exactness === 'exact').toBe(bounds.length === 3 && new Set(bounds).size === 1);
        expect(exactness === 'unknown').toBe(ceiling === undefined);
      }
    }),
    { numRuns: 500 },
  );
  expect(offered).toBeGreaterThan(100);
});
