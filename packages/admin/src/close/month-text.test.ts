import { expect, it } from 'vitest';
import { isOver, monthDays, monthName } from './month-text.ts';

it('A month is said in words, ends before the first day of the next, and follows the one before it', () => {
  expect(monthName('2026-10')).toBe('October 2026');
  expect(monthDays('2026-02')).toEqual({ from: '2026-02-01', until: '2026-03-01', beforeFrom: '2026-01-01', beforeUntil: '2026-02-01' });
  expect(monthDays('2026-01').beforeFrom).toBe('2025-12-01');
  expect(monthDays('2026-12').until).toBe('2027-01-01');
});

it('A month is over from the first instant of the next one on', () => {
  expect(isOver('2026-10', '2026-10-31T23:59:59.999Z')).toBe(false);
  expect(isOver('2026-10', '2026-11-01T00:00:00.000Z')).toBe(true);
});
