import { accepted, type Outcome } from '../refusal/refusal.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { contradictory, readCount, type TokenSplit } from './token-split.ts';

/**
 * The input tokens served from a cache, by class; they are inside the input and never beside it. Read from `cached_tokens_details` (of the usage or of its
 * input details) or from `cached_text_tokens` and `cached_image_tokens` there; a bare `cached_tokens`, of either, is taken where the input has one class alone, or all of it is cached.
 * Refuses more cached than input, and a cached total whose classes are not told (`usage-contradictory`).
 */
export function cachedTokens(usage: Readonly<Record<string, unknown>>, input: TokenSplit): Outcome<TokenSplit> {
  const details = plainObject(usage['input_tokens_details']) ?? {};
  const split = plainObject(details['cached_tokens_details']) ?? plainObject(usage['cached_tokens_details']) ?? {};
  const path = ['input_tokens_details', 'cached_tokens_details'];
  const text = readCount(first(split['text_tokens'], split['cached_text_tokens'], details['cached_text_tokens']), path);
  if (!text.ok) return text;
  const image = readCount(first(split['image_tokens'], split['cached_image_tokens'], details['cached_image_tokens']), path);
  if (!image.ok) return image;
  const total = readCount(first(details['cached_tokens'], usage['cached_tokens']), path);
  if (!total.ok) return total;
  const cached = byClass({ text: text.value, image: image.value, total: total.value }, input);
  if (cached === undefined) return contradictory(path, 'cached tokens are told neither by class nor in agreement with their total');
  if (cached.text > input.text || cached.image > input.image) return contradictory(path, 'more tokens are cached than were put in');
  return accepted(cached);
}

interface Told {
  readonly text: number | undefined;
  readonly image: number | undefined;
  readonly total: number | undefined;
}

function byClass({ text, image, total }: Told, input: TokenSplit): TokenSplit | undefined {
  if (text === undefined && image === undefined) {
    if (total === undefined || total === 0) return { text: 0, image: 0 };
    if (total === input.text + input.image) return input;
    if (input.image === 0) return { text: total, image: 0 };
    return input.text === 0 ? { text: 0, image: total } : undefined;
  }
  const split = { text: text ?? Math.max((total ?? 0) - (image ?? 0), 0), image: image ?? Math.max((total ?? 0) - (text ?? 0), 0) };
  return total === undefined || split.text + split.image === total ? split : undefined;
}

function first(...values: readonly unknown[]): unknown {
  return values.find((value) => value !== undefined && value !== null);
}
