import { parseDecimal } from '../money/decimal.ts';
import { mustHold } from '../refusal/must-hold.ts';
import type { Meter } from '../meter/meter.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import type { TariffComponent } from '../price-book/tariff-component.ts';

/** What one unit costs, as an exact ratio: picounits, times what it is scaled by, over how many units. */
export interface UnitPrice {
  readonly meter: Meter;
  /** The component in the entry's own list. */
  readonly index: number;
  /** Meter and conditions as one text: prices of one are comparable. */
  readonly condition: string;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** What a unit of each component costs in the entry's currency: through its credits, and with the factors that always apply. */
export function unitPrices({ components, credit, modifiers = [] }: PriceEntry): readonly UnitPrice[] {
  const factors = modifiers.filter(({ when }) => Object.keys(when).length === 0).map(({ multiply }) => mustHold(parseDecimal(multiply)));
  const pico = 10n ** 12n;
  return components.map((component, index) => ({
    meter: component.meter,
    index,
    condition: conditionText(component),
    numerator: factors.reduce(
      (product, factor) => product * factor,
      mustHold(parseDecimal(component.price)) * (credit === undefined ? pico : mustHold(parseDecimal(credit.price))),
    ),
    denominator: component.per * pico ** BigInt(factors.length + 1) * (credit?.per ?? 1n),
  }));
}

/** Meter and conditions in one order, so that two components of the same say the same. */
export function conditionText({ meter, when }: Pick<TariffComponent, 'meter' | 'when'>): string {
  const sorted = Object.entries(when).map(([key, values]) => [key, values.toSorted()] as const);
  return JSON.stringify([meter, sorted.toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

/** True where one price is ten times the other or more, either way; a price of zero compares with none. */
export function isTenTimesOff(a: UnitPrice, b: UnitPrice): boolean {
  const [left, right] = [a.numerator * b.denominator, b.numerator * a.denominator];
  return left > 0n && right > 0n && (left >= 10n * right || right >= 10n * left);
}
