import { describe, expect, it } from 'vitest';
import { lasting } from './live-row.ts';

describe('How long something has lasted', () => {
  it.each([
    ['2026-11-20T12:00:08Z', '8 s'],
    ['2026-11-20T12:03:05Z', '3 min 5 s'],
    ['2026-11-20T14:10:59Z', '2 h 10 min'],
    ['2026-11-20T11:59:59Z', '0 s'],
  ])('until %s is %s', (now, text) => {
    expect(lasting('2026-11-20T12:00:00Z', now)).toBe(text);
  });
});
