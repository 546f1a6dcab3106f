import type { Meter } from '../meter/meter.ts';
import { parseDecimal } from '../money/decimal.ts';
import type { Conditions } from '../price-book/conditions.ts';
import { isWithoutBase } from '../price-book/entry-on-base.ts';
import { isPriceEntry } from '../price-book/known-entry.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import type { TariffComponent } from '../price-book/tariff-component.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { billingKind, type BillingKind } from './billing-kind.ts';
import type { LineRatio } from './charge.ts';
import { ratio, ratioOfDecimal, timesRatio, unchanged } from './ratio.ts';

/** A price of units up to and including a bound; without one, of all that follow. */
export interface RatedTier {
  readonly upTo: bigint | undefined;
  readonly price: string;
  readonly pricePico: bigint;
}

/** A component with its prices in picounits, and its place in the tariff: lines stand in that order. */
export interface RatedComponent {
  readonly component: TariffComponent;
  readonly place: number;
  readonly pricePico: bigint;
  /** Set for a plain component, quantity × price and nothing else, whose price divides: picounits of one unit. */
  readonly unitPico: bigint | undefined;
  readonly tiers: readonly RatedTier[];
  /** What always multiplies it: units in one unit, credits, modifiers without conditions. */
  readonly ratio: LineRatio;
  readonly isPlain: boolean;
  readonly isUnconditional: boolean;
}

/** A factor on every line that depends on the context. */
interface RatedModifier {
  readonly when: Conditions;
  readonly ratio: LineRatio;
}

/** A tariff ready to multiply with. */
export interface RatedTariff {
  readonly billing: BillingKind;
  readonly byMeter: ReadonlyMap<Meter, readonly RatedComponent[]>;
  /** Meters that only multiply or share out others; by themselves they cost nothing. */
  readonly factorMeters: ReadonlySet<Meter>;
  readonly modifiers: readonly RatedModifier[];
  readonly minimumPico: bigint | undefined;
  /** True where a charge is the sum of plain lines, whatever the context brings besides their conditions. */
  readonly isPlain: boolean;
}

/** An entry is immutable, so its prices are parsed once and kept beside it. */
const tariffs = new WeakMap<PriceEntry, RatedTariff>();

/** The tariff of an entry, read for rating; undefined of what is no price entry. */
export function tariffOf(entry: PriceEntry): RatedTariff | undefined {
  return tariffs.get(entry) ?? (isPriceEntry(entry) ? ratedTariff(entry) : undefined);
}

/** The tariff of what is known to be a price entry. */
export function ratedTariff(entry: PriceEntry): RatedTariff {
  const known = tariffs.get(entry);
  if (known !== undefined) return known;
  const tariff = readRatedTariff(entry);
  tariffs.set(entry, tariff);
  return tariff;
}

function readRatedTariff(entry: PriceEntry): RatedTariff {
  const modifiers = (entry.modifiers ?? []).map(({ multiply, when }) => ({ when, ratio: ratioOfDecimal(picoOf(multiply)) }));
  const always = modifiers.filter(isAlways).reduce((product, each) => timesRatio(product, each.ratio), creditRatio(entry));
  const conditional = modifiers.filter((each) => !isAlways(each));
  const components = entry.components.map((component, place) => rated(component, place, { always, isModified: conditional.length > 0 }));
  const byMeter = new Map<Meter, RatedComponent[]>();
  for (const each of components) byMeter.set(each.component.meter, [...(byMeter.get(each.component.meter) ?? []), each]);
  const minimumPico = entry.minimumCharge === undefined ? undefined : picoOf(entry.minimumCharge);
  return {
    billing: billingKind(entry.kind),
    byMeter,
    factorMeters: new Set(components.flatMap(({ component }) => factorMetersOf(component))),
    modifiers: conditional,
    minimumPico,
    isPlain: minimumPico === undefined && !isWithoutBase(entry) && components.every((each) => each.isPlain && !asksDerived(each)),
  };
}

function rated(
  component: TariffComponent,
  place: number,
  terms: { readonly always: LineRatio; readonly isModified: boolean },
): RatedComponent {
  const pricePico = picoOf(component.price);
  const own = component.each === undefined ? terms.always : timesRatio(terms.always, ratio(component.each, 1n));
  const isCounted = component.block !== undefined || component.tiers !== undefined || component.times !== undefined;
  const isPlain = !isCounted && !terms.isModified && own === unchanged;
  const tiers = (component.tiers ?? []).map(({ upTo, price }) => ({ upTo, price, pricePico: picoOf(price) }));
  return {
    component,
    place,
    pricePico,
    unitPico: isPlain && pricePico % component.per === 0n ? pricePico / component.per : undefined,
    tiers: [...tiers, { upTo: undefined, price: component.price, pricePico }],
    ratio: own,
    isPlain,
    isUnconditional: Object.keys(component.when).length === 0,
  };
}

function factorMetersOf({ times, counted }: TariffComponent): readonly Meter[] {
  return [...(times === undefined ? [] : [times.meter]), ...(counted === 'per-image' ? ['image'] : [])];
}

function creditRatio({ credit }: PriceEntry): LineRatio {
  if (credit === undefined) return unchanged;
  const worth = ratioOfDecimal(picoOf(credit.price));
  return ratio(worth.multiply, worth.divide * credit.per);
}

/** True for a condition on what is not given but follows: the tier of the size, the mode of the entry. */
function asksDerived({ component: { when } }: RatedComponent): boolean {
  return 'sizeTier' in when || 'mode' in when;
}

function isAlways({ when }: RatedModifier): boolean {
  return Object.keys(when).length === 0;
}

function picoOf(price: string): bigint {
  return mustHold(parseDecimal(price));
}
