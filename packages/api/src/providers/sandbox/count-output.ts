import { createHash } from 'node:crypto';
import type { AcceptedCall } from './check-call.ts';
import type { CountRule } from './played-models.ts';

type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

const table: Counts = {
  low: { '1024x1024': 272, '1024x1536': 408, '1536x1024': 400 },
  medium: { '1024x1024': 1056, '1024x1536': 1584, '1536x1024': 1568 },
  high: { '1024x1024': 4160, '1024x1536': 6240, '1536x1024': 6208 },
};

/** No table is published for mini, only prices an image; these counts cost those prices at 8.00 a million. */
const miniTable: Counts = {
  low: { '1024x1024': 625, '1024x1536': 750, '1536x1024': 750 },
  medium: { '1024x1024': 1375, '1024x1536': 1875, '1536x1024': 1875 },
  high: { '1024x1024': 4500, '1024x1536': 6500, '1536x1024': 6500 },
};

const gridSides2: Readonly<Record<string, number>> = { low: 16, medium: 48, high: 96 };
const gridSides25: Readonly<Record<string, number>> = { low: 16, medium: 24, high: 48, xhigh: 64, max: 96 };

/** A reseller saw 664 tokens for low and 1,353 for high at 1536x1024 on 2.6; other qualities lie between or keep 2.5's counts. */
const seen26: Readonly<Record<string, number>> = { low: 664, medium: 1008, high: 1353 };

const counters: Readonly<Record<CountRule, (call: AcceptedCall) => number>> = {
  table: (call) => tableCount(table, call),
  'observed-mini': (call) => tableCount(miniTable, call) + (digestByte(call) % 101) - 50,
  'grid-2': (call) => gridCount(gridSides2[call.quality] ?? 0, call.size),
  'grid-2.5': (call) => gridCount(gridSides25[call.quality] ?? 0, call.size),
  'observed-2.6': count26,
};

/** Output image tokens of one picture. The provider's calculator works in doubles, and so does this. */
export function countOutputTokens(call: AcceptedCall): number {
  return counters[call.model.count](call);
}

/** Output text tokens of one picture, for the models that write text too: some count, always the same for one prompt. */
export function countWrittenTokens(call: AcceptedCall): number {
  return call.model.writesText ? 200 + digestByte(call) : 0;
}

function tableCount(counts: Counts, call: AcceptedCall): number {
  return counts[call.quality]?.[call.size] ?? 0;
}

/** "976x704" at side 16 → 129. Halves go to the even neighbour. */
function gridCount(side: number, size: string): number {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  return Math.ceil((side * roundHalfEven(side / (long / short)) * (2_000_000 + width * height)) / 4_000_000);
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

function count26(call: AcceptedCall): number {
  const seen = seen26[call.quality];
  if (seen === undefined) return gridCount(gridSides25[call.quality] ?? 0, call.size);
  const [width = 0, height = 0] = call.size.split('x').map(Number);
  return Math.round((seen * (2_000_000 + width * height)) / (2_000_000 + 1536 * 1024));
}

function digestByte(call: AcceptedCall): number {
  return createHash('sha256').update(call.prompt).digest()[0] ?? 0;
}
