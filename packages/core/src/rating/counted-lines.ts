import type { Usage } from '../meter/meter.ts';
import { divideHalfEven } from '../money/rounding.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import type { ChargeLine, LineRatio } from './charge.ts';
import { quantityOf, readPriorUsage } from './check-quantity.ts';
import type { RatedComponent, RatedTier } from './rated-tariff.ts';
import { ratio, timesRatio } from './ratio.ts';

/** What a component is rated in: the whole usage, the usage so far where it is known, and what the context multiplies by. */
export interface CountingCase {
  readonly usage: Usage;
  readonly priorUsage: Usage | undefined;
  readonly modified: LineRatio;
  readonly currency: string;
}

/**
 * The lines of a component that counts in a way of its own. 1,500,000 pixels in started blocks of 1,000,000, the first at 0.03 and each further at 0.015, are two
 * lines, 0.03 and 0.015. Refuses usage that goes on from an unknown usage so far, a factor whose quantity is unknown, and images that cannot have shared the quantity.
 */
export function countedLines(rated: RatedComponent, quantity: bigint, found: CountingCase): Outcome<readonly ChargeLine[]> {
  const { component } = rated;
  const factor = factorOf(rated, found);
  if (!factor.ok) return factor;
  const copies = component.counted === 'per-image' && quantity > 0n ? imagesSharing(component.meter, quantity, found.usage) : accepted(1n);
  if (!copies.ok) return copies;
  const start = startOf(rated, found.priorUsage);
  if (!start.ok) return start;
  const portion = roundUp(quantity / copies.value, component.block);
  const spans =
    component.tiering === 'volume' ? volumeSpans(rated.tiers, portion, start.value) : graduatedSpans(rated.tiers, portion, start.value);
  return accepted(
    spans.map((span) => lineOf(rated, { ...span, quantity: span.quantity * copies.value }, { by: factor.value, currency: found.currency })),
  );
}

interface Span {
  readonly quantity: bigint;
  readonly tier: RatedTier;
}

/** Units from `start` on, each at the price of the tier it falls into. */
function graduatedSpans(tiers: readonly RatedTier[], units: bigint, start: bigint): readonly Span[] {
  const spans: Span[] = [];
  let at = start;
  for (const tier of tiers) {
    const end = tier.upTo === undefined || tier.upTo > start + units ? start + units : tier.upTo;
    if (end > at) spans.push({ quantity: end - at, tier });
    if (end > at) at = end;
  }
  return spans.length > 0 ? spans : volumeSpans(tiers, units, start);
}

/** All units at the price of the tier that the last of them falls into. */
function volumeSpans(tiers: readonly RatedTier[], units: bigint, start: bigint): readonly Span[] {
  const tier = tiers.find(({ upTo }) => upTo === undefined || start + units <= upTo);
  return tier === undefined ? [] : [{ quantity: units, tier }];
}

function lineOf(
  { component }: RatedComponent,
  { quantity, tier }: Span,
  { by, currency }: { readonly by: LineRatio; readonly currency: string },
): ChargeLine {
  const { meter, label, per } = component;
  const { quotient, rounded } = divideHalfEven(quantity * tier.pricePico * by.multiply, per * by.divide);
  const isScaled = by.multiply !== 1n || by.divide !== 1n;
  return {
    meter,
    ...(label !== undefined && { label }),
    quantity,
    unitPrice: tier.price,
    per,
    ...(isScaled && { ratio: by }),
    amount: { currency, pico: quotient },
    rounded,
  };
}

function factorOf({ component, ratio: own }: RatedComponent, { usage, modified }: CountingCase): Outcome<LineRatio> {
  const always = timesRatio(own, modified);
  const { times } = component;
  if (times === undefined) return accepted(always);
  const counted = quantityOf(usage, times.meter, 'usage');
  if (!counted.ok) return counted;
  const quantity = counted.value;
  if (quantity === undefined) {
    const message = `The price of ${component.meter} is multiplied by ${times.meter}, and the usage holds none; unknown is not zero.`;
    return refused({ code: 'usage-missing', path: ['usage', times.meter], message });
  }
  return accepted(timesRatio(always, ratio(quantity < times.least ? times.least : quantity, times.per)));
}

function imagesSharing(meter: string, quantity: bigint, usage: Usage): Outcome<bigint> {
  const counted = quantityOf(usage, 'image', 'usage');
  if (!counted.ok) return counted;
  const images = counted.value;
  if (images === undefined || images === 0n) {
    const message = `${meter} is counted for each image, and the usage does not say how many there are.`;
    return refused({ code: 'usage-missing', path: ['usage', 'image'], message });
  }
  if (quantity % images === 0n) return accepted(images);
  const message = `${quantity} of ${meter} cannot be the same for each of ${images} images: give the usage of each image by itself.`;
  return refused({ code: 'usage-contradictory', path: ['usage', meter], message });
}

function startOf({ component }: RatedComponent, priorUsage: Usage | undefined): Outcome<bigint> {
  if (component.counted !== 'per-period') return accepted(0n);
  if (priorUsage !== undefined) {
    const usage = readPriorUsage(priorUsage);
    if (!usage.ok) return usage;
    const prior = quantityOf(usage.value ?? {}, component.meter, 'priorUsage');
    return prior.ok ? accepted(prior.value ?? 0n) : prior;
  }
  const message = `The price of ${component.meter} depends on the usage so far: give it as the prior usage, {} for none, or ask for a range.`;
  return refused({ code: 'prior-usage-missing', path: ['priorUsage', component.meter], message });
}

function roundUp(quantity: bigint, block: bigint | undefined): bigint {
  return block === undefined ? quantity : ((quantity + block - 1n) / block) * block;
}
