import { expect, test } from 'vitest';
import { plainNumber } from './csv-number.ts';

const german = { decimal: ',', thousands: '.' } as const;
const english = { decimal: '.', thousands: ',' } as const;

test.each([
  ['1.234,50 €', german, '1234.50'],
  ['EUR 1.234.567,5', german, '1234567.5'],
  ['-0,5', german, '-0.5'],
  ['(12,00)', german, '-12.00'],
  ['12,00-', german, '-12.00'],
  ['$1,234.50', english, '1234.50'],
  ['-$1,234.50', english, '-1234.50'],
  ['−7', english, '-7'],
  ['+7.25', english, '7.25'],
  ['.5', english, '0.5'],
  ['1 234,5', { decimal: ',', thousands: ' ' } as const, '1234.5'],
  ['1\u202f234,5', { decimal: ',', thousands: ' ' } as const, '1234.5'],
  ["1'234.5", { decimal: '.', thousands: "'" } as const, '1234.5'],
  ['1e-7', { decimal: '.' } as const, '1e-7'],
  ['0.30000000000000004', { decimal: '.' } as const, '0.30000000000000004'],
])('%j is written as %j means it', (text, form, plain) => {
  expect(plainNumber(text, form)).toBe(plain);
});

test.each([
  ['1,234.50', { decimal: '.' } as const],
  ['1.234', { decimal: ',' } as const],
  ['12,34', english],
  ['1,2345', english],
  ['1,23,456', english],
  ['=1+1', english],
  ['1-2', english],
  ['--1', english],
  ['(-1)', english],
  ['', english],
  ['NaN', english],
  ['USD', english],
])('%j is no number of that form, and comes back as it is', (text, form) => {
  expect(plainNumber(text, form)).toBe(text);
});
