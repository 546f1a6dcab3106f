import { describe, expect, it } from 'vitest';
import { isDecidable, typedUsage } from './doubt-words.ts';

describe('A doubt', () => {
  it('may be decided from its instant on, and an estimate never', () => {
    const now = '2026-12-20T12:00:00Z';
    const at = ['2026-12-20T12:00:00Z', '2026-12-20T12:00:01Z', null];
    expect(at.map((decidableAt) => isDecidable({ decidableAt }, now))).toEqual([true, false, false]);
  });

  it('counts as what was expected where nothing is typed, else as what is, meter by meter', () => {
    expect(typedUsage(' ')).toBeNull();
    expect(typedUsage('text_input 12, image_output: 129')).toEqual([
      { meter: 'text_input', quantity: '12' },
      { meter: 'image_output', quantity: '129' },
    ]);
    expect(['twelve', 'text_input 1.5', 'text_input'].map(typedUsage)).toEqual([undefined, undefined, undefined]);
  });
});
