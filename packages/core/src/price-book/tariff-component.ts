import { isMeterName, type Meter } from '../meter/meter.ts';
import { formatDecimal } from '../money/decimal.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { readCounting, type Counted, type Counting, type CountingInput, type PriceTier, type Tiering } from './counting.ts';
import { readConditions, type Conditions } from './conditions.ts';
import { readFactor, type QuantityFactor, type QuantityFactorInput } from './quantity-factor.ts';
import { readPrice, readUnits } from './tariff-figures.ts';
import { unknownField } from './unknown-field.ts';

/** A component as it stands in a price list: `{ meter: 'image_output', price: '30.00', per: 1_000_000 }`; the rest only where the price list says so. */
export interface TariffComponentInput extends CountingInput, QuantityFactorInput {
  readonly meter: Meter;
  /** Decimal text, in the entry's currency or credits; where there are tiers, the price beyond the last. */
  readonly price: string;
  /** Units of the meter the price is for. */
  readonly per: number;
  /** The values of the context under which it applies: `{ quality: 'low', size: ['1024x1536', '1536x1024'] }`. */
  readonly when?: Readonly<Record<string, unknown>>;
  readonly label?: string;
}

/** A component read and checked; `price` without trailing zeros, a free allowance written as a first tier at 0. What a price list does not say is absent. */
export interface TariffComponent extends Counting, QuantityFactor {
  readonly meter: Meter;
  readonly price: string;
  readonly per: bigint;
  readonly when: Conditions;
  readonly label?: string;
}

export type { Counted, PriceTier, Tiering };

const fields = ['meter', 'price', 'per', 'when', 'label', 'block', 'tiers', 'tiering', 'free', 'counted', 'each', 'times'];
const labelCharactersMost = 200;

/** One component of a tariff. Refuses what cannot be read, at its path, and fields nothing reads. */
export function readComponent(input: unknown, path: readonly string[]): Outcome<TariffComponent> {
  if (typeof input !== 'object' || input === null)
    return refused({ code: 'invalid-price-entry', path, message: `${shown(input)} is no tariff component.` });
  const { meter, price, per, when, label } = input as Record<string, unknown>;
  const unknown = unknownField(input, fields, path);
  if (unknown !== undefined) return unknown;
  if (!isMeterName(meter)) return badMeter(path, meter);
  const pico = readPrice(price, [...path, 'price']);
  if (!pico.ok) return pico;
  const units = readUnits(per, { path: [...path, 'per'], code: 'invalid-per' });
  if (!units.ok) return units;
  const conditions = readConditions(when, [...path, 'when']);
  if (!conditions.ok) return conditions;
  const counting = readCounting(input, path);
  if (!counting.ok) return counting;
  const factor = readFactor(input, path);
  if (!factor.ok) return factor;
  if (label !== undefined && label !== null && !isLabel(label)) return badLabel(path, label);
  const rate = { meter, price: formatDecimal(pico.value), per: units.value, when: conditions.value };
  return accepted(Object.freeze({ ...rate, ...counting.value, ...factor.value, ...(isLabel(label) && { label }) }));
}

/** True for a text that can stand beside a line. */
export function isLabel(label: unknown): label is string {
  return typeof label === 'string' && label !== '' && label.length <= labelCharactersMost;
}

/** The refusal of a label that is none. */
export function badLabel(path: readonly string[], label: unknown) {
  const message = `${shown(label)} is no label: write 1 to ${labelCharactersMost} characters.`;
  return refused({ code: 'invalid-price-entry', path: [...path, 'label'], message });
}

function badMeter(path: readonly string[], meter: unknown) {
  const message = `${shown(meter)} names no meter: write it like image_output.`;
  return refused({ code: 'invalid-meter', path: [...path, 'meter'], message });
}
