import { lifeSentence } from '../catalog/life.ts';
import type { ModelFacts } from '../catalog/model-facts.ts';
import { findModel, servedModel } from '../catalog/models.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { formatInstant, parseInstant, type Instant } from '../time/instant.ts';
import { indexOf, notABook, type PriceBook } from './price-book.ts';
import type { PriceEntry } from './price-entry.ts';
import { foundAt, timelineIn, type PriceIndex } from './price-index.ts';
import { isServiceMode, type PriceKey } from './price-key.ts';
import type { DatedEntry } from './timeline.ts';

const periodsShown = 6;

/**
 * The one price entry of a provider, model and mode that applies at an instant (RFC 3339 text or a UTC day). The exact name is looked up first, then the
 * model that a snapshot or an alias of that provider stands for. Refuses with `no-price-in-force`, and says when there was or will be one.
 */
export function entryInForce(book: PriceBook, key: PriceKey, at: string): Outcome<PriceEntry> {
  if (plainObject(key) === undefined) return noKey(key);
  const instant = parseInstant(at);
  return instant.ok ? entryInForceAt(book, key, instant.value) : refused({ ...instant.refusal, path: ['at'] });
}

/** `entryInForce` for an instant that has been read already. */
export function entryInForceAt(book: PriceBook, key: PriceKey, at: Instant): Outcome<PriceEntry> {
  const index = indexOf(book);
  return index === undefined ? notABook(book) : (foundAt(index, key, at) ?? modelFoundAt(index, key, at) ?? noPrice(index, key, at));
}

function noKey(key: unknown): Refused {
  const message = `${shown(key)} names no price: give a provider, a model and a mode.`;
  return refused({ code: 'invalid-request', path: ['key'], message });
}

function modelFoundAt(index: PriceIndex, key: PriceKey, at: Instant): Outcome<PriceEntry> | undefined {
  const model = factsOf(key)?.name;
  return model === undefined || model === key.model ? undefined : foundAt(index, { ...key, model }, at);
}

function noPrice(index: PriceIndex, key: PriceKey, at: Instant): Refused {
  const facts = factsOf(key) ?? findModel(key.model);
  const known = knownPeriods(timelineIn(index, { ...key, model: facts?.name ?? key.model })?.entries ?? []);
  const life = facts === undefined ? '' : lifeSentence(facts, at);
  const mode = isServiceMode(key.mode) ? key.mode : shown(key.mode);
  const message = `No price of ${shown(key.model)} at ${shown(key.provider)}, ${mode}, is in force at ${formatInstant(at)}.${life}${known}`;
  return refused({ code: 'no-price-in-force', path: ['model'], message });
}

/** The model that a name stands for at a provider; none for what is no name. */
function factsOf({ provider, model }: PriceKey): ModelFacts | undefined {
  return typeof provider === 'string' && typeof model === 'string' ? servedModel(provider, model)?.model : undefined;
}

/** When prices are known, as a sentence; of many periods the last ones. */
function knownPeriods(entries: readonly DatedEntry[]): string {
  const periods = entries.slice(-periodsShown).map(({ entry }) => periodText(entry));
  if (periods.length === 0) return ' None is in the book for any day.';
  return ` Prices are known ${entries.length > periodsShown ? 'in other periods, and ' : ''}${periods.join('; ')}.`;
}

function periodText({ validFrom, validUntil }: PriceEntry): string {
  return validUntil === null ? `from ${validFrom} on` : `from ${validFrom} until ${validUntil}`;
}
