import { describe, expect, it } from 'vitest';
import { sourceAge } from './source-age.ts';

describe('The age of a source', () => {
  it('is counted in whole days', () => {
    expect(sourceAge('2026-04-23', '2026-11-20')).toEqual({ days: 211, stale: true });
    expect(sourceAge('2026-11-20', '2026-11-20')).toEqual({ days: 0, stale: false });
  });

  it('is too much from the 91st day on', () => {
    expect(sourceAge('2026-08-22', '2026-11-20')).toEqual({ days: 90, stale: false });
    expect(sourceAge('2026-08-21', '2026-11-20')).toEqual({ days: 91, stale: true });
  });

  it('is too much where nobody recorded a reading', () => {
    expect(sourceAge(null, '2026-11-20')).toEqual({ days: null, stale: true });
  });
});
