import { expect, it } from 'vitest';
import { namedDays } from './use-day-range.ts';

it('The stretches of days that are often asked for are whole months and whole days', () => {
  expect(namedDays('2026-11-20')).toEqual([
    { name: 'This month', from: '2026-11-01', to: '2026-11-20' },
    { name: 'Last month', from: '2026-10-01', to: '2026-10-31' },
    { name: '30 days', from: '2026-10-22', to: '2026-11-20' },
    { name: '12 months', from: '2025-12-01', to: '2026-11-20' },
  ]);
  expect(namedDays('2026-01-31')[1]).toEqual({ name: 'Last month', from: '2025-12-01', to: '2025-12-31' });
  expect(namedDays('2026-12-31')[3]).toEqual({ name: '12 months', from: '2026-01-01', to: '2026-12-31' });
});
