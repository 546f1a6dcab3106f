import { tiersMost, type Counting, type CountingInput, type PriceTier } from './counting.ts';
import type { PriceEntry, PriceEntryInput } from './price-entry.ts';
import type { QuantityFactor } from './quantity-factor.ts';
import type { TariffComponent, TariffComponentInput } from './tariff-component.ts';
import type { TariffTerms, TariffTermsInput } from './tariff-terms.ts';

/**
 * The line of a price list that an entry was read from, in the one way in which there is nothing left to choose: `priceEntry(priceEntryInput(entry))` is the same entry.
 * For an entry based on another: the entry itself, as it was before its base was looked up.
 */
export function priceEntryInput(entry: PriceEntry): PriceEntryInput {
  const { id, provider, model, mode, currency, validFrom, validUntil, kind, basedOn, source, checkedOn, note } = entry;
  return {
    id,
    provider,
    model,
    mode,
    currency,
    from: validFrom,
    until: validUntil,
    ...(basedOn === undefined ? {} : { kind, basedOn: withoutEntry(basedOn) }),
    components: entry.components.map(componentInput),
    ...termsInput(entry),
    ...(source !== undefined && { source }),
    ...(checkedOn !== undefined && { checkedOn }),
    ...(note !== undefined && { note }),
  };
}

function withoutEntry({ entry: _entry, ...based }: NonNullable<PriceEntry['basedOn']>): NonNullable<PriceEntryInput['basedOn']> {
  return based;
}

function componentInput(component: TariffComponent): TariffComponentInput {
  const { meter, price, per, when, label } = component;
  return {
    meter,
    price,
    per: Number(per),
    ...(Object.keys(when).length > 0 && { when }),
    ...countingInput(component),
    ...factorInput(component),
    ...(label !== undefined && { label }),
  };
}

function countingInput({ block, tiers, tiering, counted }: Counting) {
  return {
    ...(block !== undefined && { block: Number(block) }),
    ...(tiers !== undefined && tiersInput(tiers)),
    ...(tiers !== undefined && tiering !== undefined && { tiering }),
    ...(counted !== undefined && { counted }),
  };
}

/** Free units became a first tier at 0, which may be one more than a list of tiers may have: then they are written as what they were. */
function tiersInput(tiers: readonly PriceTier[]): CountingInput {
  const [first] = tiers;
  const free = tiers.length > tiersMost && first !== undefined ? Number(first.upTo) : undefined;
  const listed = tiers.slice(free === undefined ? 0 : 1).map(({ upTo, price }) => ({ upTo: Number(upTo), price }));
  return { ...(free !== undefined && { free }), ...(listed.length > 0 && { tiers: listed }) };
}

function factorInput({ each, times }: QuantityFactor) {
  return {
    ...(each !== undefined && { each: Number(each) }),
    ...(times !== undefined && {
      times: { meter: times.meter, per: Number(times.per), ...(times.least > 0n && { least: Number(times.least) }) },
    }),
  };
}

function termsInput({ minimumCharge, credit, modifiers, sizeTiers }: TariffTerms): TariffTermsInput {
  return {
    ...(minimumCharge !== undefined && { minimumCharge }),
    ...(credit !== undefined && { credit: { price: credit.price, per: Number(credit.per) } }),
    ...(modifiers !== undefined && { modifiers: modifiers.map((modifier) => ({ ...modifier })) }),
    ...(sizeTiers !== undefined && { sizeTiers }),
  };
}
