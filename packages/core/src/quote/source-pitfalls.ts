import { nanosPerDay, parseInstant, type Instant } from '../time/instant.ts';
import type { Pitfall } from './offer.ts';
import type { PitfallCase } from './pitfall-case.ts';

/** Days of the book as instants, read once each; undefined for a text that is no day. */
const days = new Map<string, Instant | undefined>();

/** A price whose source is missing, or was read longer ago than the caller allows: 90 days unless told otherwise. */
export function sourcePitfalls({ entry, at, options, request }: PitfallCase): readonly Pitfall[] {
  const { source, checkedOn } = entry;
  const checked = checkedOn === undefined ? undefined : dayOf(checkedOn);
  const price = `The price of ${entry.model} at ${request.provider}`;
  if (source === undefined || checkedOn === undefined || checked === undefined) {
    const missing = source === undefined ? 'names no source' : 'does not say when its source was read';
    return [{ code: 'price-source-missing', severity: 'warning', message: `${price} ${missing}: check it before it is relied on.` }];
  }
  const age = (at - checked) / nanosPerDay;
  if (age <= BigInt(options.sourceDaysMost)) return [];
  const message = `${price} was read on ${checkedOn}, ${age} days before: check its source, ${source}, again.`;
  return [{ code: 'price-source-old', severity: 'info', message }];
}

function dayOf(text: string): Instant | undefined {
  if (!days.has(text)) {
    const instant = parseInstant(text);
    days.set(text, instant.ok ? instant.value : undefined);
  }
  return days.get(text);
}
