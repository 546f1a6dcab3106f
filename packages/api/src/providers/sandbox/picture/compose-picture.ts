import type { Glyphs } from './glyphs.ts';
import { paletteOf } from './palette.ts';
import type { Glow, Palette } from './palette.ts';
import { leading, textWidth, wrapText } from './wrap-text.ts';

/** What a picture shows. */
export interface PictureContent {
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  /** Which of the images of one call this is, from 0; each has colours of its own. */
  readonly index: number;
  /** Small line at the foot, such as "gpt-image-2 · 976x704 · low". */
  readonly caption: string;
  readonly transparent: boolean;
}

/** An SVG of the prompt over a ground in its own colours, with a mark that says it is simulated. All text is outlines: nothing to escape, no font needed. */
export function composePicture(content: PictureContent, glyphs: Glyphs): string {
  const { width, height } = content;
  const palette = paletteOf(`${content.index}:${content.prompt}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<defs>${definitions(palette)}</defs>`,
    content.transparent ? card(content) : ground(content, palette),
    title(content, glyphs),
    foot(content, glyphs),
    '</svg>',
  ].join('');
}

function definitions(palette: Palette): string {
  const stops = `<stop offset="0" stop-color="${palette.from}"/><stop offset="1" stop-color="${palette.to}"/>`;
  const glows = palette.glows.map(
    ({ colour }, index) =>
      `<radialGradient id="g${index}"><stop offset="0" stop-color="${colour}" stop-opacity=".75"/><stop offset=".5" stop-color="${colour}" stop-opacity=".26"/><stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>`,
  );
  return `<linearGradient id="ground" x2="${round(palette.slope)}" y2="1">${stops}</linearGradient>${glows.join('')}`;
}

function ground(content: PictureContent, palette: Palette): string {
  const { width, height } = content;
  const glows = palette.glows.map((glow, index) => light(content, glow, index)).join('');
  return `<rect width="${width}" height="${height}" fill="url(#ground)"/>${glows}${rings(content, palette)}`;
}

/** A transparent picture shows its ground on a rounded card, and nothing around it. */
function card({ width, height }: PictureContent): string {
  const inset = round(Math.min(width, height) * 0.035);
  const corner = round(Math.min(width, height) * 0.06);
  return `<rect x="${inset}" y="${inset}" width="${width - 2 * inset}" height="${height - 2 * inset}" rx="${corner}" fill="url(#ground)"/>`;
}

function light({ width, height }: PictureContent, glow: Glow, index: number): string {
  const radius = round(glow.radius * Math.max(width, height));
  return `<circle cx="${round(glow.x * width)}" cy="${round(glow.y * height)}" r="${radius}" fill="url(#g${index})"/>`;
}

function rings({ width, height }: PictureContent, palette: Palette): string {
  const [first] = palette.glows;
  if (first === undefined) return '';
  const short = Math.min(width, height);
  const circles = [0.18, 0.3, 0.42, 0.54, 0.66].map(
    (radius, index) =>
      `<circle cx="${round(first.x * width)}" cy="${round(first.y * height)}" r="${round(radius * short)}" stroke-opacity="${round(0.2 - index * 0.03)}"/>`,
  );
  return `<g fill="none" stroke="#fff" stroke-width="${round(short * 0.0022)}">${circles.join('')}</g>`;
}

function title(content: PictureContent, glyphs: Glyphs): string {
  const { width, height } = content;
  const short = Math.min(width, height);
  const margin = short * 0.09;
  const box = {
    width: width - 2 * margin,
    height: height - 2 * margin - short * 0.1,
    largest: short * 0.098,
    smallest: Math.max(9, short * 0.018),
  };
  const { lines, size } = wrapText(content.prompt, box, glyphs);
  const bottom = height - margin - short * 0.085;
  const first = bottom - (lines.length - 1) * leading * size;
  const outlines = lines.map((line, index) => outline(line, margin, first + index * leading * size, size, glyphs)).join('');
  const shade = round(size * 0.03);
  return `<path d="${outlines}" fill="#000" fill-opacity=".22" transform="translate(0 ${shade})"/><path d="${outlines}" fill="#fff"/>`;
}

function foot(content: PictureContent, glyphs: Glyphs): string {
  const short = Math.min(content.width, content.height);
  const size = Math.max(11, short * 0.022);
  const margin = short * 0.09;
  const baseline = content.height - margin * 0.82;
  const mark = 'SIMULATED';
  const markWidth = textWidth(mark, glyphs) * size;
  const pad = size * 0.62;
  const pill = `<rect x="${round(margin)}" y="${round(baseline - size * 1.16)}" width="${round(markWidth + 2 * pad)}" height="${round(size * 1.62)}" rx="${round(size * 0.81)}" fill="#fff" fill-opacity=".2"/>`;
  const label = `<path d="${outline(mark, margin + pad, baseline, size, glyphs)}" fill="#fff"/>`;
  const caption = `<path d="${outline(content.caption, margin + markWidth + 3.2 * pad, baseline, size, glyphs)}" fill="#fff" fill-opacity=".72"/>`;
  return pill + label + caption;
}

function outline(text: string, left: number, baseline: number, size: number, glyphs: Glyphs): string {
  let x = left;
  let path = '';
  for (const character of text) {
    const letter = glyphs.letter(character);
    if (letter === undefined) continue;
    path += letter.outline(x, baseline, size);
    x += letter.advance * size;
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
