import { accepted, refused, type Outcome } from '@halfpenny/core';

const shape = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;
const textLengthMost = 128;

/**
 * A number as a JSON text writes it → the same number times 10^`shift`, as plain decimal text; digit by digit, never through a binary fraction.
 * `exactDecimal('5e-06', 6)` holds `'5'`: so many per million. Refuses what is no such number, and what is longer than anybody means.
 */
export function exactDecimal(text: string, shift = 0): Outcome<string> {
  const match = text.length <= textLengthMost ? shape.exec(text) : null;
  if (match === null) return refused({ code: 'invalid-decimal', message: `${JSON.stringify(text.slice(0, 60))} is no number.` });
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const point = whole.length + Number(exponent) + shift;
  const digits = whole + fraction;
  const before =
    point <= 0
      ? '0'
      : digits
          .slice(0, point)
          .padEnd(point, '0')
          .replace(/^0+(?=\d)/, '');
  const after = (point < 0 ? digits.padStart(digits.length - point, '0') : digits.slice(point)).replace(/0+$/, '');
  const plain = after === '' ? before : `${before}.${after}`;
  return accepted(/[1-9]/.test(plain) ? sign + plain : '0');
}
