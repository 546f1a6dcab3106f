import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { isServiceMode, type PriceKey } from './price-key.ts';
import { readMultiply } from './tariff-terms.ts';
import { unknownField } from './unknown-field.ts';

/**
 * "50% of openai" as a price list writes it: whatever the other entry charges at that instant, times a factor. What is left out is the entry's own. With `book: 'cost'` it is an entry of a
 * sell book and the other one of the cost book, mostly under the same key: a margin of a quarter over cost is `{ book: 'cost', multiply: '1.25' }`.
 */
export interface BasedOnInput extends Partial<PriceKey> {
  readonly multiply: string;
  readonly book?: 'cost';
}

/** The same, complete. `entry` is the id of the other entry, once it was looked up. */
export interface BasedOn extends PriceKey {
  readonly multiply: string;
  /** Where the other entry stands; absent: in the same book. */
  readonly book?: 'cost';
  readonly entry?: string;
}

/** Reads what an entry of a key is based on. Refuses itself, and a factor that is none. */
export function readBasedOn(input: unknown, own: PriceKey): Outcome<BasedOn> {
  const path = ['basedOn'];
  if (typeof input !== 'object' || input === null)
    return badBase(path, `${shown(input)} names no other entry: write such as { provider: 'openai', multiply: '0.5' }.`);
  const unknown = unknownField(input, ['provider', 'model', 'mode', 'multiply', 'book'], path);
  if (unknown !== undefined) return unknown;
  const { provider = own.provider, model = own.model, mode = own.mode, multiply, book } = input as BasedOnInput;
  const isKey = [provider, model].every((name) => typeof name === 'string' && name !== '') && isServiceMode(mode);
  if (!isKey) return badBase(path, 'A base is named by provider, model and mode (realtime or batch).');
  if (book !== undefined && book !== 'cost')
    return badBase([...path, 'book'], `${shown(book)} is no book to base a price on: write cost, or leave it out.`);
  if (book === undefined && provider === own.provider && model === own.model && mode === own.mode)
    return badBase(path, 'An entry cannot be based on itself.');
  const factor = readMultiply(multiply, [...path, 'multiply']);
  if (!factor.ok) return factor;
  return accepted(Object.freeze({ provider, model, mode, multiply: factor.value, ...(book !== undefined && { book }) }));
}

function badBase(path: readonly string[], message: string) {
  return refused({ code: 'invalid-modifier', path, message });
}
