import { expect, test } from 'vitest';
import { mustHold } from '../refusal/must-hold.ts';
import { formatInstant } from '../time/instant.ts';
import { addMoney, compareMoney, parseMoney, subtractMoney, sumMoney, type Money } from './money.ts';

// What is held here is held by the compiler: each line marked as an error must be one, or the check of types fails.

const dollars = mustHold(parseMoney('1', 'USD'));
const euros = mustHold(parseMoney('1', 'EUR'));
const known = (money: Money): Money => money;

test('two currencies in one sum do not compile, and never meet', () => {
  // @ts-expect-error Dollars and euros do not add up.
  expect(() => addMoney(dollars, euros)).toThrow('two currencies');
  // @ts-expect-error Euros cannot be taken from dollars.
  expect(() => subtractMoney(dollars, euros)).toThrow('two currencies');
  // @ts-expect-error Dollars are neither more nor less than euros.
  expect(() => compareMoney(dollars, euros)).toThrow('two currencies');
  // @ts-expect-error A sum of dollars holds no euros.
  expect(() => sumMoney('USD', [dollars, euros])).toThrow('two currencies');
});

test('one currency compiles, known as the code is written or only as it runs', () => {
  expect(addMoney(dollars, dollars)).toEqual({ currency: 'USD', pico: 2_000_000_000_000n });
  expect(addMoney(known(dollars), dollars)).toEqual(addMoney(dollars, known(dollars)));
  expect(sumMoney('USD', [dollars, dollars]).pico).toBe(2_000_000_000_000n);
  expect(() => addMoney(known(dollars), euros)).toThrow('two currencies');
});

test('a number where an amount, and picounits where an instant is asked for, do not compile', () => {
  // @ts-expect-error An amount is whole picounits in a bigint, never a number.
  const floating: Money = { currency: 'USD', pico: 0.5 };
  expect(floating.pico).toBe(0.5);
  // @ts-expect-error Decimal text says an amount, a number does not.
  expect(parseMoney(0.00397, 'USD').ok).toBe(false);
  // @ts-expect-error Picodollars are no instant.
  expect(formatInstant(dollars.pico)).toBe('1970-01-01T00:16:40Z');
});
