import { formatDecimal, parseDecimal } from '@halfpenny/core';
import { conditionsText } from '../price-book/conditions-text.ts';
import { perMillion } from '../price-book/per-million.ts';
import type { ComponentRow, PriceEntryRow } from '../price-book/price-entry-row.ts';
import { compareMeters } from '../words/meter-words.ts';

/** What became of one price from one entry to another. Amounts are decimal text. */
export interface PriceChange {
  readonly meter: string;
  readonly per: string;
  /** Under which it applies, in words; empty: always. */
  readonly conditions: string;
  readonly before: string | null;
  readonly after: string | null;
  /** After minus before; null where one of them is missing. */
  readonly difference: string | null;
  /** The difference in per cent of before, with one decimal: "+20.0%"; null where there is none, or before was zero. */
  readonly percent: string | null;
}

type Tariffed = Pick<PriceEntryRow, 'components'>;

/** Every price of two entries beside each other, those that did not change included. Example: 30 → 36 is 6 and "+20.0%". */
export function priceChanges(before: Tariffed | undefined, after: Tariffed | undefined): readonly PriceChange[] {
  const [old, now] = [byKey(before), byKey(after)];
  return [...new Set([...now.keys(), ...old.keys()])]
    .map((key) => priceChange(old.get(key), now.get(key)))
    .toSorted((a, b) => compareMeters(a.meter, b.meter));
}

/** The changes among them. */
export function realChanges(changes: readonly PriceChange[]): readonly PriceChange[] {
  return changes.filter(({ before, after, difference }) => before === null || after === null || difference !== '0');
}

function byKey(entry: Tariffed | undefined): ReadonlyMap<string, ComponentRow> {
  const components = entry?.components ?? [];
  return new Map(components.map(perMillion).map((each) => [[each.meter, each.per, conditionsText(each.conditions)].join('|'), each]));
}

function priceChange(old: ComponentRow | undefined, now: ComponentRow | undefined): PriceChange {
  const { meter, per, conditions } = (now ?? old) as ComponentRow;
  const [before, after] = [picoOf(old), picoOf(now)];
  const difference = before === undefined || after === undefined ? null : after - before;
  return {
    meter,
    per,
    conditions: conditionsText(conditions),
    before: old?.price ?? null,
    after: now?.price ?? null,
    difference: difference === null ? null : formatDecimal(difference),
    percent: difference === null || difference === 0n || !before ? null : percentText(difference, before),
  };
}

function picoOf(component: ComponentRow | undefined): bigint | undefined {
  const parsed = component && parseDecimal(component.price);
  return parsed?.ok ? parsed.value : undefined;
}

/** A ratio of amounts in per cent, half away from zero to one decimal: (6, 30) → "+20.0%". */
export function percentText(part: bigint, whole: bigint): string {
  const size = part < 0n ? -part : part;
  const tenths = (size * 2000n + whole) / (whole * 2n);
  return `${part < 0n ? '−' : '+'}${tenths / 10n}.${tenths % 10n}%`;
}
