import { computed } from 'vue';
import type { ComputedRef, WritableComputedRef } from 'vue';
import { useQueryText } from '../address/use-query-text.ts';
import type { PageDay } from '../time/use-page-day.ts';
import { filterEntries } from './entry-filter.ts';
import { entryFlags, flagDays } from './entry-flags.ts';
import type { EntryFlag } from './entry-flags.ts';
import { formatOrder, nextOrder, orderEntries, parseOrder } from './entry-order.ts';
import type { EntryOrder } from './entry-order.ts';
import { entryState, sortableInstant } from './entry-state.ts';
import type { EntryState } from './entry-state.ts';
import type { PriceEntryRow } from './price-entry-row.ts';

/** A book as the table shows it, step by step: those of a state, of which some match what is typed, of which some bear a flag, in an order. */
export interface ShownEntries {
  readonly typed: WritableComputedRef<string>;
  readonly order: ComputedRef<EntryOrder>;
  readonly sortBy: (by: string) => void;
  /** The instant of the page, sortable beside those of entries. */
  readonly instant: ComputedRef<string>;
  readonly state: ComputedRef<EntryState | 'all'>;
  /** The entries of the chosen state. */
  readonly all: ComputedRef<readonly PriceEntryRow[]>;
  readonly matching: ComputedRef<readonly PriceEntryRow[]>;
  readonly shown: ComputedRef<readonly PriceEntryRow[]>;
}

/** How the address names the states; the usual one needs no mention. */
export const stateChoices: readonly { readonly value: string; readonly label: string; readonly state: EntryState | 'all' }[] = [
  { value: '', label: 'In force', state: 'in force' },
  { value: 'scheduled', label: 'Scheduled', state: 'scheduled' },
  { value: 'ended', label: 'Ended', state: 'ended' },
  { value: 'all', label: 'All periods', state: 'all' },
];

/** Narrows and orders a book by what the address says. Every step keeps what it came to until its own part of the address changes. */
export function useShownEntries(entries: () => readonly PriceEntryRow[], { at, today }: PageDay): ShownEntries {
  const typed = useQueryText('q');
  const sort = useQueryText('sort');
  const only = useQueryText('only');
  const show = useQueryText('show');
  const instant = computed(() => sortableInstant(at.value));
  const state = computed(() => stateChoices.find(({ value }) => value === show.value)?.state ?? 'in force');
  const order = computed(() => parseOrder(sort.value === '' ? undefined : sort.value));
  const all = computed(() =>
    state.value === 'all' ? entries() : entries().filter((entry) => entryState(entry, instant.value) === state.value),
  );
  const matching = computed(() => filterEntries(all.value, typed.value));
  const flagged = computed(() => {
    if (only.value === '') return matching.value;
    const days = flagDays(today);
    return matching.value.filter((entry) => entryFlags(entry, days).includes(only.value as EntryFlag));
  });
  const shown = computed(() => orderEntries(flagged.value, order.value));
  const sortBy = (by: string): void => void (sort.value = formatOrder(nextOrder(order.value, by)) ?? '');
  return { typed, order, sortBy, instant, state, all, matching, shown };
}
