import { countMeters, tokenMeters, type Meter, type Usage } from '../meter/meter.ts';
import { divideHalfEven } from '../money/rounding.ts';
import { applies, type RatingContext } from '../price-book/conditions.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import type { TariffKind } from '../price-book/tariff.ts';
import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import type { Charge, ChargeLine } from './charge.ts';
import { ratedTariff, type RatedComponent } from './rated-tariff.ts';
import { unpricedMeter } from './unpriced-meter.ts';

const quantityMost = 10n ** 30n;
const anywhere: RatingContext = Object.freeze({});

/**
 * What an entry charges for a usage, exactly: 20 text_input at 5.00 and 129 image_output at 30.00 per million are 0.00397.
 * `context` carries what conditions ask for (size, quality, operation, mode), as delivered.
 *
 * A metered entry passes over counts of images and calls it has no price for; a flat one passes over tokens. So one usage that holds both is billed right by
 * either. Refuses a quantity that is no whole number from 0 to 10^30 (`invalid-usage`), a used meter without a price (`unpriced-meter`), and a usage that holds
 * nothing of the kind the entry bills (`usage-missing`): unknown is not zero.
 */
export function rateUsage(usage: Usage, entry: PriceEntry, context: RatingContext = anywhere): Outcome<Charge> {
  const tariff = ratedTariff(entry);
  const placed: { readonly place: number; readonly line: ChargeLine }[] = [];
  for (const [meter, quantity] of Object.entries(usage)) {
    if (typeof quantity !== 'bigint' || quantity < 0n || quantity > quantityMost) return noQuantity(meter, quantity);
    const candidates = tariff.get(meter) ?? [];
    if (candidates.length === 0 && (quantity === 0n || isPassedOver(entry.kind, meter))) continue;
    const rated = candidates.find(({ component }) => applies(component.when, context));
    if (rated !== undefined) placed.push({ place: rated.place, line: lineOf(rated, quantity, entry.currency) });
    else if (quantity !== 0n) return unpricedMeter(entry, meter, context);
  }
  const lines = placed.toSorted((a, b) => a.place - b.place).map(({ line }) => line);
  if (!lines.some(({ meter }) => entry.kind === 'flat' || !countMeters.has(meter))) return nothingBilled(entry);
  return accepted({ total: { currency: entry.currency, pico: lines.reduce((sum, { amount }) => sum + amount.pico, 0n) }, lines });
}

function lineOf({ component, pricePico }: RatedComponent, quantity: bigint, currency: string): ChargeLine {
  const { meter, label, price: unitPrice, per } = component;
  const { quotient, rounded } = divideHalfEven(quantity * pricePico, per);
  const line = { meter, quantity, unitPrice, per, amount: { currency, pico: quotient }, rounded };
  return label === undefined ? line : { ...line, label };
}

function isPassedOver(kind: TariffKind, meter: Meter): boolean {
  return kind === 'flat' ? tokenMeters.has(meter) : countMeters.has(meter);
}

function noQuantity(meter: string, quantity: unknown): Refused {
  const message = `${shown(quantity)} is no quantity of ${shown(meter)}: a quantity is a bigint from 0n to 10n ** 30n.`;
  return refused({ code: 'invalid-usage', path: ['usage', meter], message });
}

function nothingBilled({ kind, model, provider }: PriceEntry): Refused {
  const wanted = kind === 'flat' ? 'counts of images or calls' : 'what was consumed, such as tokens';
  const message = `${model} at ${provider} bills ${wanted}, and the usage holds none; unknown is not zero.`;
  return refused({ code: 'usage-missing', path: ['usage'], message });
}
