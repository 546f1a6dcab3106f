import {
  deliveredImages,
  deliveredParameters,
  entryInForce,
  mainlineUsage,
  parseDecimal,
  parseInstant,
  parseMoney,
  priceBook,
  priceEntry,
  publishedPriceBook,
  rateRange,
  rateUsage,
  refusalCodes,
  statedCost,
  usageFromReading,
} from '@halfpenny/core';
import type { Outcome, PriceEntry, PriceEntryInput, PriceKey, Usage, UsageBounds } from '@halfpenny/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { made, unwrap } from './made-tariffs.ts';

const codes = new Set<string>(refusalCodes.map(({ code }) => code));

/** Anything JavaScript can hold, numbers beyond numbers, big integers and objects without a prototype included. */
const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true, withDate: true, maxDepth: 3 });

/** A value of a field: anything, or something near to what is wanted. */
const nearly = (...values: readonly unknown[]) => fc.oneof(anything, fc.constantFrom(...values));

function isAnswered(outcome: Outcome<unknown>): void {
  expect(outcome.ok || (codes.has(outcome.refusal.code) && outcome.refusal.message !== '')).toBe(true);
}

function isEntryAnswered(value: unknown): void {
  const entry = priceEntry(value as PriceEntryInput);
  isAnswered(entry);
  if (!entry.ok) return;
  isAnswered(priceBook([entry.value]));
  isAnswered(rateUsage({ image: 2n, text_input: 3n }, entry.value, { size: '512x512' }, {}));
}

