import { rateText } from '../figures/rate-text.ts';
import { perMillion } from '../price-book/per-million.ts';
import type { PriceEntryRow } from '../price-book/price-entry-row.ts';
import { writeDay } from '../time/utc-day.ts';
import { realChanges, priceChanges } from './entry-diff.ts';
import type { Band, BandLook } from './timeline-bands.ts';

/** The price that stands for an entry where there is room for one: what comes out, or else its first. */
export function bandTitle({ components, currency }: PriceEntryRow): string {
  const leading = components.find(({ meter }) => meter === 'image_output') ?? components[0];
  if (leading === undefined) return 'based on another price';
  const text = rateText(perMillion(leading), currency);
  return components.length > 1 ? `${text} …` : text;
}

/** How each look is called. */
export const lookWords: Readonly<Record<BandLook, string>> = {
  'in force': 'in force',
  ended: 'past',
  scheduled: 'scheduled',
  corrected: 'corrected',
};

/** A period in days, in UTC: "21 Apr 2026 to 1 Dec 2026", "from 21 Apr 2026 on". */
export function periodText({ validFrom, validUntil }: Pick<PriceEntryRow, 'validFrom' | 'validUntil'>): string {
  return validUntil ? `${writeDay(validFrom)} to ${writeDay(validUntil)}` : `from ${writeDay(validFrom)} on`;
}

/** A band as it is read out: its look, period, leading price and how much changed. */
export function bandSentence({ entry, look, neighbour }: Band): string {
  const changed = neighbour === undefined ? 'the first known' : changesText(realChanges(priceChanges(neighbour, entry)).length);
  return `${lookWords[look]}, ${periodText(entry)}: ${bandTitle(entry).replace(' …', ' and others')}; ${changed}`;
}

function changesText(count: number): string {
  if (count === 0) return 'no price changed';
  return count === 1 ? '1 price changed' : `${count} prices changed`;
}
