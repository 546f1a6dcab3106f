import { computed, toValue } from 'vue';
import type { ComputedRef, MaybeRefOrGetter } from 'vue';
import type { PriceEntryRow } from './price-entry-row.ts';

/** The entry a panel shows, with every entry of its provider, model and mode that the book holds, oldest first. */
export interface OpenEntry {
  readonly entry: ComputedRef<PriceEntryRow | undefined>;
  readonly periods: ComputedRef<readonly PriceEntryRow[]>;
}

/** Finds an entry of the book by its id. */
export function useOpenEntry(id: MaybeRefOrGetter<string>, entries: MaybeRefOrGetter<readonly PriceEntryRow[]>): OpenEntry {
  const entry = computed(() => (toValue(id) === '' ? undefined : toValue(entries).find((each) => each.id === toValue(id))));
  const periods = computed(() => {
    const { provider, model, mode } = entry.value ?? {};
    return provider === undefined
      ? []
      : toValue(entries).filter((each) => each.provider === provider && each.model === model && each.mode === mode);
  });
  return { entry, periods };
}
