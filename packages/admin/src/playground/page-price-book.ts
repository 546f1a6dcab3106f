import { modelNames, priceBook, priceEntry } from '@halfpenny/core';
import type { Outcome, PriceBook, PriceEntry, PriceEntryInput, TariffComponentInput } from '@halfpenny/core';
import { conditionLists } from '../price-book/conditions-text.ts';
import type { ComponentRow, PriceEntryRow } from '../price-book/price-entry-row.ts';

/** The engine's price book from the entries the API handed over; a refusal where the engine cannot read one of them. */
export function pagePriceBook(rows: readonly PriceEntryRow[]): Outcome<PriceBook> {
  const entries: PriceEntry[] = [];
  for (const row of rows) {
    const read = priceEntry(entryInput(row));
    if (!read.ok) return read;
    entries.push(read.value);
  }
  return priceBook(entries);
}

/** The entries that a quote can need: of models the engine knows, and of those that their prices are based on. */
export function quotableRows(rows: readonly PriceEntryRow[]): readonly PriceEntryRow[] {
  const known = new Set(modelNames());
  const bases = new Set(rows.filter(({ model }) => known.has(model)).map(({ tariff }) => (tariff as StoredTerms).basedOn?.model));
  return rows.filter(({ model }) => known.has(model) || bases.has(model));
}

/** What a stored tariff may say beside its components. */
type StoredTerms = Pick<PriceEntryInput, 'basedOn' | 'minimumCharge' | 'credit' | 'modifiers' | 'sizeTiers'>;

/** One price entry as a price list has it, its whole tariff as it is stored. Its amounts stay text; only the divisor, a count, becomes a number. */
function entryInput(row: PriceEntryRow): PriceEntryInput {
  const { components, kind: _kind, ...terms } = row.tariff as StoredTerms & Partial<Pick<PriceEntryInput, 'components' | 'kind'>>;
  return {
    ...terms,
    id: row.id,
    provider: row.provider,
    model: row.model,
    mode: row.mode === 'BATCH' ? 'batch' : 'realtime',
    currency: row.currency,
    from: row.validFrom,
    until: row.validUntil ?? null,
    ...(row.source ? { source: row.source } : {}),
    ...(row.checkedOn ? { checkedOn: row.checkedOn } : {}),
    ...(row.note ? { note: row.note } : {}),
    components: components ?? row.components.map(componentInput),
  };
}

function componentInput({ meter, price, per, conditions, label }: ComponentRow): TariffComponentInput {
  const when = conditions === null || conditions === undefined ? {} : { when: conditionLists(conditions) };
  return { meter, price, per: Number(per), ...when, ...(label ? { label } : {}) };
}
