import { expect, it } from 'vitest';
import { daysComplaint, daysToRate, spanOf } from './rated-span.ts';

it('A re-rating begins with the days that are named, and never with more than one run takes', () => {
  expect(daysToRate({ from: '2026-11-01', to: '' }, '2026-11-20')).toEqual({ from: '2026-11-01', to: '2026-11-20' });
  expect(daysToRate({ from: '', to: '' }, '2026-11-20')).toEqual({ from: '2026-10-21', to: '2026-11-20' });
  expect(daysToRate({ from: '2024-01-01', to: '' }, '2026-11-20')).toEqual({ from: '2025-10-17', to: '2026-11-20' });
  expect(daysToRate({ from: '2026-12-01', to: '2026-12-31' }, '2026-11-20')).toEqual({ from: '2026-10-21', to: '2026-11-20' });
});

it('The last day is rated whole, and what no run takes is said', () => {
  expect(spanOf({ from: '2026-11-01', to: '2026-11-20' })).toEqual({
    from: '2026-11-01T00:00:00.000Z',
    until: '2026-11-21T00:00:00.000Z',
  });
  expect(daysComplaint({ from: '2026-11-20', to: '2026-11-01' })).toBe('The first day lies after the last.');
  expect(daysComplaint({ from: '2025-10-16', to: '2026-11-20' })).toContain('at most 400 days');
  expect(daysComplaint({ from: '2025-10-17', to: '2026-11-20' })).toBe('');
});
