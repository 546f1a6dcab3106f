import { expect, it } from 'vitest';
import { progressOf, stepOf } from './close-steps.ts';

const october = { month: '2026-10', state: 'SOFT_CLOSED', isReady: true, preparation: null } as const;
const preparation = { accrual: 'EXPECTED', by: 'Ada', at: '2026-11-05T09:00:00Z', isCurrent: true, isMine: false } as const;
const now = '2026-11-05T10:00:00Z';

it('A month is closed softly once it is over, then settled, prepared by one and reviewed by another', () => {
  expect(stepOf({ ...october, state: 'OPEN' }, '2026-10-31T23:59:59Z')).toBe('wait');
  expect(stepOf({ ...october, state: 'OPEN', isReady: false }, now)).toBe('soft-close');
  expect(stepOf({ ...october, isReady: false }, now)).toBe('settle');
  expect(stepOf(october, now)).toBe('prepare');
  expect(stepOf({ ...october, preparation }, now)).toBe('review');
});

it('Whoever prepared a month is not asked to review it, and figures that moved are prepared anew', () => {
  expect(stepOf({ ...october, preparation: { ...preparation, isMine: true } }, now)).toBe('await-reviewer');
  expect(stepOf({ ...october, preparation: { ...preparation, isCurrent: false } }, now)).toBe('prepare');
  expect((['wait', 'soft-close', 'settle', 'prepare', 'await-reviewer', 'review'] as const).map(progressOf)).toEqual([0, 0, 1, 2, 3, 3]);
});
