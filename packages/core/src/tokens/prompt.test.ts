import { describe, expect, test } from 'vitest';
import { checkPrompt } from './prompt.ts';

describe('a prompt', () => {
  test.each(['Sparkling shell with a pearl', ' x ', '😀'.repeat(32_000), 'é'.repeat(32_000)])(
    'of at most 32,000 characters is taken as it is',
    (prompt) => {
      expect(checkPrompt(prompt)).toEqual({ ok: true, value: prompt });
    },
  );

  test.each([
    ['', 'empty-prompt'],
    [' \n\t\u00A0', 'empty-prompt'],
    ['x'.repeat(32_001), 'prompt-too-long'],
    ['😀'.repeat(32_001), 'prompt-too-long'],
    [' '.repeat(1_000_000), 'prompt-too-long'],
    ['x'.repeat(100_000), 'prompt-too-long'],
    ['a\uD83Db', 'invalid-prompt'],
    [12, 'invalid-prompt'],
    [null, 'invalid-prompt'],
  ])('that is empty, too long or malformed is refused', (prompt, code) => {
    expect(checkPrompt(prompt)).toMatchObject({ ok: false, refusal: { code, path: ['prompt'] } });
  });
});
