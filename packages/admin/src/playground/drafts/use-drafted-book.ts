import { modelNames } from '@halfpenny/core';
import type { KnownPrice, Outcome, PriceDraft } from '@halfpenny/core';
import { computed, shallowRef, watch } from 'vue';
import type { ComputedRef } from 'vue';
import { PriceSheetDocument } from '../../generated/graphql.ts';
import { useApiQuery } from '../../graphql/use-api-query.ts';
import type { DraftedBook } from './drafted-book.ts';

/** A book under drafts, and as it is known without them. */
export interface BothBooks {
  readonly under: Outcome<DraftedBook>;
  readonly without: Outcome<DraftedBook>;
}

/** Drafts, and the book they would change. */
export interface DraftsOfBook {
  readonly book: string;
  readonly drafts: readonly PriceDraft[];
}

/** An entry of the sheet; what it does not say of where its price comes from is that it is its own. */
type SheetEntry = Omit<KnownPrice, 'mode' | 'originId' | 'baseId' | 'ratedTariff'> &
  Partial<Pick<KnownPrice, 'originId' | 'baseId' | 'ratedTariff'>> & { readonly mode: 'REALTIME' | 'BATCH' };

/**
 * Keeps both books at hand while drafts are looked at; null while none are, or a book is awaited. Books are fetched only then, and so is the engine's
 * part that applies drafts. Of a sell book the costs are at hand as well, for its margins are over them.
 */
export function useDraftedBook(looked: () => DraftsOfBook | null, now: string): ComputedRef<BothBooks | null> {
  const known = useSheet(() => looked()?.book ?? null);
  const costs = useSheet(() => ((looked()?.book ?? 'cost') === 'cost' ? null : 'cost'));
  const engine = shallowRef<typeof import('./drafted-book.ts')>();
  watch(
    () => looked() !== null,
    async (any) => {
      if (any) engine.value ??= await import('./drafted-book.ts');
    },
    { immediate: true },
  );
  return computed(() => {
    const { drafts, book } = looked() ?? {};
    const under = book === 'cost' ? [] : costs.value;
    if (!drafts || !known.value || !under || !engine.value) return null;
    const place = { known: known.value, costs: under, now };
    return { under: engine.value.draftedBook(place, drafts), without: engine.value.draftedBook(place, []) };
  });
}

/** The entries of a book that a quote can need; null while it is awaited, or none is named. */
function useSheet(book: () => string | null): ComputedRef<readonly KnownPrice[] | null> {
  const { state } = useApiQuery(PriceSheetDocument, () => {
    const name = book();
    return name === null ? null : { book: name, knownAt: null };
  });
  return computed(() => quotable((state.value.data?.priceSheet.entries ?? null) as readonly SheetEntry[] | null));
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
