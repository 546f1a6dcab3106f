import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { divideHalfEven } from './rounding.ts';

test.each([
  [6n, 3n, 2n, false],
  [5n, 2n, 2n, true],
  [7n, 2n, 4n, true],
  [-5n, 2n, -2n, true],
  [-7n, 2n, -4n, true],
  [8n, 3n, 3n, true],
  [7n, 3n, 2n, true],
  [1n, 2n, 0n, true],
  [0n, 7n, 0n, false],
])('%s ÷ %s is %s, half to even', (dividend, divisor, quotient, rounded) => {
  expect(divideHalfEven(dividend, divisor)).toEqual({ quotient, rounded });
});

test('law: a quotient is never further than half the divisor from its dividend', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 12n }), (dividend, divisor) => {
      const rest = 2n * (dividend - divideHalfEven(dividend, divisor).quotient * divisor);
      expect(rest <= divisor && -rest <= divisor).toBe(true);
    }),
  );
});

test('a divisor of zero is our own mistake', () => {
  expect(() => divideHalfEven(1n, 0n)).toThrow('A divisor is positive.');
});
