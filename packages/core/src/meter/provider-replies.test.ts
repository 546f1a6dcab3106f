import { describe, expect, test } from 'vitest';
import { formatMoney } from '../money/money.ts';
import { deliveredImages } from './delivered-images.ts';
import { mainlineUsage } from './mainline-usage.ts';
import { statedCost } from './stated-cost.ts';
import { usageFromReading } from './usage-from-reading.ts';

/** A chat that had its image tool make one picture: the chat's tokens in `usage`, the picture's in `tool_usage`. */
const response = {
  id: 'resp_1',
  output: [
    { type: 'reasoning' },
    { type: 'image_generation_call', status: 'completed', result: 'iVBORw0KGgo=' },
    { type: 'image_generation_call', status: 'failed', result: null },
  ],
  usage: {
    input_tokens: 1000,
    input_tokens_details: { cached_tokens: 400 },
    output_tokens: 90,
    output_tokens_details: { reasoning_tokens: 64 },
    total_tokens: 1090,
  },
  tool_usage: {
    image_gen: { input_tokens: 20, input_tokens_details: { text_tokens: 20, image_tokens: 0 }, output_tokens: 129, total_tokens: 149 },
  },
};
const events = [
  { type: 'response.created', response: { usage: null } },
  { type: 'response.completed', response },
];

describe('the Responses API with the image tool', () => {
  test.each([
    ['the response', response],
    ['the event that completes it', events[1]],
    ['all events of its stream', events],
  ])('tells the tokens of the chat and of the image apart, read from %s', (_, reading) => {
    expect(mainlineUsage(reading)).toEqual({ ok: true, value: { text_input: 600n, text_input_cached: 400n, text_output: 90n } });
    expect(usageFromReading('responses', reading)).toEqual({ ok: true, value: { text_input: 20n, image_output: 129n } });
    expect(deliveredImages('responses', reading)).toBe(1n);
  });

  test('without a reading of the image says so, whatever the chat used', () => {
    const { tool_usage: _, ...chatAlone } = response;
    expect(usageFromReading('responses', chatAlone)).toMatchObject({ refusal: { code: 'usage-missing' } });
    expect(mainlineUsage(chatAlone).ok).toBe(true);
    expect(mainlineUsage({ tool_usage: response.tool_usage })).toMatchObject({ refusal: { code: 'usage-missing' } });
  });

  test.each([
    ['more cached than put in', { input_tokens: 10, input_tokens_details: { cached_tokens: 11 }, output_tokens: 1 }, 'usage-contradictory'],
    ['a total that does not add up', { input_tokens: 10, output_tokens: 1, total_tokens: 12 }, 'usage-contradictory'],
    ['half a token', { input_tokens: 10.5, output_tokens: 1 }, 'usage-contradictory'],
    ['no output', { input_tokens: 10 }, 'usage-missing'],
  ])('with %s in the usage of the chat is refused, and the reading kept', (_, usage, code) => {
    expect(mainlineUsage({ usage })).toMatchObject({ ok: false, refusal: { code, details: { reading: usage } } });
  });
});

test("PiAPI's sample reply tells tokens that its flat price does not bill, and one image", () => {
  const reply = {
    data: [{ url: 'https://images.example/d69c5648.png' }],
    created: 1776956146,
    usage: { total_tokens: 1889, input_tokens: 1124, output_tokens: 765, input_tokens_details: { text_tokens: 19, image_tokens: 1105 } },
  };
  expect(usageFromReading('images', reply)).toEqual({ ok: true, value: { text_input: 19n, image_input: 1105n, image_output: 765n } });
  expect(deliveredImages('images', reply)).toBe(1n);
});

test("Smart AIPI's reply tells no tokens, and its images can be counted", () => {
  const reply = { created: 1777064910, data: [{ b64_json: 'iVBORw0KGgo=', revised_prompt: 'A mug…' }, { b64_json: 'iVBORw0KGgo=' }, {}] };
  expect(usageFromReading('images', reply)).toMatchObject({ refusal: { code: 'usage-missing' } });
  expect(deliveredImages('images', reply)).toBe(2n);
});

test('of a stream the completed event tells the tokens; partial images tell none and are not delivered images', () => {
  const usage = { input_tokens: 20, output_tokens: 329, total_tokens: 349 };
  const stream = [
    { type: 'image_generation.partial_image', partial_image_index: 0, b64_json: 'iVBORw0KGgo=' },
    { type: 'image_generation.partial_image', partial_image_index: 1, b64_json: 'iVBORw0KGgo=' },
    { type: 'image_generation.completed', b64_json: 'iVBORw0KGgo=', usage },
  ];
  expect(usageFromReading('images-stream', stream)).toEqual({ ok: true, value: { text_input: 20n, image_output: 329n } });
  expect(deliveredImages('images-stream', stream)).toBe(1n);
  expect(usageFromReading('images-stream', stream.slice(0, 2))).toMatchObject({ refusal: { code: 'usage-missing' } });
});

test.each([
  ['images', undefined],
  ['images', { data: 'none' }],
  ['responses', 'busy'],
] as const)('%s: how many images %j holds is not known, which is not zero', (shape, reply) => {
  expect(deliveredImages(shape, reply)).toBeUndefined();
});

test('a contradictory reading is kept, as it came', () => {
  const usage = { input_tokens: 20, input_tokens_details: { text_tokens: 30 }, output_tokens: 1 };
  expect(usageFromReading('images', { created: 1, usage })).toMatchObject({
    refusal: { code: 'usage-contradictory', details: { reading: usage } },
  });
});

describe('what a provider states as its cost', () => {
  const dollars = { path: ['usage', 'cost'], unit: 'currency', currency: 'USD' } as const;
  const cents = { ...dollars, unit: 'cent' } as const;

  test.each([
    [0.00397, '0.00397'],
    [0.003_970_000_000_000_000_4, '0.00397'],
    ['0.00397', '0.00397'],
    [1e-7, '0.0000001'],
    ['1.5E+2', '150'],
    [0, '0'],
    ['0.0000000000005', '0'],
    ['0.0000000000015', '0.000000000002'],
  ])('%s counts as the decimal %s', (cost, amount) => {
    const stated = statedCost({ usage: { cost } }, dollars);
    expect(stated.ok && stated.value && formatMoney(stated.value)).toBe(amount);
  });

  test('in cents is a hundredth', () => {
    const stated = statedCost({ usage: { cost: 0.397 } }, cents);
    expect(stated.ok && stated.value && formatMoney(stated.value)).toBe('0.00397');
  });

  test('is nothing where the reply states none', () => {
    expect(statedCost({ usage: {} }, dollars)).toEqual({ ok: true, value: undefined });
    expect(statedCost('busy', dollars)).toEqual({ ok: true, value: undefined });
  });

  test.each([-1, Number.NaN, Infinity, 'free', '', true, {}])('is refused where it is %s', (cost) => {
    expect(statedCost({ usage: { cost } }, dollars)).toMatchObject({ refusal: { code: 'invalid-stated-cost', path: ['usage', 'cost'] } });
  });

  test('is refused in what is no currency', () => {
    expect(statedCost({}, { ...dollars, currency: 'usd' })).toMatchObject({ refusal: { code: 'invalid-currency' } });
  });
});
