import { describe, expect, it } from 'vitest';
import { retryAfter } from './retry-after.ts';

const noon = 'Sat, 21 Nov 2026 12:00:00 GMT';

describe('What a reply asks to wait', () => {
  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after-ms': '250', 'retry-after': '7' }, 250],
    [{ 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT', date: noon }, 30_000],
    [{ 'retry-after': 'Sat, 21 Nov 2026 11:59:00 GMT', date: noon }, 0],
    [{ 'retry-after': 'Sat, 21 Nov 2026 12:00:30 GMT' }, null],
    [{ 'retry-after': 'soon', date: noon }, null],
    [{ 'retry-after': '-1' }, null],
    [{}, null],
  ])('is read from %o as %s milliseconds', (headers, milliseconds) => {
    expect(retryAfter(new Headers(headers as Record<string, string>))).toBe(milliseconds);
  });
});
