import { expect, it } from 'vitest';
import { differenceText } from './difference-text.ts';

it('A difference names its field with both values, and an em dash where a side has none', () => {
  expect(differenceText({ field: 'size', expected: '1024x1024', actual: '1536x1024' })).toBe('size: 1024x1024 recorded, 1536x1024 stated');
  expect(differenceText({ field: 'outcome', expected: 'in-doubt', actual: 'not stated' })).toBe('outcome: in-doubt recorded, not stated');
  expect(differenceText({ field: 'unitPrice', expected: null, actual: '0.000032' })).toBe('unit price: — recorded, 0.000032 stated');
  expect(differenceText({ field: 'quantity', expected: '10000000', actual: '980' })).toBe(
    'quantity: 10\u202F000\u202F000 recorded, 980 stated',
  );
});
