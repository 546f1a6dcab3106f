import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { plainObject } from '../refusal/plain-object.ts';

/** Tokens of one direction, each in one class. */
export interface TokenSplit {
  readonly text: number;
  readonly image: number;
}

/** A total and what is said of its parts. `unnamed` is the class of tokens about which nothing is said. */
export interface SplitQuestion {
  readonly total: number;
  readonly details: unknown;
  readonly unnamed: 'text' | 'image';
  readonly path: readonly string[];
}

/**
 * Text and image tokens of a total. Details that are absent or empty hide nothing: all tokens are then of the `unnamed` class; where one class is given, the
 * other is the rest. Refuses details that do not add up to the total (`usage-contradictory`).
 */
export function splitTokens({ total, details, unnamed, path }: SplitQuestion): Outcome<TokenSplit> {
  const given = plainObject(details);
  const text = readCount(given?.['text_tokens'], [...path, 'text_tokens']);
  if (!text.ok) return text;
  const image = readCount(given?.['image_tokens'], [...path, 'image_tokens']);
  if (!image.ok) return image;
  const split = completed({ text: text.value, image: image.value }, total, unnamed);
  if (split.text >= 0 && split.image >= 0 && split.text + split.image === total) return accepted(split);
  return contradictory(path, `text and image tokens do not add up to the total of ${total}`);
}

/** A count a reading may hold: a whole number from 0 on, or absent. Refuses anything else as contradictory: no provider uses half a token. */
export function readCount(value: unknown, path: readonly string[]): Outcome<number | undefined> {
  if (value === undefined || value === null) return accepted(undefined);
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return accepted(value);
  return contradictory(path, `${shown(value)} is no count of tokens`);
}

/** The refusal of a reading whose counts contradict each other, or cannot be counts. */
export function contradictory(path: readonly string[], why: string): Refused {
  return refused({
    code: 'usage-contradictory',
    path,
    message: `The reading contradicts itself: ${why}. A count is a whole number from 0 on, and parts add up.`,
  });
}

/** The refusal of a reading that does not say what was used. */
export function missing(path: readonly string[], what: string): Refused {
  return refused({ code: 'usage-missing', path, message: `The reading does not say ${what}; unknown is not zero.` });
}

function completed(
  { text, image }: { text: number | undefined; image: number | undefined },
  total: number,
  unnamed: 'text' | 'image',
): TokenSplit {
  if (text !== undefined && image !== undefined) return { text, image };
  if (text !== undefined) return { text, image: total - text };
  if (image !== undefined) return { text: total - image, image };
  return unnamed === 'text' ? { text: total, image: 0 } : { text: 0, image: total };
}