describe('whatever comes in, the answer is a value or a refusal with a code, never an exception', () => {
  test('as text of an amount, a currency or an instant', () => {
    fc.assert(
      fc.property(anything, anything, (text, currency) => {
        isAnswered(parseDecimal(text as string));
        isAnswered(parseMoney(text as string, currency as string));
        isAnswered(parseInstant(text as string));
      }),
    );
  });

  test('as a price entry, or a field of one', () => {
    const component = fc.record(
      {
        meter: nearly('image', 'text_input'),
        price: nearly('0.1', '9'.repeat(40), '-1', 'NaN'),
        per: nearly(1, 0, 1.5, Number.NaN, 2 ** 53),
        when: nearly({}, { size: 'a' }, { size: [] }),
        block: nearly(1, 0),
        tiers: nearly(
          [],
          [{ upTo: 1, price: '1' }],
          [
            { upTo: 2, price: '1' },
            { upTo: 1, price: '1' },
          ],
        ),
        tiering: nearly('volume', 'graduated'),
        free: nearly(1, -1),
        counted: nearly('per-image', 'per-call', 'per-period'),
        each: nearly(2, 0),
        times: nearly({ meter: 'step', per: 1 }),
        label: nearly('label', ''),
      },
      { requiredKeys: ['meter', 'price', 'per'] },
    );
    const entry = fc.record(
      {
        provider: nearly('openai'),
        model: nearly('made'),
        mode: nearly('realtime', 'batch'),
        currency: nearly('USD'),
        from: nearly('2026-01-01'),
        components: fc.oneof(anything, fc.array(component, { maxLength: 3 })),
        until: nearly(null, '2025-01-01', '2027-01-01'),
        kind: nearly('flat', 'metered'),
        minimumCharge: nearly('0.01'),
        credit: nearly({ price: '1', per: 211 }),
        modifiers: nearly([{ multiply: '0.5' }]),
        sizeTiers: nearly([{ name: '1K', longestEdgeMost: 1024 }]),
        basedOn: nearly({ provider: 'relay', multiply: '0.5' }),
      },
      { requiredKeys: ['provider', 'model', 'mode', 'currency', 'from', 'components'] },
    );
    fc.assert(fc.property(fc.oneof(anything, entry), isEntryAnswered), { numRuns: 2000 });
  });

  test('as usage, context and usage so far', () => {
    const tiered = made([{ meter: 'image', price: '0.03', per: 1, free: 1, counted: 'per-period', when: { size: '1024x1024' } }], {
      sizeTiers: [{ name: '1K', longestEdgeMost: 1024 }],
    });
    const plain = unwrap(entryInForce(publishedPriceBook, { provider: 'openai', model: 'gpt-image-2', mode: 'realtime' }, '2026-10-01'));
    const usage = fc.oneof(
      anything,
      fc.dictionary(fc.constantFrom('image', 'text_input', 'image_output', 'constructor'), nearly(1n, -1n, 10n ** 31n)),
    );
    const context = fc.dictionary(fc.constantFrom('size', 'quality', 'mode', 'constructor'), nearly('1024x1024'));
    fc.assert(
      fc.property(usage, context, usage, (used, given, prior) => {
        for (const entry of [tiered, plain]) isAnswered(rateUsage(used as Usage, entry, given as Record<string, string>, prior as Usage));
      }),
      { numRuns: 1000 },
    );
  });

  test('as bounds of a range, and the usage so far', () => {
    const tiered = made([{ meter: 'image', price: '0.03', per: 1, free: 1, counted: 'per-period' }]);
    const usage = fc.oneof(anything, fc.dictionary(fc.constantFrom('image', 'constructor'), nearly(1n, -1n, 10n ** 31n)));
    const bounds = fc.record({ floor: usage, expected: usage, ceiling: usage });
    fc.assert(
      fc.property(fc.oneof(anything, bounds), usage, (asked, priorUsage) =>
        isAnswered(rateRange(asked as UsageBounds, tiered, { priorUsage: priorUsage as Usage })),
      ),
      { numRuns: 1000 },
    );
  });

  test('as a book', () => {
    const entry = made([{ meter: 'image', price: '0.03', per: 1 }]);
    fc.assert(
      fc.property(fc.oneof(anything, fc.array(fc.oneof(anything, fc.constant(entry)), { maxLength: 2 })), (entries) =>
        isAnswered(priceBook(entries as readonly PriceEntry[])),
      ),
      { numRuns: 1000 },
    );
  });

  test('as what is looked up, and when', () => {
    const key = fc.record({ provider: nearly('openai'), model: nearly('gpt-image-2'), mode: nearly('realtime', 'constructor') });
    fc.assert(
      fc.property(fc.oneof(anything, key), nearly('2026-10-01', '2026-13-01'), (asked, at) =>
        isAnswered(entryInForce(publishedPriceBook, asked as PriceKey, at as string)),
      ),
      { numRuns: 1000 },
    );
  });

  test('as a reading', () => {
    const count = nearly(0, 20, -1, 0.5, 2 ** 60, Number.NaN, '20');
    const details = fc.oneof(anything, fc.record({ text_tokens: count, image_tokens: count, cached_tokens: count }, { requiredKeys: [] }));
    const usage = fc.record(
      { input_tokens: count, output_tokens: count, total_tokens: count, input_tokens_details: details, output_tokens_details: details },
      { requiredKeys: [] },
    );
    const reply = fc.record({ usage, data: anything, output: anything, tool_usage: fc.record({ image_gen: usage }) }, { requiredKeys: [] });
    const event = fc.record(
      { type: nearly('image_generation.completed', 'response.completed'), usage, response: reply },
      { requiredKeys: [] },
    );
    const reading = fc.oneof(anything, usage, reply, fc.array(event, { maxLength: 3 }));
    fc.assert(
      fc.property(reading, (read) => {
        for (const shape of ['images', 'images-stream', 'responses'] as const) {
          isAnswered(usageFromReading(shape, read));
          expect(['bigint', 'undefined']).toContain(typeof deliveredImages(shape, read));
        }
        isAnswered(mainlineUsage(read));
        isAnswered(statedCost(read, { path: ['usage', 'input_tokens'], unit: 'cent', currency: 'USD' }));
        expect(typeof deliveredParameters(read)).toBe('object');
      }),
      { numRuns: 1000 },
    );
  });
});

test('no reading of whole, agreeing counts loses a token or counts one twice', () => {
  const tokens = fc.nat(1_000_000);
  fc.assert(
    fc.property(tokens, tokens, tokens, tokens, fc.nat(1000), fc.nat(1000), (text, image, textOut, imageOut, textShare, imageShare) => {
      const cached = {
        cached_text_tokens: Math.floor((text * textShare) / 1000),
        cached_image_tokens: Math.floor((image * imageShare) / 1000),
      };
      const usage = {
        input_tokens: text + image,
        input_tokens_details: { text_tokens: text, image_tokens: image, ...cached },
        output_tokens: textOut + imageOut,
        output_tokens_details: { text_tokens: textOut, image_tokens: imageOut },
      };
      const counted = Object.values(unwrap(usageFromReading('images', usage))).reduce((sum, quantity) => sum + quantity, 0n);
      expect(counted).toBe(BigInt(text + image + textOut + imageOut));
    }),
  );
});
