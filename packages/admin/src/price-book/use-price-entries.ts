import { CombinedError, useClientHandle } from '@urql/vue';
import { computed, shallowRef, toValue, watch } from 'vue';
import type { MaybeRefOrGetter, Ref } from 'vue';
import { failureSentence } from '../graphql/failure-sentence.ts';
import { entryState, sortableInstant } from './entry-state.ts';
import { fetchPriceSheet } from './fetch-price-sheet.ts';
import type { SheetChoice } from './fetch-price-sheet.ts';
import type { PriceEntryRow } from './price-entry-row.ts';

/** What a page knows of the entries it asked for. While it reloads, `entries` are still the ones before. */
export interface PriceEntriesState {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly entries: readonly PriceEntryRow[];
  /** What happened, in a sentence, while the phase is `failed`. */
  readonly failure: string;
}

/** Which entries: those in force at an instant; absent, of every period. */
export interface EntriesChoice extends SheetChoice {
  readonly at?: string;
}

/**
 * Keeps the entries of a book at hand. The whole book is fetched once, so another instant is a matter of a moment and of no request; other
 * knowledge is asked for anew, and an older answer never wins.
 */
export function usePriceEntries(choice: MaybeRefOrGetter<EntriesChoice>): {
  state: Readonly<Ref<PriceEntriesState>>;
  reload: () => void;
} {
  const { client } = useClientHandle();
  const sheet = shallowRef<PriceEntriesState>({ phase: 'loading', entries: [], failure: '' });
  let asked = 0;

  async function load(): Promise<void> {
    const mine = ++asked;
    sheet.value = { ...sheet.value, phase: 'loading', failure: '' };
    const next = await answer();
    if (mine === asked) sheet.value = next;
  }

  async function answer(): Promise<PriceEntriesState> {
    const { book, knownAt } = toValue(choice);
    try {
      const entries = await fetchPriceSheet(client, { ...(book && { book }), ...(knownAt && { knownAt }) });
      return { phase: 'ready', entries, failure: '' };
    } catch (error) {
      if (!(error instanceof CombinedError)) throw error;
      return { phase: 'failed', entries: [], failure: failureSentence(error) };
    }
  }

  watch(
    () => [toValue(choice).book, toValue(choice).knownAt].join(' '),
    () => void load(),
    { immediate: true },
  );
  const state = computed<PriceEntriesState>(() => {
    const { at } = toValue(choice);
    if (at === undefined) return sheet.value;
    const instant = sortableInstant(at);
    return { ...sheet.value, entries: sheet.value.entries.filter((entry) => entryState(entry, instant) === 'in force') };
  });
  return { state, reload: () => void load() };
}
