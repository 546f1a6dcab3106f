import { modelNames } from '@halfpenny/core';
import type { KnownPrice, Outcome, PriceDraft } from '@halfpenny/core';
import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { PriceSheetDocument } from '../../generated/graphql.ts';
import { useApiQuery } from '../../graphql/use-api-query.ts';
import { draftedBook } from './drafted-book.ts';
import type { DraftedBook } from './drafted-book.ts';

/** The cost book under drafts, and as it is known without them. */
export interface BothBooks {
  readonly under: Outcome<DraftedBook>;
  readonly without: Outcome<DraftedBook>;
}

/** An entry of the sheet; what it does not say of where its price comes from is that it is its own. */
type SheetEntry = Omit<KnownPrice, 'mode' | 'originId' | 'baseId' | 'ratedTariff'> &
  Partial<Pick<KnownPrice, 'originId' | 'baseId' | 'ratedTariff'>> & { readonly mode: 'REALTIME' | 'BATCH' };

/** Keeps both books at hand while drafts are looked at; null while none are, or the book is awaited. The book is fetched only then. */
export function useDraftedBook(drafts: () => readonly PriceDraft[] | null, now: string): ComputedRef<BothBooks | null> {
  const { state } = useApiQuery(PriceSheetDocument, () => (drafts() === null ? null : { book: 'cost', knownAt: null }));
  const known = computed(() => quotable((state.value.data?.priceSheet.entries ?? null) as readonly SheetEntry[] | null));
  const without = computed(() => known.value && draftedBook(known.value, [], now));
  return computed(() => {
    const changes = drafts();
    return changes && known.value && without.value && { under: draftedBook(known.value, changes, now), without: without.value };
  });
}

/** The entries that a quote can need: of models the engine knows, and of those that their prices are based on. */
function quotable(entries: readonly SheetEntry[] | null): readonly KnownPrice[] | null {
  if (entries === null) return null;
  const models = new Set(modelNames());
  const bases = new Set(entries.filter(({ model }) => models.has(model)).map(({ tariff }) => tariff.basedOn?.model));
  return entries.filter(({ model }) => models.has(model) || bases.has(model)).map(knownPrice);
}

function knownPrice({ mode, originId = null, baseId = null, ratedTariff = null, ...entry }: SheetEntry): KnownPrice {
  return { ...entry, mode: mode === 'BATCH' ? 'batch' : 'realtime', originId, baseId, ratedTariff };
}
