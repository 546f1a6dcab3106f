import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Font, Glyph } from 'opentype.js';

// The package declares named exports that Node cannot see in its CommonJS build, so it is required.
const { parse } = createRequire(import.meta.url)('opentype.js') as typeof import('opentype.js');

/** A letter ready to be drawn: its outline and how far the pen moves on, in ems. */
export interface Letter {
  readonly advance: number;
  /** SVG path data with the pen at x, y on the baseline, for a font size in pixels. */
  outline(x: number, y: number, size: number): string;
}

/** Latin first: most letters are found at once. */
const fontFiles = [
  import.meta.resolve('@fontsource/inter/files/inter-latin-600-normal.woff'),
  import.meta.resolve('@fontsource/inter/files/inter-latin-ext-600-normal.woff'),
  import.meta.resolve('@fontsource/inter/files/inter-cyrillic-600-normal.woff'),
  import.meta.resolve('@fontsource/inter/files/inter-cyrillic-ext-600-normal.woff'),
  import.meta.resolve('@fontsource/inter/files/inter-greek-600-normal.woff'),
  import.meta.resolve('@fontsource/inter/files/inter-greek-ext-600-normal.woff'),
  import.meta.resolve('@fontsource/inter/files/inter-vietnamese-600-normal.woff'),
];

/** Letters from the bundled Inter, so that a picture is the same on a machine without any font. */
export class Glyphs {
  readonly #fonts: readonly Font[];
  readonly #letters = new Map<string, Letter | undefined>();

  constructor(fonts: readonly Font[]) {
    this.#fonts = fonts;
  }

  /** The letter of one character. A mark without an outline of its own is undefined; any other unknown character is a small frame. */
  letter(character: string): Letter | undefined {
    if (!this.#letters.has(character)) this.#letters.set(character, this.#find(character));
    return this.#letters.get(character);
  }

  #find(character: string): Letter | undefined {
    const font = this.#fonts.find((candidate) => candidate.charToGlyphIndex(character) > 0);
    if (font !== undefined) return drawn(font.charToGlyph(character), font.unitsPerEm);
    return /[\p{M}\p{Cc}\p{Cf}]/u.test(character) ? undefined : frame;
  }
}

/** Reads the bundled fonts. Weight 600 suits a title over a picture. */
export async function loadGlyphs(): Promise<Glyphs> {
  return new Glyphs(await Promise.all(fontFiles.map(readFont)));
}

async function readFont(url: string): Promise<Font> {
  const bytes = await readFile(fileURLToPath(url));
  return parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function drawn(glyph: Glyph, unitsPerEm: number): Letter {
  return {
    advance: (glyph.advanceWidth ?? 0) / unitsPerEm,
    outline: (x, y, size) => glyph.getPath(x, y, size).toPathData(1),
  };
}

/** Stands for a character no bundled font draws, such as an emoji. */
const frame: Letter = {
  advance: 0.72,
  outline(x, y, size) {
    const [left, top, side] = [x + 0.1 * size, y - 0.6 * size, 0.5 * size].map((value) => Math.round(value * 10) / 10);
    return `M${left} ${top}h${side}v${side}h-${side}z`;
  },
};
