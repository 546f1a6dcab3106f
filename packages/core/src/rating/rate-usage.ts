import type { Meter, Usage } from '../meter/meter.ts';
import type { RatingContext } from '../price-book/conditions.ts';
import { isWithoutBase } from '../price-book/entry-on-base.ts';
import { notAnEntry } from '../price-book/known-entry.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { applyingComponent, modifiedBy } from './applying-component.ts';
import type { Charge, ChargeLine } from './charge.ts';
import { isQuantity, noQuantity } from './check-quantity.ts';
import { countedLines, type CountingCase } from './counted-lines.ts';
import { minimumLine } from './minimum-line.ts';
import { addLine, type OrderedLines } from './ordered-lines.ts';
import { plainLine } from './plain-line.ts';
import { tariffOf, type RatedTariff } from './rated-tariff.ts';
import { ratingContext } from './rating-context.ts';
import { unpricedMeter } from './unpriced-meter.ts';

const anywhere: RatingContext = Object.freeze({});

/**
 * What an entry charges for a usage, exactly: 20 text_input at 5.00 and 129 image_output at 30.00 per million are 0.00397.
 * The context carries what conditions ask for (size, quality, operation, mode), as delivered; `priorUsage` what was used before in the provider's period, for
 * tariffs whose tiers or free units go on from there: `{}` says none.
 *
 * A metered entry passes over counts of images and calls it has no price for; a flat one passes over tokens. So one usage that holds both is billed right by
 * either. Refuses a quantity that is no whole number from 0 to 10^30 (`invalid-usage`), a used meter without a price (`unpriced-meter`), a usage that holds
 * nothing of the kind the entry bills (`usage-missing`), since unknown is not zero, and usage that goes on from an unknown one (`prior-usage-missing`).
 */
export function rateUsage(usage: Usage, entry: PriceEntry, given: RatingContext = anywhere, priorUsage?: Usage): Outcome<Charge> {
  const tariff = tariffOf(entry);
  if (tariff === undefined) return notAnEntry(entry);
  const context = given ?? anywhere;
  return tariff.isPlain
    ? ratePlain(usage, entry, { tariff, context })
    : rateFully({ usage, priorUsage: priorUsage ?? undefined }, entry, { tariff, context });
}

interface RatingTerms {
  readonly tariff: RatedTariff;
  readonly context: RatingContext;
}

/** The sum of plain lines: what nearly every tariff is, and every one that is published in the book. */
function ratePlain(usage: Usage, entry: PriceEntry, { tariff, context }: RatingTerms): Outcome<Charge> {
  const { currency } = entry;
  const { accompanying } = tariff.billing;
  const ordered: OrderedLines = { lines: [], places: [] };
  let pico = 0n;
  let isBilled = false;
  for (const meter in usage) {
    const quantity = usage[meter];
    if (!isQuantity(quantity)) return noQuantity('usage', meter, quantity);
    const rated = applyingComponent(tariff.byMeter.get(meter), context);
    if (rated !== undefined) {
      const line = plainLine(rated, quantity, currency);
      pico += line.amount.pico;
      addLine(ordered, rated.place, line);
      isBilled ||= !accompanying.has(meter);
    } else if (quantity !== 0n && !isPassedOver(tariff, meter)) return unpricedMeter(entry, meter, context);
  }
  return isBilled ? accepted({ total: { currency, pico }, lines: ordered.lines }) : nothingBilled(entry, tariff);
}

/** Tiers, blocks, factors, modifiers, credits and a minimum, too. */
function rateFully(
  { usage, priorUsage }: Pick<CountingCase, 'usage' | 'priorUsage'>,
  entry: PriceEntry,
  { tariff, context: given }: RatingTerms,
): Outcome<Charge> {
  if (isWithoutBase(entry)) return withoutBase(entry);
  const { currency } = entry;
  const { accompanying } = tariff.billing;
  const context = ratingContext(entry, given);
  const found: CountingCase = { usage, priorUsage, currency, modified: modifiedBy(tariff, context) };
  const ordered: OrderedLines = { lines: [], places: [] };
  let isBilled = false;
  for (const meter in usage) {
    const quantity = usage[meter];
    if (!isQuantity(quantity)) return noQuantity('usage', meter, quantity);
    const rated = applyingComponent(tariff.byMeter.get(meter), context);
    if (rated !== undefined) {
      const lines = countedLines(rated, quantity, found);
      if (!lines.ok) return lines;
      for (const line of lines.value) addLine(ordered, rated.place, line);
      isBilled ||= !accompanying.has(meter);
    } else if (quantity !== 0n && !isPassedOver(tariff, meter)) return unpricedMeter(entry, meter, context);
  }
  return isBilled ? accepted(chargeOf(ordered.lines, tariff, currency)) : nothingBilled(entry, tariff);
}

function chargeOf(lines: ChargeLine[], { minimumPico }: RatedTariff, currency: string): Charge {
  const total = { currency, pico: lines.reduce((sum, { amount }) => sum + amount.pico, 0n) };
  const minimum = minimumLine(total, minimumPico);
  if (minimum === undefined) return { total, lines };
  return { total: { currency, pico: total.pico + minimum.amount.pico }, lines: [...lines, minimum] };
}

function isPassedOver({ billing, factorMeters, byMeter }: RatedTariff, meter: Meter): boolean {
  return !byMeter.has(meter) && (billing.passesOver.has(meter) || factorMeters.has(meter));
}

function nothingBilled({ model, provider }: PriceEntry, { billing }: RatedTariff): Refused {
  const message = `${model} at ${provider} bills ${billing.wanted}, and the usage holds none; unknown is not zero.`;
  return refused({ code: 'usage-missing', path: ['usage'], message });
}

function withoutBase({ id, basedOn }: PriceEntry): Refused {
  const message = `${id} charges what ${basedOn?.model} at ${basedOn?.provider} does, times ${basedOn?.multiply}: look it up in a book that holds both.`;
  return refused({ code: 'modifier-without-base', path: ['basedOn'], message });
}
