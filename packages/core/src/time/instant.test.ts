import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDay, formatInstant, parseInstant, type Instant } from './instant.ts';
import { isWithin, overlap, type Period } from './period.ts';

/** Nanoseconds since 1970 as an instant, which otherwise only text becomes. */
const instant = (nanoseconds: bigint) => nanoseconds as Instant;
const period = (from: bigint, until: bigint | null): Period => ({ from: instant(from), until: until === null ? null : instant(until) });

test.each([
  ['2026-10-23', '2026-10-23T00:00:00Z'],
  ['2026-10-23T02:00:00+02:00', '2026-10-23T00:00:00Z'],
  ['2026-10-22T19:30:00-04:30', '2026-10-23T00:00:00Z'],
  ['2026-11-20T12:00:00.250Z', '2026-11-20T12:00:00.25Z'],
  ['2026-11-20t12:00:00.000000001z', '2026-11-20T12:00:00.000000001Z'],
  ['2024-02-29', '2024-02-29T00:00:00Z'],
  ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.5Z'],
  ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
  ['0001-01-01', '0001-01-01T00:00:00Z'],
])('%s is the instant %s', (text, canonical) => {
  const read = parseInstant(text);
  expect(read.ok && formatInstant(read.value)).toBe(canonical);
});

test.each([
  '',
  'now',
  '2026-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-11-31',
  '2026-11-20T12:00:00',
  '2026-11-20T24:00:00Z',
  '2026-11-20T12:00:60Z',
  '2026-11-20 12:00:00Z',
  '20261120',
  '2026-11-20T12:00:00.0000000001Z',
  ' 2026-11-20',
])('refuses %j as an instant', (text) => {
  expect(parseInstant(text)).toMatchObject({ ok: false, refusal: { code: 'invalid-instant' } });
});

test('law: printing an instant and reading it again gives the same instant', () => {
  const [first, last] = [-62_135_596_800_000_000_000n, 253_402_300_799_999_999_999n];
  fc.assert(
    fc.property(fc.bigInt({ min: first, max: last }), (nanoseconds) => {
      expect(parseInstant(formatInstant(instant(nanoseconds)))).toEqual({ ok: true, value: nanoseconds });
    }),
  );
});

test('an instant lies in its UTC day', () => {
  expect(formatDay(instant(1_792_713_599_999_999_999n))).toBe('2026-10-22');
  expect(formatDay(instant(1_792_713_600_000_000_000n))).toBe('2026-10-23');
});

test('a period holds its first instant and not its last bound', () => {
  const within = [9n, 10n, 19n, 20n].map((at) => isWithin(period(10n, 20n), instant(at)));
  expect(within).toEqual([false, true, true, false]);
  expect(isWithin(period(10n, null), instant(10n ** 30n))).toBe(true);
});

test('periods that only touch do not overlap', () => {
  expect(overlap(period(1n, 5n), period(5n, null))).toBe(false);
  expect(overlap(period(1n, 6n), period(5n, null))).toBe(true);
  expect(overlap(period(1n, null), period(5n, 9n))).toBe(true);
});

test('law: an instant reads the same in the layouts read by position and in those read by pattern', () => {
  const inRange = fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 });
  fc.assert(
    fc.property(inRange, (millis) => {
      const text = new Date(millis).toISOString();
      const expected = { ok: true, value: BigInt(millis) * 1_000_000n };
      expect([parseInstant(text), parseInstant(text.replace('Z', 'z')), parseInstant(text.replace('T', 't'))]).toEqual([
        expected,
        expected,
        expected,
      ]);
    }),
  );
});

test.each([
  '2026-11-2x',
  '2026-13-01',
  '2026-02-29',
  '2026/11/20',
  '2026-11-20T12:00:0xZ',
  '2026-11-20T24:00:00Z',
  '2026-11-20T12:60:00Z',
  '2026-11-20T12:00:60Z',
  '2026-11-20 12:00:00Z',
  '2026-11-20T12:00:00.00xZ',
  '2026-11-20T12:00:00,000Z',
  '2026-11-20T12:00:00.000X',
])('refuses %s, which only looks like a layout read by position', (text) => {
  expect(parseInstant(text)).toMatchObject({ ok: false, refusal: { code: 'invalid-instant' } });
});

test('the instant read last is not taken for another', () => {
  expect([parseInstant('2026-11-20'), parseInstant('2026-11-21'), parseInstant('2026-11-20')]).toEqual([
    { ok: true, value: 1_795_132_800_000_000_000n },
    { ok: true, value: 1_795_219_200_000_000_000n },
    { ok: true, value: 1_795_132_800_000_000_000n },
  ]);
});
