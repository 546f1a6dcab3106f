import { countMeters, isMeterName, type Meter } from '../meter/meter.ts';
import { formatDecimal, parseDecimal, picoPerUnit } from '../money/decimal.ts';
import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { canBothApply, readConditions, type Conditions } from './conditions.ts';
import { unknownField } from './unknown-field.ts';

/** A component as it stands in a price list: `{ meter: 'image_output', price: '30.00', per: 1_000_000 }`. */
export interface TariffComponentInput {
  readonly meter: Meter;
  /** Decimal text, in the entry's currency. */
  readonly price: string;
  /** Units of the meter the price is for. */
  readonly per: number;
  readonly when?: Readonly<Record<string, unknown>>;
  readonly label?: string;
}

/** A component read and checked; `price` without trailing zeros. */
export interface TariffComponent {
  readonly meter: Meter;
  readonly price: string;
  readonly per: bigint;
  readonly when: Conditions;
  readonly label?: string;
}

/** Metered: what was consumed is billed. Flat: what was made is counted, whatever it consumed. */
export type TariffKind = 'metered' | 'flat';

const fields = ['meter', 'price', 'per', 'when', 'label'];
const priceMostPico = 10n ** 15n * picoPerUnit;
const labelCharactersMost = 200;

/** A tariff is flat if and only if every component counts images, calls or requests. */
export function tariffKind(components: readonly TariffComponent[]): TariffKind {
  return components.every(({ meter }) => countMeters.has(meter)) ? 'flat' : 'metered';
}

/**
 * The components of a tariff, in their order. Refuses none at all, what cannot be read, and two of one meter that some context would both meet:
 * for a used meter exactly one may apply.
 */
export function readTariff(input: unknown): Outcome<readonly TariffComponent[]> {
  if (!Array.isArray(input) || input.length === 0) {
    return refused({
      code: 'empty-tariff',
      path: ['components'],
      message: 'A tariff lists at least one component; what is free has a price of 0.',
    });
  }
  const components: TariffComponent[] = [];
  for (const [index, each] of input.entries()) {
    const component = readComponent(each, ['components', String(index)]);
    if (!component.ok) return component;
    const clash = components.findIndex((other) => other.meter === component.value.meter && canBothApply(other.when, component.value.when));
    if (clash >= 0) return ambiguous(component.value.meter, clash, index);
    components.push(component.value);
  }
  return accepted(Object.freeze(components));
}

function readComponent(input: unknown, path: readonly string[]): Outcome<TariffComponent> {
  if (typeof input !== 'object' || input === null)
    return refused({ code: 'invalid-price-entry', path, message: `${shown(input)} is no tariff component.` });
  const { meter, price, per, when, label } = input as Record<string, unknown>;
  const unknown = unknownField(input, fields, path);
  if (unknown !== undefined) return unknown;
  if (!isMeterName(meter))
    return refused({
      code: 'invalid-meter',
      path: [...path, 'meter'],
      message: `${shown(meter)} names no meter: write it like image_output.`,
    });
  const pico = readPrice(price, [...path, 'price']);
  if (!pico.ok) return pico;
  if (typeof per !== 'number' || !Number.isSafeInteger(per) || per < 1) {
    return refused({
      code: 'invalid-per',
      path: [...path, 'per'],
      message: `${shown(per)} is no number of units: a price is per a whole number from 1 on.`,
    });
  }
  const conditions = readConditions(when, [...path, 'when']);
  if (!conditions.ok) return conditions;
  if (label !== undefined && label !== null && !isLabel(label)) return badLabel(path, label);
  const component = { meter, price: formatDecimal(pico.value), per: BigInt(per), when: conditions.value };
  return accepted(Object.freeze(isLabel(label) ? { ...component, label } : component));
}

function readPrice(price: unknown, path: readonly string[]): Outcome<bigint> {
  const pico = parseDecimal(price as string);
  if (!pico.ok) return refused({ code: 'invalid-price', path, message: pico.refusal.message });
  if (pico.value >= 0n && pico.value <= priceMostPico) return pico;
  return refused({
    code: 'invalid-price',
    path,
    message: `${shown(price)} is no price: it is zero or more, and at most 1,000,000,000,000,000.`,
  });
}

function isLabel(label: unknown): label is string {
  return typeof label === 'string' && label !== '' && label.length <= labelCharactersMost;
}

function badLabel(path: readonly string[], label: unknown): Refused {
  return refused({
    code: 'invalid-price-entry',
    path: [...path, 'label'],
    message: `${shown(label)} is no label: write 1 to ${labelCharactersMost} characters.`,
  });
}

function ambiguous(meter: Meter, first: number, second: number): Refused {
  const message = `Components ${first} and ${second} both price ${meter} under one context: for a used meter exactly one component may apply.`;
  return refused({ code: 'ambiguous-tariff', path: ['components', String(second), 'when'], message });
}
