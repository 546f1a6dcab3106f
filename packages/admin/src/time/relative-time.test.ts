import { expect, it } from 'vitest';
import { relativeTime } from './relative-time.ts';

it.each([
  ['2026-11-20T11:59:30Z', 'just now'],
  ['2026-11-20T12:00:05Z', 'just now'],
  ['2026-11-20T11:57:01Z', '2 min ago'],
  ['2026-11-20T09:00:00Z', '3 hr ago'],
  ['2026-11-13T11:00:00Z', '7 days ago'],
])('%s is %s at noon', (instant, text) => {
  expect(relativeTime(instant, '2026-11-20T12:00:00Z').replaceAll(' ', ' ')).toBe(text);
});
