import { describe, expect, it } from 'vitest';
import { moneyParts, moneyText, mostDecimals } from './money-parts.ts';

describe('An amount on the page', () => {
  it('keeps the digits beyond the cent apart, so that they can be quieter', () => {
    expect(moneyParts('0.00397', 'USD')).toEqual({ sign: '', symbol: '$', whole: '0', cents: '00', quiet: '397', isZero: false });
  });

  it('shows two decimals where there are fewer', () => {
    expect(moneyText('0.1', 'USD')).toBe('$0.10');
    expect(moneyText('5', 'USD')).toBe('$5.00');
  });

  it('keeps every one of twelve decimals', () => {
    expect(moneyText('0.123456789012', 'USD')).toBe('$0.123456789012');
  });

  it('groups thousands and writes a true minus before the currency', () => {
    expect(moneyText('-1234567.891', 'EUR')).toBe('−€1,234,567.891');
  });

  it('names a currency that has no sign of its own here', () => {
    expect(moneyText('12.5', 'CHF')).toBe('CHF 12.50');
  });

  it('knows that a zero of any length is zero, and gives it no minus', () => {
    expect(moneyParts('-0.000', 'USD')).toMatchObject({ isZero: true, sign: '' });
    expect(moneyParts('0.000001', 'USD').isZero).toBe(false);
  });

  it('holds a figure that no floating-point number could', () => {
    expect(moneyText('9007199254740993.000000000001', 'USD')).toBe('$9,007,199,254,740,993.000000000001');
  });

  it('refuses what is no decimal text', () => {
    expect(() => moneyParts('1e-3', 'USD')).toThrow('An amount is decimal text, not "1e-3".');
  });
});

describe('A column of amounts', () => {
  it('is as wide behind the point as its finest amount', () => {
    expect(mostDecimals(['0.0001', '0.00387', '5'])).toBe(5);
    expect(mostDecimals(['5'])).toBe(2);
    expect(mostDecimals([])).toBe(2);
  });
});
