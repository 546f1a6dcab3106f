import { CombinedError, useClientHandle } from '@urql/vue';
import { readonly, shallowRef, toValue, watch } from 'vue';
import type { MaybeRefOrGetter, Ref } from 'vue';
import type { PriceEntryFilter } from '../generated/graphql.ts';
import { failureSentence } from '../graphql/failure-sentence.ts';
import { fetchPriceEntries } from './fetch-price-entries.ts';
import type { PriceEntryRow } from './price-entry-row.ts';

/** What a page knows of the entries it asked for. While it reloads, `entries` are still the ones before. */
export interface PriceEntriesState {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly entries: readonly PriceEntryRow[];
  /** What happened, in a sentence, while the phase is `failed`. */
  readonly failure: string;
}

/** Keeps the price entries of a filter at hand, asks again whenever the filter changes, and lets an older answer never win. */
export function usePriceEntries(filter: MaybeRefOrGetter<PriceEntryFilter>): {
  state: Readonly<Ref<PriceEntriesState>>;
  reload: () => void;
} {
  const { client } = useClientHandle();
  const state = shallowRef<PriceEntriesState>({ phase: 'loading', entries: [], failure: '' });
  let asked = 0;

  async function load(): Promise<void> {
    const mine = ++asked;
    state.value = { ...state.value, phase: 'loading', failure: '' };
    const next = await answer();
    if (mine === asked) state.value = next;
  }

  async function answer(): Promise<PriceEntriesState> {
    try {
      return { phase: 'ready', entries: await fetchPriceEntries(client, toValue(filter)), failure: '' };
    } catch (error) {
      if (!(error instanceof CombinedError)) throw error;
      return { phase: 'failed', entries: [], failure: failureSentence(error) };
    }
  }

  watch(
    () => JSON.stringify(toValue(filter)),
    () => void load(),
    { immediate: true },
  );
  return { state: readonly(state) as Readonly<Ref<PriceEntriesState>>, reload: () => void load() };
}
