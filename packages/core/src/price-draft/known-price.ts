import { mustHold } from '../refusal/must-hold.ts';
import { priceEntry, type PriceEntry, type PriceEntryInput } from '../price-book/price-entry.ts';
import type { ServiceMode } from '../price-book/price-key.ts';

/** A tariff as it is stored: what a price list says beside key, period and source. */
export type StoredTariff = Pick<PriceEntryInput, 'components' | 'basedOn' | 'minimumCharge' | 'credit' | 'modifiers' | 'sizeTiers'>;

/** What a stored entry says beside its period: whose price it is, the tariff, and where it was read. */
export interface StatedPrice {
  readonly provider: string;
  readonly model: string;
  readonly mode: ServiceMode;
  readonly currency: string;
  readonly tariff: StoredTariff;
  readonly source: string | null;
  readonly checkedOn: string | null;
  readonly note: string | null;
}

/** An entry as the book holds it now. */
export interface KnownPrice extends StatedPrice {
  readonly id: string;
  /** The entry whose price it is, where only the period is another; null: its own. */
  readonly originId: string | null;
  /** The entry that it multiplies; null: it has prices of its own, or its base stands in another book. */
  readonly baseId: string | null;
  /** What it rates by, where it is based on another. */
  readonly ratedTariff: StoredTariff | null;
  /** RFC 3339. */
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/** The tariff of an entry as a price list would write it, out of all its fields. */
export function storedTariff({ components, basedOn, minimumCharge, credit, modifiers, sizeTiers }: StoredTariff): StoredTariff {
  return {
    components,
    ...(basedOn !== undefined && { basedOn }),
    ...(minimumCharge !== undefined && { minimumCharge }),
    ...(credit !== undefined && { credit }),
    ...(modifiers !== undefined && { modifiers }),
    ...(sizeTiers !== undefined && { sizeTiers }),
  };
}

/** The line of a price list that says the same. */
export function knownPriceInput(
  known: StatedPrice & Pick<KnownPrice, 'validFrom' | 'validUntil'> & { readonly id?: string },
): PriceEntryInput {
  const { id, provider, model, mode, currency, tariff, validFrom, validUntil, source, checkedOn, note } = known;
  return {
    ...(id !== undefined && { id }),
    provider,
    model,
    mode,
    currency,
    from: validFrom,
    until: validUntil,
    ...storedTariff(tariff),
    ...(source !== null && { source }),
    ...(checkedOn !== null && { checkedOn }),
    ...(note !== null && { note }),
  };
}

/** A stored entry as it is rated by, its base looked up. It was checked before it was stored. */
export function ratedPrice(known: KnownPrice): PriceEntry {
  return mustHold(priceEntry(knownPriceInput({ ...known, tariff: known.ratedTariff ?? known.tariff })));
}
