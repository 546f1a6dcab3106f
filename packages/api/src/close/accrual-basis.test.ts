import { expect, it } from 'vitest';
import { formatDecimal } from '@halfpenny/core';
import { accrualsOf, accruedOn } from './accrual-basis.ts';
import type { OpenDoubt } from './open-doubts.ts';

const at = 'openai-account';
const doubt = (expected: string | null, ceiling: string): OpenDoubt => {
  return {
    generationId: 'g',
    providerAccountId: at,
    state: 'in_doubt',
    askedAt: '2026-10-31',
    currency: 'USD',
    floor: null,
    expected,
    ceiling,
  };
};
/** 0.00594 and 0.05278 were expected; of the third nobody knew but the most. */
const doubts = [doubt('0.00594', '0.01'), doubt('0.05278', '0.1'), doubt(null, '0.2')];
const billed = (of: number, cases: number) => new Map([[at, { cases, billed: of }]]);

it('Doubts are accrued at what was expected, at the most they can have cost, or at the share of earlier ones that were billed', () => {
  const measured = accrualsOf(doubts, billed(7, 30));
  expect(measured.map(({ basis, amount, ceiling }) => [basis, amount, ceiling])).toEqual([
    ['expected', '0.25872', '0.31'],
    ['ceiling', '0.31', '0.31'],
    // 0.001386 + 0.012315333333 + 0.046666666667
    ['measured', '0.060368', '0.31'],
  ]);
});

it('A share of fewer than 30 doubts is refused, with how many there are', () => {
  const refused = accruedOn('measured', doubts, billed(29, 29));
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'too-few-cases', details: { cases: 29, casesLeast: 30 } } });
  expect(accrualsOf(doubts, new Map())[2]).toMatchObject({ amount: null, unavailable: expect.stringContaining('only 0 did') });
});

it('What is billed half the time is rounded half-even to the twelfth place', () => {
  const accrued = accruedOn('measured', [doubt('0.000000000001', '1')], billed(15, 30));
  expect(accrued.ok && formatDecimal(accrued.value(doubt('0.000000000003', '1')))).toBe('0.000000000002');
  expect(accrued.ok && formatDecimal(accrued.value(doubt('0.000000000001', '1')))).toBe('0');
});
