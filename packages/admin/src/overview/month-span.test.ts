import { expect, it } from 'vitest';
import { monthSpan } from './month-span.ts';

it('A month so far stands beside as many days of the month before, which may have fewer', () => {
  expect(monthSpan('2026-11-20')).toEqual({
    from: '2026-11-01',
    until: '2026-11-21',
    beforeFrom: '2026-10-01',
    beforeUntil: '2026-10-21',
    halfYearFrom: '2026-06-01',
  });
  expect(monthSpan('2026-03-31')).toMatchObject({ beforeFrom: '2026-02-01', beforeUntil: '2026-03-01', halfYearFrom: '2025-10-01' });
});
