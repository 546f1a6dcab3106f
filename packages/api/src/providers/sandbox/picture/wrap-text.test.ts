import { expect, it } from 'vitest';
import { loadGlyphs } from './glyphs.ts';
import { textWidth, wrapText } from './wrap-text.ts';

const glyphs = await loadGlyphs();
const box = { width: 400, height: 200, largest: 60, smallest: 12 };

it('keeps every line inside the box', () => {
  const { lines, size } = wrapText('A lighthouse on a cliff at dawn, painted in the manner of a travel poster', box, glyphs);
  expect(lines.every((line) => textWidth(line, glyphs) * size <= box.width)).toBe(true);
  expect(lines.join(' ')).toBe('A lighthouse on a cliff at dawn, painted in the manner of a travel poster');
});

it('uses the largest letters for a short text', () => {
  expect(wrapText('Shell', box, glyphs)).toEqual({ lines: ['Shell'], size: 60 });
});

it('breaks a word that is wider than the box', () => {
  const { lines } = wrapText('x'.repeat(300), box, glyphs);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join('')).toBe('x'.repeat(300));
});

it('ends a text that cannot fit in an ellipsis', () => {
  const { lines, size } = wrapText('wave '.repeat(5000), box, glyphs);
  expect(size).toBe(12);
  expect(lines.at(-1)).toMatch(/…$/);
});

it('knows letters beyond Latin, frames what no font draws, and drops bare marks', () => {
  expect(glyphs.letter('ж')?.advance).toBeGreaterThan(0);
  expect(glyphs.letter('🦊')?.advance).toBe(0.72);
  expect(glyphs.letter('\u200D')).toBeUndefined();
});
