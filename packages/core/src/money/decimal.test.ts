import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDecimal, parseDecimal } from './decimal.ts';

describe('decimal text', () => {
  test.each([
    ['0.00397', 3_970_000_000n, '0.00397'],
    ['5.00', 5_000_000_000_000n, '5'],
    ['-0.5', -500_000_000_000n, '-0.5'],
    ['0', 0n, '0'],
    ['-0', 0n, '0'],
    ['0.000000000001', 1n, '0.000000000001'],
    ['0.0000000000010', 1n, '0.000000000001'],
    ['123456789012345678901234567890', 123_456_789_012_345_678_901_234_567_890_000_000_000_000n, '123456789012345678901234567890'],
  ])('%s is read exactly and printed without trailing zeros', (text, pico, printed) => {
    expect(parseDecimal(text)).toEqual({ ok: true, value: pico });
    expect(formatDecimal(pico)).toBe(printed);
  });

  test.each([
    '',
    ' ',
    ' 1',
    '1 ',
    '+1',
    '01',
    '.5',
    '5.',
    '1e3',
    '1E-3',
    'NaN',
    'Infinity',
    '1,5',
    '0x10',
    '١',
    '--1',
    '1.2.3',
    '9'.repeat(129),
  ])('refuses %j, which is no plain decimal', (text) => {
    expect(parseDecimal(text)).toMatchObject({ ok: false, refusal: { code: 'invalid-decimal', path: [] } });
  });

  test('refuses what is finer than 12 decimals, since it would have to be rounded', () => {
    const refusal = parseDecimal('0.0000000000001');
    expect(refusal.ok ? '' : refusal.refusal.message).toBe(
      '"0.0000000000001" is finer than 12 decimals: write plain digits with at most 12 decimals.',
    );
  });

  test('refuses a JavaScript number, which may have lost digits already', () => {
    expect(parseDecimal(0.1 as unknown as string).ok).toBe(false);
  });

  test('law: parse and print are inverse', () => {
    fc.assert(
      fc.property(fc.bigInt(), (pico) => {
        expect(parseDecimal(formatDecimal(pico))).toEqual({ ok: true, value: pico });
      }),
    );
  });
});
