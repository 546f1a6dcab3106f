import { expect, it } from 'vitest';
import { finalText, monthDays, monthName, otherMonth, readMonth } from './stated-days.ts';

const day = (name: string, observations: number, isFinal = false) => ({
  day: name,
  observations,
  isFinal,
  sameSince: observations > 0 ? '2026-11-05T00:00:00Z' : null,
  lastObserved: null,
});

it('A day is final, still open, not stated, or not over yet; only those that are over are counted', () => {
  const days = [day('2026-11-17', 2, true), day('2026-11-18', 1), day('2026-11-19', 0), day('2026-11-20', 0)];
  const cells = monthDays('2026-11', days, '2026-11-20');
  expect(cells.map(({ standing }) => standing)).toEqual(['final', 'stated', 'not stated', 'to come']);
  expect(finalText(cells)).toBe('1 of 3 days are final');
});

it('Months go over the end of a year, and what is none is not taken for one', () => {
  expect([otherMonth('2026-12', 1), otherMonth('2026-01', -1), monthName('2026-10')]).toEqual(['2027-01', '2025-12', 'October 2026']);
  expect([readMonth('2026-13'), readMonth('2026-09')]).toEqual([undefined, '2026-09']);
});
