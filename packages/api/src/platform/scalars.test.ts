import { parseValue } from 'graphql';
import { describe, expect, it } from 'vitest';
import { DateScalar, DateTimeScalar, DecimalScalar } from './scalars.ts';

describe('A decimal', () => {
  it('is exact text without trailing zeros, from a variable and from the query', () => {
    expect(DecimalScalar.parseValue('0.003970')).toBe('0.00397');
    expect(DecimalScalar.parseLiteral(parseValue('"5.00"'))).toBe('5');
  });

  it('is exact where it stands as digits in the query, for no number was made of it', () => {
    expect(DecimalScalar.parseLiteral(parseValue('0.10'))).toBe('0.1');
    expect(DecimalScalar.parseLiteral(parseValue('123456789012345678'))).toBe('123456789012345678');
  });

  it.each([0.1, 1, null, true, '1e-3', '', ' 1', '+1', 'NaN', '0.0000000000001'])('is not %j', (value) => {
    expect(() => DecimalScalar.parseValue(value)).toThrow(/text in quotes|decimal/);
  });

  it('leaves as text, whole quantities beyond any number too', () => {
    expect(DecimalScalar.serialize('0.0300')).toBe('0.03');
    expect(DecimalScalar.serialize(12_345_678_901_234_567_890n)).toBe('12345678901234567890');
  });
});

describe('An instant', () => {
  it('is taken with any zone and given in UTC', () => {
    expect(DateTimeScalar.parseValue('2026-10-23T02:00:00+02:00')).toBe('2026-10-23T00:00:00Z');
    expect(DateTimeScalar.serialize(new Date('2026-11-20T12:00:00.000Z'))).toBe('2026-11-20T12:00:00Z');
    expect(DateTimeScalar.serialize('2026-11-20T12:00:00.120000Z')).toBe('2026-11-20T12:00:00.12Z');
  });

  it.each(['2026-10-23', '2026-02-30T00:00:00Z', '2026-10-23T00:00:00', '0000-01-01T00:00:00Z', 'now', 1_795_000_000_000, null])(
    'is not %j',
    (value) => {
      expect(() => DateTimeScalar.parseValue(value)).toThrow(/DateTime|instant/);
    },
  );
});

describe('A day', () => {
  it('is a UTC day of the calendar', () => {
    expect(DateScalar.parseValue('2026-11-20')).toBe('2026-11-20');
    expect(() => DateScalar.parseValue('2026-02-30')).toThrow('A Date is a UTC day');
    expect(() => DateScalar.parseValue('2026-11-20T00:00:00Z')).toThrow('A Date is a UTC day');
  });
});
