import { expect, test } from 'vitest';
import { statedAmount } from './stated-amount.ts';

test.each([
  ['0.0000000000005', '0', '0.0000000000005'],
  ['0.0000000000015', '0.000000000002', '-0.0000000000005'],
  ['-0.00000000000051', '-0.000000000001', '0.00000000000049'],
  ['3e-13', '0', '0.0000000000003'],
  ['-5', '-5', '0'],
])('%s is %s, and the rounding took %s', (text, amount, residue) => {
  expect(statedAmount(text, 'currency')).toEqual({ ok: true, value: { text, amount, residue } });
  expect(statedAmount('594', 'cents')).toMatchObject({ value: { amount: '5.94', residue: '0' } });
});
