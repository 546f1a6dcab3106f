import { accepted, priceBook, priceEntry } from '@halfpenny/core';
import type { Outcome, PriceBook, PriceEntry, PriceEntryInput } from '@halfpenny/core';
import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { ChargedPricesDocument } from '../generated/graphql.ts';
import { useApiQuery } from '../graphql/use-api-query.ts';

/** What the workspace is charged by, as the engine in the page prices by it. */
export interface ChargedBook {
  readonly phase: ComputedRef<'loading' | 'ready' | 'failed'>;
  readonly failure: ComputedRef<string>;
  readonly reload: () => void;
  /** Null while it is awaited. */
  readonly book: ComputedRef<Outcome<PriceBook> | null>;
  /** Whether that is at sell prices. */
  readonly isSold: ComputedRef<boolean>;
}

/** Fetches what quotes are priced by, every period of it, once: another instant is a matter of a moment and of no request. */
export function useChargedBook(): ChargedBook {
  const { state, reload } = useApiQuery(ChargedPricesDocument, () => ({}));
  const book = computed(() => (state.value.data ? bookOf(state.value.data.chargedPrices.entries as readonly PriceEntryInput[]) : null));
  const isSold = computed(() => state.value.data?.chargedPrices.isSold ?? false);
  return { isSold, phase: computed(() => state.value.phase), failure: computed(() => state.value.failure), reload, book };
}

/** The engine's price book of lines of a price list; a refusal where the engine cannot read one of them. */
export function bookOf(inputs: readonly PriceEntryInput[]): Outcome<PriceBook> {
  const entries = entriesOf(inputs);
  return entries.ok ? priceBook(entries.value) : entries;
}

/** Lines of a price list as the engine reads them; a refusal where it cannot read one of them. */
export function entriesOf(inputs: readonly PriceEntryInput[]): Outcome<readonly PriceEntry[]> {
  const entries: PriceEntry[] = [];
  for (const input of inputs) {
    const read = priceEntry(input);
    if (!read.ok) return read;
    entries.push(read.value);
  }
  return accepted(entries);
}
