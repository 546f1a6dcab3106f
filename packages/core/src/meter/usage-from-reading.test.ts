import { describe, expect, test } from 'vitest';
import { deliveredParameters } from './delivered-parameters.ts';
import { usageFromReading } from './usage-from-reading.ts';

const refusal = (code: string) => ({ ok: false, refusal: { code } });

describe('an Images reading', () => {
  test.each([
    [
      'with all details',
      { input_tokens: 1124, input_tokens_details: { text_tokens: 19, image_tokens: 1105 }, output_tokens: 765, total_tokens: 1889 },
      { text_input: 19n, image_input: 1105n, image_output: 765n },
    ],
    [
      'of a generation',
      { input_tokens: 20, input_tokens_details: { text_tokens: 20, image_tokens: 0 }, output_tokens: 129, total_tokens: 149 },
      { text_input: 20n, image_output: 129n },
    ],
    [
      'with empty details, which hide no token',
      { input_tokens: 9, input_tokens_details: {}, output_tokens: 272, output_tokens_details: {} },
      { text_input: 9n, image_output: 272n },
    ],
    ['without details', { input_tokens: 9, output_tokens: 272, input_tokens_details: null }, { text_input: 9n, image_output: 272n }],
    [
      'with output text',
      { input_tokens: 20, output_tokens: 6543, output_tokens_details: { image_tokens: 6208, text_tokens: 335 } },
      { text_input: 20n, text_output: 335n, image_output: 6208n },
    ],
    [
      'that names one class alone, the rest being the other',
      { input_tokens: 100, input_tokens_details: { text_tokens: 40 }, output_tokens: 5 },
      { text_input: 40n, image_input: 60n, image_output: 5n },
    ],
    ['of nothing at all', { input_tokens: 0, output_tokens: 0 }, { text_input: 0n, image_output: 0n }],
  ])('%s puts each token in one meter', (_, usage, meters) => {
    expect(usageFromReading('images', usage)).toEqual({ ok: true, value: meters });
    expect(usageFromReading('images', { created: 1, data: [], usage })).toEqual({ ok: true, value: meters });
  });

  test.each([
    ['by class, inside the details', { cached_tokens_details: { text_tokens: 50, image_tokens: 500 } }],
    ['by named class, inside the details', { cached_text_tokens: 50, cached_image_tokens: 500 }],
    ['by class and in total', { cached_tokens: 550, cached_tokens_details: { cached_text_tokens: 50, cached_image_tokens: 500 } }],
    ['one class and the total', { cached_tokens: 550, cached_text_tokens: 50 }],
  ])('with cached tokens told %s counts them once, at their own meter', (_, cached) => {
    const usage = { input_tokens: 1100, input_tokens_details: { text_tokens: 100, image_tokens: 1000, ...cached }, output_tokens: 100 };
    expect(usageFromReading('images', usage)).toEqual({
      ok: true,
      value: { text_input: 50n, text_input_cached: 50n, image_input: 500n, image_input_cached: 500n, image_output: 100n },
    });
  });

  test('with more cached than was put in, told beside the details, is refused', () => {
    const usage = { input_tokens: 100, input_tokens_details: { text_tokens: 100, image_tokens: 0 }, output_tokens: 1 };
    expect(usageFromReading('images', { ...usage, cached_tokens: 60 })).toMatchObject({
      value: { text_input: 40n, text_input_cached: 60n },
    });
    expect(usageFromReading('images', { ...usage, cached_tokens: 101 })).toMatchObject(refusal('usage-contradictory'));
  });

  test('with a bare cached total is read where the input has one class, and refused where it has two', () => {
    const text = { input_tokens: 100, input_tokens_details: { text_tokens: 100, image_tokens: 0, cached_tokens: 60 }, output_tokens: 1 };
    expect(usageFromReading('images', text)).toEqual({ ok: true, value: { text_input: 40n, text_input_cached: 60n, image_output: 1n } });
    const image = { input_tokens: 100, input_tokens_details: { text_tokens: 0, image_tokens: 100, cached_tokens: 60 }, output_tokens: 1 };
    expect(usageFromReading('images', image)).toEqual({
      ok: true,
      value: { text_input: 0n, image_input: 40n, image_input_cached: 60n, image_output: 1n },
    });
    const both = { input_tokens: 100, input_tokens_details: { text_tokens: 50, image_tokens: 50, cached_tokens: 60 }, output_tokens: 1 };
    expect(usageFromReading('images', both)).toMatchObject(refusal('usage-contradictory'));
  });

  test('with a bare cached total that is all of the input is cached whole, in both classes', () => {
    const usage = { input_tokens: 100, input_tokens_details: { text_tokens: 40, image_tokens: 60, cached_tokens: 100 }, output_tokens: 1 };
    expect(usageFromReading('images', usage)).toEqual({
      ok: true,
      value: { text_input: 0n, text_input_cached: 40n, image_input_cached: 60n, image_output: 1n },
    });
  });

  test.each([
    ['details over the sum', { input_tokens: 20, input_tokens_details: { text_tokens: 30 }, output_tokens: 1 }],
    ['details under the sum', { input_tokens: 20, input_tokens_details: { text_tokens: 5, image_tokens: 5 }, output_tokens: 1 }],
    [
      'output details that do not add up',
      { input_tokens: 20, output_tokens: 9, output_tokens_details: { text_tokens: 5, image_tokens: 5 } },
    ],
    ['a total that does not add up', { input_tokens: 20, output_tokens: 9, total_tokens: 30 }],
    ['more cached than put in', { input_tokens: 20, input_tokens_details: { cached_text_tokens: 21 }, output_tokens: 1 }],
    ['a negative count', { input_tokens: -1, output_tokens: 1 }],
    ['half a token', { input_tokens: 1.5, output_tokens: 1 }],
    ['a count as text', { input_tokens: '20', output_tokens: 1 }],
    ['a count beyond whole numbers', { input_tokens: 2 ** 53, output_tokens: 1 }],
    ['no number at all', { input_tokens: Number.NaN, output_tokens: 1 }],
  ])('with %s contradicts itself', (_, usage) => {
    expect(usageFromReading('images', usage)).toMatchObject(refusal('usage-contradictory'));
  });

  test.each([undefined, null, 'usage', [], {}, { data: [] }, { usage: null }, { usage: {} }, { input_tokens: 20 }, { output_tokens: 129 }])(
    'without usage is missing, not zero',
    (reading) => {
      expect(usageFromReading('images', reading)).toMatchObject(refusal('usage-missing'));
    },
  );
});

