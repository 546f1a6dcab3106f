import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addMoney, compareMoney, formatMoney, parseMoney, subtractMoney, sumMoney, type Money } from './money.ts';

const usd = (pico: bigint): Money => ({ currency: 'USD', pico });

test('an amount is read in its currency and printed without it', () => {
  expect(parseMoney('0.00397', 'USD')).toEqual({ ok: true, value: { currency: 'USD', pico: 3_970_000_000n } });
  expect(formatMoney({ currency: 'EUR', pico: -500_000_000_000n })).toBe('-0.5');
});

test.each(['usd', 'US', 'DOLLAR', '', 'U$D'])('refuses %j as a currency', (currency) => {
  expect(parseMoney('1', currency)).toMatchObject({ ok: false, refusal: { code: 'invalid-currency', path: ['currency'] } });
});

test('refuses an amount that is no decimal, at its path', () => {
  expect(parseMoney('1e3', 'USD')).toMatchObject({ ok: false, refusal: { code: 'invalid-decimal', path: ['amount'] } });
});

test('adds, subtracts and compares exactly', () => {
  expect(addMoney(usd(1n), usd(2n))).toEqual(usd(3n));
  expect(subtractMoney(usd(1n), usd(2n))).toEqual(usd(-1n));
  expect([compareMoney(usd(1n), usd(2n)), compareMoney(usd(2n), usd(2n)), compareMoney(usd(3n), usd(2n))]).toEqual([-1, 0, 1]);
});

test('a million charges of 0.00397 are 3970, not 3970.0000000927', () => {
  const charges = Array.from({ length: 1_000_000 }, () => usd(3_970_000_000n));
  expect(formatMoney(sumMoney('USD', charges))).toBe('3970');
  expect(sumMoney('USD', [])).toEqual(usd(0n));
});

test('two currencies never meet', () => {
  const eur = { currency: 'EUR', pico: 1n };
  expect(() => addMoney(usd(1n), eur)).toThrow('two currencies');
  expect(() => compareMoney(usd(1n), eur)).toThrow('two currencies');
  expect(() => sumMoney('USD', [eur])).toThrow('two currencies');
});

test('law: what is added and taken away again leaves the amount', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
      expect(subtractMoney(addMoney(usd(a), usd(b)), usd(b))).toEqual(usd(a));
    }),
  );
});
