import { formatDecimal, parseDecimal, picoPerUnit } from '../money/decimal.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { readConditions, type Conditions } from './conditions.ts';
import { readSizeTiers, type SizeTier } from './size-tiers.ts';
import { badLabel, isLabel } from './tariff-component.ts';
import { readPrice, readUnits } from './tariff-figures.ts';
import { unknownField } from './unknown-field.ts';

/** What holds for a whole tariff beside its components, as a price list writes it. */
export interface TariffTermsInput {
  /** A call costs at least this, free units or not; decimal text in the entry's currency. */
  readonly minimumCharge?: string;
  /** Component prices are in credits, of which `per` cost `price`: 211 credits for 1.00. */
  readonly credit?: { readonly price: string; readonly per: number };
  /** Factors on every line, each under its conditions: half in batch, 1.75 for priority. Those that apply multiply each other. */
  readonly modifiers?: readonly { readonly multiply: string; readonly when?: Readonly<Record<string, unknown>>; readonly label?: string }[];
  /** Names for sizes, the smallest first; conditions may then ask for `sizeTier`. */
  readonly sizeTiers?: readonly SizeTier[];
}

/** A factor read: decimal text above zero, and when it applies. */
export interface TariffModifier {
  readonly multiply: string;
  readonly when: Conditions;
  readonly label?: string;
}

/** What holds for a whole tariff, read and checked; absent where the price list says nothing. */
export interface TariffTerms {
  readonly minimumCharge?: string;
  readonly credit?: { readonly price: string; readonly per: bigint };
  readonly modifiers?: readonly TariffModifier[];
  readonly sizeTiers?: readonly SizeTier[];
}

const multiplyMostPico = 1000n * picoPerUnit;
/** Modifiers that may meet on one entry, its own and those of its bases. */
export const modifiersMost = 100;

/** The terms of a tariff. Refuses what cannot be read, at its path. */
export function readTerms({ minimumCharge, credit, modifiers, sizeTiers }: TariffTermsInput): Outcome<TariffTerms> {
  const minimum = minimumCharge === undefined ? undefined : readPrice(minimumCharge, ['minimumCharge']);
  if (minimum !== undefined && !minimum.ok) return minimum;
  const worth = credit === undefined ? undefined : readCredit(credit);
  if (worth !== undefined && !worth.ok) return worth;
  const factors = modifiers === undefined ? undefined : readModifiers(modifiers);
  if (factors !== undefined && !factors.ok) return factors;
  const tiers = sizeTiers === undefined ? undefined : readSizeTiers(sizeTiers);
  if (tiers !== undefined && !tiers.ok) return tiers;
  return accepted({
    ...(minimum !== undefined && { minimumCharge: formatDecimal(minimum.value) }),
    ...(worth !== undefined && { credit: worth.value }),
    ...(factors !== undefined && { modifiers: factors.value }),
    ...(tiers !== undefined && { sizeTiers: tiers.value }),
  });
}

/** A factor as decimal text, without trailing zeros. Refuses zero (what is free has a price of 0), negatives and more than 1,000. */
export function readMultiply(multiply: unknown, path: readonly string[]): Outcome<string> {
  const pico = parseDecimal(multiply as string);
  if (pico.ok && pico.value > 0n && pico.value <= multiplyMostPico) return accepted(formatDecimal(pico.value));
  const message = `${shown(multiply)} is no factor: write decimal text above 0 and at most 1,000, such as '0.5'; what is free has a price of 0.`;
  return refused({ code: 'invalid-modifier', path, message });
}

function readCredit(input: unknown): Outcome<NonNullable<TariffTerms['credit']>> {
  if (typeof input !== 'object' || input === null)
    return refused({
      code: 'invalid-tariff-rule',
      path: ['credit'],
      message: `${shown(input)} is no price of credits: write such as { price: '1.00', per: 211 }.`,
    });
  const unknown = unknownField(input, ['price', 'per'], ['credit']);
  if (unknown !== undefined) return unknown;
  const { price, per } = input as Record<string, unknown>;
  const pico = readPrice(price, ['credit', 'price']);
  if (!pico.ok) return pico;
  const units = readUnits(per, { path: ['credit', 'per'], code: 'invalid-per' });
  return units.ok ? accepted(Object.freeze({ price: formatDecimal(pico.value), per: units.value })) : units;
}

function readModifiers(input: unknown): Outcome<readonly TariffModifier[]> {
  if (!Array.isArray(input) || input.length === 0 || input.length > modifiersMost)
    return refused({ code: 'invalid-modifier', path: ['modifiers'], message: `Modifiers are a list of 1 to ${modifiersMost}.` });
  const modifiers: TariffModifier[] = [];
  for (const [index, each] of input.entries()) {
    const modifier = readModifier(each, ['modifiers', String(index)]);
    if (!modifier.ok) return modifier;
    modifiers.push(modifier.value);
  }
  return accepted(Object.freeze(modifiers));
}

function readModifier(input: unknown, path: readonly string[]): Outcome<TariffModifier> {
  if (typeof input !== 'object' || input === null)
    return refused({ code: 'invalid-modifier', path, message: `${shown(input)} is no modifier: write such as { multiply: '0.5' }.` });
  const unknown = unknownField(input, ['multiply', 'when', 'label'], path);
  if (unknown !== undefined) return unknown;
  const { multiply, when, label } = input as Record<string, unknown>;
  const factor = readMultiply(multiply, [...path, 'multiply']);
  if (!factor.ok) return factor;
  const conditions = readConditions(when, [...path, 'when']);
  if (!conditions.ok) return conditions;
  if (label !== undefined && label !== null && !isLabel(label)) return badLabel(path, label);
  return accepted(Object.freeze({ multiply: factor.value, when: conditions.value, ...(isLabel(label) && { label }) }));
}
