import type { Glyphs } from './glyphs.ts';

/** A text laid out in a box: its lines, and the font size in pixels at which they fit. */
export interface Layout {
  readonly lines: readonly string[];
  readonly size: number;
}

/** The box a text is to fill and the largest and smallest letters allowed in it, all in pixels. */
export interface Box {
  readonly width: number;
  readonly height: number;
  readonly largest: number;
  readonly smallest: number;
}

/** Line height in ems. */
export const leading = 1.22;

const drawnCharactersMax = 1500;

/** Breaks a text into lines with the largest letters that fit the box; what cannot fit ends in an ellipsis. */
export function wrapText(text: string, box: Box, glyphs: Glyphs): Layout {
  const characters = Array.from(text.normalize('NFC').replace(/\s+/gu, ' ').trim());
  const cut = characters.length > drawnCharactersMax ? `${characters.slice(0, drawnCharactersMax).join('')}…` : characters.join('');
  for (let size = box.largest; size > box.smallest; size *= 0.92) {
    const lines = breakLines(cut, box.width / size, glyphs);
    if (lines.length * leading * size <= box.height) return { lines, size };
  }
  return { lines: shorten(breakLines(cut, box.width / box.smallest, glyphs), box), size: box.smallest };
}

/** Width of a text in ems. */
export function textWidth(text: string, glyphs: Glyphs): number {
  let width = 0;
  for (const character of text) width += glyphs.letter(character)?.advance ?? 0;
  return width;
}

function breakLines(text: string, widthEms: number, glyphs: Glyphs): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((whole) => breakWord(whole, widthEms, glyphs))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || textWidth(longer, glyphs) <= widthEms) {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function breakWord(word: string, widthEms: number, glyphs: Glyphs): string[] {
  if (textWidth(word, glyphs) <= widthEms) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && textWidth(piece + character, glyphs) > widthEms) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

function shorten(lines: readonly string[], box: Box): string[] {
  const fitting = Math.max(1, Math.floor(box.height / (leading * box.smallest)));
  if (lines.length <= fitting) return [...lines];
  const last = lines[fitting - 1] ?? '';
  return [...lines.slice(0, fitting - 1), `${last.slice(0, -1).trimEnd()}…`];
}
