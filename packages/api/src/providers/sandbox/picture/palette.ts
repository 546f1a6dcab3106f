import { createHash } from 'node:crypto';

/** Colours and places derived from a text: the same text gives the same picture. */
export interface Palette {
  readonly from: string;
  readonly to: string;
  readonly glows: readonly Glow[];
  /** Direction of the ground's gradient, 0 to 1 along the width. */
  readonly slope: number;
}

/** A soft light; place and radius in parts of the picture's width and height. */
export interface Glow {
  readonly colour: string;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Ground from and to, then three lights. White text stays legible over every one of them. */
const schemes = [
  ['#1b1440', '#4a1d6b', '#ff7a59', '#e0428f', '#7c5cff'],
  ['#04293a', '#0b5e75', '#2fc7b5', '#2b7fff', '#5fd6c4'],
  ['#2b0b1e', '#7a1f2b', '#f58a3a', '#e0434d', '#f2b04a'],
  ['#06231c', '#12564a', '#3fc487', '#1f8fa6', '#8fc45a'],
  ['#0a1433', '#1f3a8a', '#4f93f5', '#8a5bf0', '#38bfe0'],
  ['#24103a', '#6a1b5d', '#ee5fa3', '#8f5bff', '#f0a35f'],
  ['#101820', '#33475b', '#5f9ac7', '#d9955c', '#6fbfae'],
  ['#3a1231', '#963659', '#f0936a', '#e8618f', '#d98ac2'],
] as const;

/** One of a few colour schemes, with its lights placed by the text: one high on the right, one low on the left, a small third. */
export function paletteOf(seed: string): Palette {
  const bytes = createHash('sha256').update(seed).digest();
  const part = (index: number): number => (bytes[index] ?? 0) / 255;
  const [from, to, high, low, third] = schemes[(bytes[0] ?? 0) % schemes.length] ?? schemes[0];
  return {
    from,
    to,
    slope: 0.35 + part(1) * 0.65,
    glows: [
      { colour: high, x: 0.62 + part(2) * 0.36, y: part(3) * 0.35, radius: 0.5 + part(4) * 0.2 },
      { colour: low, x: part(5) * 0.35, y: 0.65 + part(6) * 0.35, radius: 0.45 + part(7) * 0.2 },
      { colour: third, x: 0.5 + part(8) * 0.45, y: 0.6 + part(9) * 0.4, radius: 0.22 + part(10) * 0.15 },
    ],
  };
}