describe('a stream', () => {
  const completed = { type: 'image_generation.completed', b64_json: '', usage: { input_tokens: 12, output_tokens: 196 } };
  const partial = { type: 'image_generation.partial_image', partial_image_index: 0 };

  test('tells its usage in the completed event', () => {
    const usage = { ok: true, value: { text_input: 12n, image_output: 196n } };
    expect(usageFromReading('images-stream', completed)).toEqual(usage);
    expect(usageFromReading('images-stream', [partial, completed])).toEqual(usage);
    expect(usageFromReading('images-stream', completed.usage)).toEqual(usage);
  });

  test('that broke off before it is missing its usage', () => {
    expect(usageFromReading('images-stream', [partial])).toMatchObject(refusal('usage-missing'));
    expect(usageFromReading('images-stream', [])).toMatchObject(refusal('usage-missing'));
  });

  test('with two completed events contradicts itself', () => {
    expect(usageFromReading('images-stream', [completed, completed])).toMatchObject(refusal('usage-contradictory'));
  });

  test('that contradicts itself keeps what both events say', () => {
    const { usage } = completed;
    expect(usageFromReading('images-stream', [completed, partial, completed])).toMatchObject({
      refusal: { details: { reading: { usages: [usage, usage] } } },
    });
  });
});

describe('a Responses reading', () => {
  const imageGen = {
    input_tokens: 1100,
    input_tokens_details: { text_tokens: 100, image_tokens: 1000 },
    cached_tokens_details: { cached_text_tokens: 50, cached_image_tokens: 500 },
    output_tokens: 100,
  };
  const chat = {
    input_tokens: 36,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 87,
    output_tokens_details: { reasoning_tokens: 0 },
  };

  test.each([
    ['the whole reply', { usage: chat, tool_usage: { image_gen: imageGen } }],
    ['the completed event', { type: 'response.completed', response: { usage: chat, tool_usage: { image_gen: imageGen } } }],
    ['the tool usage', { image_gen: imageGen }],
    ['the usage of the image tool', imageGen],
  ])('counts the image tool alone, from %s', (_, reading) => {
    expect(usageFromReading('responses', reading)).toEqual({
      ok: true,
      value: { text_input: 50n, text_input_cached: 50n, image_input: 500n, image_input_cached: 500n, image_output: 100n },
    });
  });

  test("never takes the chat model's usage for that of the images", () => {
    expect(usageFromReading('responses', { usage: chat })).toMatchObject(refusal('usage-missing'));
    expect(usageFromReading('responses', chat)).toMatchObject(refusal('usage-missing'));
    expect(usageFromReading('responses', null)).toMatchObject(refusal('usage-missing'));
  });
});

test('a reply tells what it delivered, where it does', () => {
  expect(deliveredParameters({ size: '1024x1536', quality: 'medium', background: 'opaque', output_format: 'png', data: [] })).toEqual({
    size: '1024x1536',
    quality: 'medium',
    background: 'opaque',
    outputFormat: 'png',
  });
  expect(deliveredParameters({ size: 7, quality: '' })).toEqual({});
  expect(deliveredParameters(null)).toEqual({});
});

test.each(['chat', '', null, 3, 'toString'])('a shape of %s is refused', (shape) => {
  expect(usageFromReading(shape as never, { input_tokens: 20, output_tokens: 129 })).toMatchObject({
    refusal: { code: 'invalid-request', path: ['shape'], accepted: ['images', 'images-stream', 'responses'] },
  });
});
