import type { Meter } from '../meter/meter.ts';
import { parseDecimal } from '../money/decimal.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import type { TariffComponent } from '../price-book/tariff.ts';
import { mustHold } from '../refusal/must-hold.ts';

/** A component with its price in picounits, and its place in the tariff: lines stand in that order. */
export interface RatedComponent {
  readonly component: TariffComponent;
  readonly pricePico: bigint;
  readonly place: number;
}

/** The components of an entry by meter. */
export type RatedTariff = ReadonlyMap<Meter, readonly RatedComponent[]>;

/** An entry is immutable, so its prices are parsed once and kept beside it. */
const tariffs = new WeakMap<PriceEntry, RatedTariff>();

/** The tariff of an entry, ready to multiply with. */
export function ratedTariff(entry: PriceEntry): RatedTariff {
  const known = tariffs.get(entry);
  if (known !== undefined) return known;
  const tariff = new Map<Meter, RatedComponent[]>();
  for (const [place, component] of entry.components.entries()) {
    const pricePico = mustHold(parseDecimal(component.price));
    tariff.set(component.meter, [...(tariff.get(component.meter) ?? []), { component, pricePico, place }]);
  }
  tariffs.set(entry, tariff);
  return tariff;
}
