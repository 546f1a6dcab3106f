import { formatDecimal, invariant, parseDecimal, priceEntryInput } from '@halfpenny/core';
import { entryOver } from './cited-entry.ts';
import type { PriceEntryRow } from './price-entry-row.ts';
import type { PriceEntryType } from './price-entry.type.ts';

/** A stored entry → what GraphQL shows, a margin over the cost of a row that is given, if any. Prices lose their trailing zeros: "5.00" is shown as "5" and stays "5.00" in the tariff. */
export function shownPriceEntry(row: PriceEntryRow, base?: PriceEntryRow): PriceEntryType {
  const { components } = row.tariff.basedOn?.book === undefined ? (row.ratedTariff ?? row.tariff) : priceEntryInput(entryOver(row, base));
  return {
    id: row.id,
    book: row.book,
    provider: row.provider,
    model: row.model,
    mode: row.mode,
    currency: row.currency,
    kind: row.kind,
    components: components.map(({ meter, price, per, when, label }) => ({
      meter,
      price: canonical(price),
      per: String(per),
      ...(when === undefined ? {} : { conditions: when }),
      ...(label === undefined ? {} : { label }),
    })),
    tariff: row.tariff,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    knownFrom: row.knownFrom,
    knownUntil: row.knownUntil,
    source: row.source,
    sourceUrl: row.source !== null && /^https?:\/\/\S+$/.test(row.source) ? row.source : null,
    checkedOn: row.checkedOn,
    note: row.note,
    corrects: row.corrects,
    originId: row.originId,
    baseId: row.baseId,
    ratedTariff: row.ratedTariff,
    changeSetId: row.changeSetId,
  };
}

function canonical(price: string): string {
  const parsed = parseDecimal(price);
  invariant(parsed.ok, 'A stored price is one that core accepted.');
  return formatDecimal(parsed.value);
}
