import { formatDecimal, parseDecimal, picoPerUnit } from '../money/decimal.ts';
import { divideHalfEven } from '../money/rounding.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { formatInstant, parseInstant } from '../time/instant.ts';
import { overlap, type Period } from '../time/period.ts';
import { isPriceEntry, notAnEntry } from './known-entry.ts';
import type { PriceEntry } from './price-entry.ts';
import { multiplyPrices } from './multiply-prices.ts';
import { modifiersMost } from './tariff-terms.ts';

/**
 * An entry that is based on another, together with that other: its components and its rules times the factor, in force while both are. "50% of openai" over
 * 30.00 charges 15.00. The id stays that of the entry; `basedOn.entry` names the base. Refuses a base in another currency, one that is itself still without its
 * base, and two that are never in force at once.
 */
export function entryOnBase(entry: PriceEntry, base: PriceEntry): Outcome<PriceEntry> {
  if (!isPriceEntry(entry) || !isPriceEntry(base)) return isPriceEntry(entry) ? notAnEntry(base, ['base']) : notAnEntry(entry);
  const { basedOn } = entry;
  if (basedOn === undefined || basedOn.entry !== undefined) return accepted(entry);
  if (base.currency !== entry.currency) return noBase(entry, `it is in ${entry.currency} and its base ${base.id} in ${base.currency}`);
  if (isWithoutBase(base)) return noBase(entry, `its base ${base.id} is based on another in turn, which was not looked up`);
  const [own, under] = [periodOf(entry), periodOf(base)];
  if (!overlap(own, under)) return noBase(entry, `its base ${base.id} is never in force with it`);
  const until = own.until === null || (under.until !== null && under.until < own.until) ? under.until : own.until;
  const minimumCharge = entry.minimumCharge ?? scaled(base.minimumCharge, basedOn.multiply);
  const period = {
    validFrom: formatInstant(own.from > under.from ? own.from : under.from),
    validUntil: until === null ? null : formatInstant(until),
  };
  if (basedOn.book !== undefined) return soldOverCost(entry, base, { period, minimumCharge });
  const factor = Object.freeze({ multiply: basedOn.multiply, when: Object.freeze({}) });
  const modifiers = Object.freeze([factor, ...(base.modifiers ?? []), ...(entry.modifiers ?? [])]);
  if (modifiers.length > modifiersMost) return noBase(entry, `more than ${modifiersMost} modifiers would meet on it`);
  return accepted(
    Object.freeze({
      ...entry,
      kind: base.kind,
      ...period,
      components: base.components,
      basedOn: Object.freeze({ ...basedOn, entry: base.id }),
      modifiers,
      ...(base.credit !== undefined && { credit: base.credit }),
      ...(entry.sizeTiers === undefined && base.sizeTiers !== undefined && { sizeTiers: base.sizeTiers }),
      ...(minimumCharge !== undefined && { minimumCharge }),
    }),
  );
}

interface Over {
  readonly period: Pick<PriceEntry, 'validFrom' | 'validUntil'>;
  readonly minimumCharge: string | undefined;
}

/**
 * A sell price over a cost: the factor goes into each price, exactly, so that no line of a charge shows the cost. 5.00 per million times 1.25 is 6.25 per million; where the
 * product is finer than 12 decimals it is the price of more units. `basedOn` goes on to name the cost entry.
 */
function soldOverCost(entry: PriceEntry, base: PriceEntry, { period, minimumCharge }: Over): Outcome<PriceEntry> {
  const { basedOn } = entry;
  if (basedOn === undefined) return accepted(entry);
  const components = multiplyPrices(base.components, basedOn.multiply);
  if (components === undefined) return noBase(entry, `a price of ${base.id} times ${basedOn.multiply} is finer than can be written`);
  const modifiers = [...(base.modifiers ?? []), ...(entry.modifiers ?? [])];
  if (modifiers.length > modifiersMost) return noBase(entry, `more than ${modifiersMost} modifiers would meet on it`);
  const sizeTiers = entry.sizeTiers ?? base.sizeTiers;
  return accepted(
    Object.freeze({
      ...entry,
      ...period,
      kind: base.kind,
      components,
      basedOn: Object.freeze({ ...basedOn, entry: base.id }),
      ...(modifiers.length > 0 && { modifiers: Object.freeze(modifiers) }),
      ...(base.credit !== undefined && { credit: base.credit }),
      ...(sizeTiers !== undefined && { sizeTiers }),
      ...(minimumCharge !== undefined && { minimumCharge }),
    }),
  );
}

/** True for an entry that multiplies another which was not looked up yet: it has no prices. */
export function isWithoutBase({ basedOn }: PriceEntry): boolean {
  return basedOn !== undefined && basedOn.entry === undefined;
}

/** The period of an entry as instants. */
export function periodOf({ validFrom, validUntil }: PriceEntry): Period {
  return { from: mustHold(parseInstant(validFrom)), until: validUntil === null ? null : mustHold(parseInstant(validUntil)) };
}

function scaled(minimum: string | undefined, multiply: string): string | undefined {
  if (minimum === undefined) return undefined;
  const product = mustHold(parseDecimal(minimum)) * mustHold(parseDecimal(multiply));
  return formatDecimal(divideHalfEven(product, picoPerUnit).quotient);
}

function noBase(entry: PriceEntry, why: string) {
  return refused({ code: 'invalid-modifier', path: ['basedOn'], message: `${entry.id} cannot be based on what it names: ${why}.` });
}
