import { computed, toValue } from 'vue';
import type { ComputedRef, MaybeRefOrGetter } from 'vue';
import type { PriceEntryRow } from './price-entry-row.ts';
import { usePriceEntries } from './use-price-entries.ts';

/** The entry a panel shows, with every entry there ever was of its provider, model and mode, oldest first. */
export interface OpenEntry {
  readonly entry: ComputedRef<PriceEntryRow | undefined>;
  readonly periods: ComputedRef<readonly PriceEntryRow[]>;
  readonly searching: ComputedRef<boolean>;
}

/** Finds an entry by its id: among those listed, or else, for a link to one no longer in force, among all. */
export function useOpenEntry(id: MaybeRefOrGetter<string>, listed: MaybeRefOrGetter<readonly PriceEntryRow[]>): OpenEntry {
  const { state } = usePriceEntries({});
  const entry = computed(() => [...toValue(listed), ...state.value.entries].find((each) => each.id === toValue(id)));
  const periods = computed(() =>
    state.value.entries
      .filter((each) => each.provider === entry.value?.provider && each.model === entry.value.model && each.mode === entry.value.mode)
      .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)),
  );
  return { entry, periods, searching: computed(() => state.value.phase === 'loading') };
}
