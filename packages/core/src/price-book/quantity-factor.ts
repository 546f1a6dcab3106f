import { isMeterName, type Meter } from '../meter/meter.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { readUnits } from './tariff-figures.ts';
import { unknownField } from './unknown-field.ts';

/** What a quantity is multiplied by before it meets its price, as a price list writes it. */
export interface QuantityFactorInput {
  /** Each unit counts as that many of the units the price is for: an image of 1,120 tokens at 60.00 per million. */
  readonly each?: number;
  /** Multiplied by the quantity of another meter ÷ `per`, at least `least` of it: a megapixel priced at 28 steps, more steps costing more. */
  readonly times?: { readonly meter: Meter; readonly per: number; readonly least?: number };
}

/** The same, read and checked. */
export interface QuantityFactor {
  readonly each?: bigint;
  readonly times?: { readonly meter: Meter; readonly per: bigint; readonly least: bigint };
}

/** The factors of a component. Refuses what is no whole number of units from 1 on, and another meter that has no name. */
export function readFactor(input: object, path: readonly string[]): Outcome<QuantityFactor> {
  const { each, times } = input as Record<string, unknown>;
  const units = each === undefined ? undefined : readUnits(each, { path: [...path, 'each'], code: 'invalid-tariff-rule' });
  if (units !== undefined && !units.ok) return units;
  const factor = times === undefined ? undefined : readTimes(times, [...path, 'times']);
  if (factor !== undefined && !factor.ok) return factor;
  return accepted({ ...(units !== undefined && { each: units.value }), ...(factor !== undefined && { times: factor.value }) });
}

function readTimes(input: unknown, path: readonly string[]): Outcome<NonNullable<QuantityFactor['times']>> {
  if (typeof input !== 'object' || input === null)
    return refused({
      code: 'invalid-tariff-rule',
      path,
      message: `${shown(input)} is no factor: write such as { meter: 'step', per: 28 }.`,
    });
  const unknown = unknownField(input, ['meter', 'per', 'least'], path);
  if (unknown !== undefined) return unknown;
  const { meter, per, least } = input as Record<string, unknown>;
  if (!isMeterName(meter))
    return refused({ code: 'invalid-meter', path: [...path, 'meter'], message: `${shown(meter)} names no meter: write it like step.` });
  const units = readUnits(per, { path: [...path, 'per'], code: 'invalid-tariff-rule' });
  if (!units.ok) return units;
  const fewest = least === undefined ? accepted(0n) : readUnits(least, { path: [...path, 'least'], code: 'invalid-tariff-rule' });
  return fewest.ok ? accepted(Object.freeze({ meter, per: units.value, least: fewest.value })) : fewest;
}
