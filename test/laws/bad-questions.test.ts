import {
  bestImage,
  checkClaims,
  checkPrompt,
  cheapestImage,
  cheapestOfAll,
  fitImage,
  inputImageTokens,
  largestImage,
  nearestLegalSize,
  outputTokens,
  priceBook,
  publishedPriceBook,
  quoteRequest,
  refusalCodes,
} from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { made, unwrap } from './made-tariffs.ts';

const codes = new Set<string>(refusalCodes.map(({ code }) => code));
const now = '2026-11-20T12:00:00Z';
const runs = { numRuns: 300 };

/** A price that depends on the usage so far, which nothing in the published book does. */
const key = { provider: 'openai', model: 'gpt-image-2' };
const tieredBook = unwrap(priceBook([made([{ meter: 'image', price: '0.03', per: 1, free: 1, counted: 'per-period' }], key)]));

/** Anything JavaScript can hold, numbers beyond numbers, big integers and objects without a prototype included. */
const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true, withDate: true, maxDepth: 3 });

/** A value of a field: mostly one that is right, so that the fields behind it are reached. */
const nearly = (...values: readonly unknown[]) =>
  fc.oneof({ weight: 1, arbitrary: anything }, { weight: 6, arbitrary: fc.constantFrom(...values) });

function isAnswered(outcome: Outcome<unknown>): void {
  expect(outcome.ok || (codes.has(outcome.refusal.code) && outcome.refusal.message !== '')).toBe(true);
}

const image = nearly({}, { width: 64, height: 64 }, { width: 0 }, { width: 2 ** 53, height: 1 }, { __proto__: { width: 1 } });
const request = fc.record(
  {
    model: nearly('gpt-image-2', 'dall-e-3', '__proto__', 'constructor'),
    promptTokens: nearly(14, -1, 1e300, Number.NaN),
    prompt: nearly('a shell', ' ', '\uD83D', 'x'.repeat(100_000)),
    operation: nearly('generate', 'edit'),
    n: nearly(1, 10, 0, 1.5),
    size: nearly('1024x1024', 'auto', '1024x1033', '9'.repeat(1000), 'toString'),
    quality: nearly('low', 'auto', 'standard', 'hasOwnProperty'),
    background: nearly('transparent', 'opaque'),
    outputFormat: nearly('png', 'svg'),
    outputCompression: nearly(50),
    providers: nearly(['openai'], [], ['__proto__']),
    mode: nearly('realtime', 'batch'),
    images: fc.oneof(anything, fc.array(image, { maxLength: 20 })),
    mask: image,
    inputFidelity: nearly('high'),
    partialImages: nearly(0, 3, 4),
    placement: nearly('avatar', '690x497', 'toString'),
  },
  { requiredKeys: ['model', 'promptTokens'] },
);
const observation = nearly({ model: 'gpt-image-2.6-flare', size: '1536x1024', quality: 'low', tokens: 664, evidence: 'log' }, {});
const options = fc.oneof(
  anything,
  fc.record(
    {
      reference: nearly('openai', 'toString'),
      sourceDaysMost: nearly(90, -1, Number.NaN),
      priorUsage: nearly({}, { image: 3n }, { image: -1n }, { image: 3 }, { image: null }),
      observations: fc.oneof(anything, fc.array(observation, { maxLength: 3 })),
    },
    { requiredKeys: [] },
  ),
);
const budget = fc.record(
  {
    amount: nearly({ currency: 'USD', pico: 5_000_000_000n }, { currency: 'USD', pico: -1n }, { currency: 'EUR', pico: 1n }),
    model: nearly('gpt-image-2', 'gpt-image-2-preview', 'dall-e-3'),
    provider: nearly('openai', 'piapi', 'smartaipi', '__proto__'),
    mode: nearly('realtime', 'batch'),
    promptTokens: nearly(0, 14, -1, Number.NaN),
    quality: nearly('low', 'auto'),
    shape: nearly('16:9', '0:0', '16x9'),
    size: nearly('976x704', 'auto', '1000x1000'),
    modes: nearly(['realtime'], ['flex']),
  },
  { requiredKeys: ['amount', 'model'] },
);

describe('whatever is asked, the answer is a value or a refusal with a code, never an exception', () => {
  test('as a request to be quoted', () => {
    fc.assert(
      fc.property(fc.oneof(anything, request), fc.oneof(fc.constant(now), anything), options, (asked, at, more) => {
        for (const book of [publishedPriceBook, tieredBook]) isAnswered(quoteRequest(book, asked as never, at as string, more as never));
      }),
      runs,
    );
  });

  test('as a question of budget', () => {
    fc.assert(
      fc.property(fc.oneof(anything, budget), fc.oneof(fc.constant(now), anything), (question, at) => {
        for (const answer of [fitImage, largestImage, cheapestImage, bestImage, cheapestOfAll])
          isAnswered(answer(publishedPriceBook, question as never, at as string));
      }),
      runs,
    );
  });

  test('as a model, a size, a quality or a prompt', () => {
    fc.assert(
      fc.property(fc.oneof(anything, fc.constant('gpt-image-2')), anything, anything, (model, size, quality) => {
        isAnswered(outputTokens(model as string, size as string, quality as string));
        isAnswered(inputImageTokens(model as string, size as string, quality as 'low'));
        isAnswered(nearestLegalSize(model as string, size as string));
        isAnswered(checkPrompt(size));
        isAnswered(checkClaims(publishedPriceBook, size as string));
      }),
      runs,
    );
  });
});
