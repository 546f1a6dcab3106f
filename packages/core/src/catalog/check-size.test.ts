import { describe, expect, test } from 'vitest';
import { checkSize, nearestSize } from './check-size.ts';
import { isLegalSize, legalSizes } from './free-size.ts';
import { gptImage1 } from './gpt-image-1.ts';
import { gptImage2 } from './gpt-image-2.ts';
import { freeSizes } from './size-rule.ts';

const refusalOf = (size: unknown, model = gptImage2) => {
  const checked = checkSize(model, size);
  return checked.ok ? undefined : { message: checked.refusal.message, accepted: checked.refusal.accepted };
};

describe('a free-sized model', () => {
  test.each(['976x704', '1024x1024', '3840x2160', '2160x3840', '2880x2880', '1440x480', 'auto', '1408x480'])('makes %s', (size) => {
    expect(checkSize(gptImage2, size)).toEqual({ ok: true, value: size });
  });

  test('has 29,146 legal sizes', () => {
    expect([...legalSizes(freeSizes)]).toHaveLength(29_146);
    expect(isLegalSize(freeSizes, { width: 1024, height: 1023 })).toBe(false);
  });

  test.each([
    ['976x705', 'both edges must be multiples of 16', ['976x704']],
    ['3856x2160', 'the longest edge may be 3840 pixels', ['3840x2160']],
    ['1920x624', 'the longer edge may be 3 times the shorter (3:1)', ['1904x640', '1920x640']],
    ['640x640', 'it must have at least 655,360 pixels and has 409,600', ['816x816']],
    ['3840x2176', 'it may have at most 8,294,400 pixels and has 8,355,840', ['3840x2160', '3824x2160']],
    ['4096x4096', 'the longest edge may be 3840 pixels; it may have at most 8,294,400 pixels and has 16,777,216', ['2880x2880']],
  ])('refuses %s: %s', (size, rule) => {
    expect(refusalOf(size)?.message).toContain(rule);
  });

  test.each([
    ['1000x1000', ['992x992', '1008x1008']],
    ['1024x1033', ['1024x1040']],
    ['640x640', ['816x816']],
    ['4096x4096', ['2880x2880']],
    ['4000x1000', ['3840x1280']],
    ['1024X1024', ['1024x1024']],
    [' 1024x1024 ', ['1024x1024']],
    ['1024 × 768', ['1024x768']],
    ['01024x1024', ['1024x1024']],
    ['999999x1', ['3840x1280']],
    ['1x999999', ['1280x3840']],
  ])('to %j the nearest legal size is %j', (size, nearest) => {
    expect(refusalOf(size)?.accepted).toEqual(nearest);
    expect(nearestSize(gptImage2, size)).toEqual({ ok: true, value: nearest[0] });
  });

  test('keeps a landscape a landscape, a portrait a portrait and a square a square', () => {
    for (const [size, sign] of [
      ['800x792', 1],
      ['792x800', -1],
      ['500x500', 0],
    ] as const) {
      const [width = 0, height = 0] = refusalOf(size)?.accepted[0]?.split('x').map(Number) ?? [];
      expect(Math.sign(width - height) * sign).toBeGreaterThanOrEqual(0);
      if (sign === 0) expect(width).toBe(height);
    }
  });

  test.each(['', 'square', 'autox', '1024', 'x'.repeat(100_000)])('offers usual sizes for %j, which names none', (size) => {
    expect(refusalOf(size)?.accepted.slice(0, 2)).toEqual(['1024x1024', '1024x1536']);
    expect(nearestSize(gptImage2, size)).toMatchObject({ ok: false, refusal: { code: 'invalid-size' } });
  });

  test.each([1024, null, {}, ['1024x1024']])('refuses a value that is no text', (size) => {
    expect(checkSize(gptImage2, size)).toMatchObject({ ok: false, refusal: { code: 'invalid-size', path: ['size'] } });
  });
});

test('a model of fixed sizes makes those alone, and offers the nearest first', () => {
  expect(checkSize(gptImage1, '1024x1536')).toEqual({ ok: true, value: '1024x1536' });
  expect(refusalOf('1008x1500', gptImage1)).toEqual({
    message: 'gpt-image-1 does not make "1008x1500": it makes 1024x1024, 1024x1536, 1536x1024, auto.',
    accepted: ['1024x1536', '1024x1024', '1536x1024', 'auto'],
  });
});
