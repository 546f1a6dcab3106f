import { utf8BytesMost, writeUtf8 } from './utf8.ts';

/** The tokens of a vocabulary by their bytes: the rank of a token is its place in the vocabulary, and the lower it is, the earlier two neighbours are joined to it. */
export interface RankTable {
  /** All tokens one after another, each from its start to that of the next. */
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  /** Ranks, one more than they are so that 0 is empty, at a place that follows from the bytes; the next free one where that is taken. */
  readonly slots: Int32Array;
}

/** What stands for no token. */
export const noRank = -1;

const slotsPerToken = 2;
const hashSeed = 0x811c9dc5;
const hashFactor = 0x01000193;

/** A token as a vocabulary lists it: text, bytes where it is no whole characters, or undefined where its rank is free. */
export type ListedToken = string | ArrayLike<number> | undefined;

/** A table of tokens in order of rank. Looking one up makes no text and no garbage, which a map of texts would. */
export function rankTable(tokens: readonly ListedToken[]): RankTable {
  const { bytes, starts } = written(tokens);
  const slots = new Int32Array(powerOfTwoFrom(tokens.length * slotsPerToken));
  for (let rank = 0; rank < tokens.length; rank += 1) {
    const [from, to] = [starts[rank] ?? 0, starts[rank + 1] ?? 0];
    if (from === to) continue;
    let place = hashOf(bytes, from, to) & (slots.length - 1);
    while (slots[place] !== 0) place = (place + 1) & (slots.length - 1);
    slots[place] = rank + 1;
  }
  return { bytes, starts, slots };
}

function written(tokens: readonly ListedToken[]): Pick<RankTable, 'bytes' | 'starts'> {
  let room = 0;
  for (let rank = 0; rank < tokens.length; rank += 1) room += utf8BytesMost * (tokens[rank]?.length ?? 0);
  const bytes = new Uint8Array(room);
  const starts = new Int32Array(tokens.length + 1);
  let end = 0;
  for (let rank = 0; rank < tokens.length; rank += 1) {
    const token = tokens[rank];
    if (typeof token === 'string') end = writeUtf8(bytes, end, token);
    else if (token !== undefined) {
      bytes.set(token, end);
      end += token.length;
    }
    starts[rank + 1] = end;
  }
  return { bytes: bytes.slice(0, end), starts };
}

/** The rank of the token that these bytes of a text are, from one place to another; `noRank` where they are none. */
export function rankOf({ bytes, starts, slots }: RankTable, text: Uint8Array, from: number, to: number): number {
  let place = hashOf(text, from, to) & (slots.length - 1);
  for (let taken = slots[place] ?? 0; taken !== 0; taken = slots[place] ?? 0) {
    const start = starts[taken - 1] ?? 0;
    if ((starts[taken] ?? 0) - start === to - from && isSame(bytes, start, text, from, to)) return taken - 1;
    place = (place + 1) & (slots.length - 1);
  }
  return noRank;
}

function isSame(bytes: Uint8Array, start: number, text: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[start + at - from] !== text[at]) return false;
  return true;
}

/** Fowler, Noll and Vo's hash of some bytes. */
function hashOf(text: Uint8Array, from: number, to: number): number {
  let hash = hashSeed;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (text[at] ?? 0), hashFactor);
  return hash ^ (hash >>> 15);
}

function powerOfTwoFrom(least: number): number {
  let power = 1;
  while (power < least) power *= 2;
  return power;
}
