import { parseDecimal } from '../money/decimal.ts';
import { divideHalfEven } from '../money/rounding.ts';
import { mustHold } from '../refusal/must-hold.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import type { TariffComponent } from '../price-book/tariff-component.ts';
import { conditionText, unitPrices, type UnitPrice } from './unit-price.ts';

/** One thing in which two entries differ, in words and figures. */
export interface EntryDifference {
  /** `components.image_output`, `validUntil`, `minimumCharge`. */
  readonly field: string;
  /** Undefined: the first entry has none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** How much dearer, in tenths of a percent, where it is a price of both: 200 is 20.0% more. */
  readonly permille: number | undefined;
  readonly sentence: string;
}

/** In what a second entry differs from a first, prices first: "image_output, quality low: 30 per 1000000 becomes 36 per 1000000, 20.0% more." */
export function entryDifferences(before: PriceEntry, after: PriceEntry): readonly EntryDifference[] {
  return [...componentDifferences(before, after), ...termDifferences(before, after)];
}

function componentDifferences(before: PriceEntry, after: PriceEntry): readonly EntryDifference[] {
  const [earlier, later] = [priced(before), priced(after)];
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((condition) => {
    const [old, now] = [earlier.get(condition), later.get(condition)];
    const { component } = now ?? old ?? {};
    if (
      component === undefined ||
      (old !== undefined && now !== undefined && priceText(old.component) === priceText(now.component) && sameUnit(old.unit, now.unit))
    )
      return [];
    const [from, to] = [old === undefined ? undefined : priceText(old.component), now === undefined ? undefined : priceText(now.component)];
    const permille = old === undefined || now === undefined ? undefined : permilleBetween(old.unit, now.unit);
    return [difference({ field: `components.${component.meter}`, what: meterWords(component), before: from, after: to, permille })];
  });
}

interface Priced {
  readonly component: TariffComponent;
  readonly unit: UnitPrice;
}

function priced(entry: PriceEntry): ReadonlyMap<string, Priced> {
  const units = unitPrices(entry);
  return new Map(
    entry.components.flatMap((component, index) => {
      const unit = units[index];
      return unit === undefined ? [] : [[conditionText(component), { component, unit }] as const];
    }),
  );
}

function sameUnit(a: UnitPrice, b: UnitPrice): boolean {
  return a.numerator * b.denominator === b.numerator * a.denominator;
}

function permilleBetween(old: UnitPrice, now: UnitPrice): number | undefined {
  const [from, to] = [old.numerator * now.denominator, now.numerator * old.denominator];
  return from === 0n ? undefined : permilleOf(to - from, from);
}

/** A component's price and how it counts, whole: what is not in it is the same. */
function priceText({ price, per, tiers, block, each, times, tiering, counted }: TariffComponent): string {
  const rules = { tiers, block, each, times, tiering, counted };
  const said = Object.entries(rules).filter(([, value]) => value !== undefined);
  const text = said.map(
    ([name, value]) => `${name} ${JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner))}`,
  );
  return [`${price} per ${per}`, ...text].join(', ');
}

function meterWords({ meter, when, label }: TariffComponent): string {
  const conditions = Object.entries(when).map(([key, values]) => `${key} ${values.join(' or ')}`);
  return [label ?? meter, ...conditions].join(', ');
}

const terms = [
  'currency',
  'basedOn',
  'minimumCharge',
  'credit',
  'modifiers',
  'sizeTiers',
  'validFrom',
  'validUntil',
  'source',
  'checkedOn',
  'note',
] as const;

function termDifferences(before: PriceEntry, after: PriceEntry): readonly EntryDifference[] {
  return terms.flatMap((field) => {
    const [old, now] = [termText(before[field]), termText(after[field])];
    return old === now
      ? []
      : [
          difference({
            field,
            what: field,
            before: old,
            after: now,
            permille: field === 'minimumCharge' ? minimumPermille(old, now) : undefined,
          }),
        ];
  });
}

function minimumPermille(old: string | undefined, now: string | undefined): number | undefined {
  if (old === undefined || now === undefined) return undefined;
  const [from, to] = [mustHold(parseDecimal(old)), mustHold(parseDecimal(now))];
  return from === 0n ? undefined : permilleOf(to - from, from);
}

function termText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string'
    ? value
    : JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner));
}

function difference({ what, ...rest }: Omit<EntryDifference, 'sentence'> & { readonly what: string }): EntryDifference {
  const { before, after, permille } = rest;
  if (before === undefined) return { ...rest, sentence: `${what}: ${after} is new.` };
  if (after === undefined) return { ...rest, sentence: `${what}: ${before} is gone.` };
  return { ...rest, sentence: `${what}: ${before} becomes ${after}${permille === undefined ? '' : moreOrLess(permille)}.` };
}

/** Rounded half-even, as figures beside the words are: 3.90 of 28.50 is 137. */
function permilleOf(change: bigint, from: bigint): number {
  return Number(divideHalfEven(change * 1000n, from).quotient);
}

/** `, 20.0% more`, in whole arithmetic. */
function moreOrLess(permille: number): string {
  const size = Math.abs(permille);
  return size === 0 ? '' : `, ${Math.floor(size / 10)}.${size % 10}% ${permille > 0 ? 'more' : 'less'}`;
}
