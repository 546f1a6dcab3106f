import { describe, expect, it } from 'vitest';
import { dayOf, daysAfter, daysBetween, isUtcDay, readInstant, startOfDay, writeDay, writeInstant } from './utc-day.ts';

describe('A UTC day', () => {
  it('is one that the calendar has', () => {
    expect(isUtcDay('2026-10-22')).toBe(true);
    expect(isUtcDay('2026-02-30')).toBe(false);
    expect(isUtcDay('22.10.2026')).toBe(false);
    expect(isUtcDay(['2026-10-22'])).toBe(false);
  });

  it('begins at midnight UTC, whatever the zone of the reader', () => {
    expect(startOfDay('2026-10-22')).toBe('2026-10-22T00:00:00.000Z');
    expect(dayOf('2026-10-22T23:59:59.999Z')).toBe('2026-10-22');
  });

  it('counts over the ends of months and years', () => {
    expect(daysAfter('2026-10-31', 1)).toBe('2026-11-01');
    expect(daysAfter('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2026-10-22', '2026-11-20')).toBe(29);
  });

  it('is written with its month in letters, so that no reader swaps day and month', () => {
    expect(writeDay('2026-09-08T00:00:00Z')).toBe('8 Sep 2026');
    expect(writeInstant('2026-11-20T12:00:00Z')).toBe('20 Nov 2026, 12:00 UTC');
  });
});

describe('An instant in an address', () => {
  it.each([
    ['2026-10-22T13:00Z', '2026-10-22T13:00:00.000Z'],
    ['2026-10-22T13:00:05.5Z', '2026-10-22T13:00:05.500Z'],
    ['2026-10-22T13:00', undefined],
    ['2026-02-30T13:00Z', undefined],
    ['2026-10-22T25:00Z', undefined],
    ['now', undefined],
    [undefined, undefined],
  ])('%s is read as %s', (text, instant) => {
    expect(readInstant(text)).toBe(instant);
  });
});
