import { computed } from 'vue';
import type { WritableComputedRef } from 'vue';
import { useQueryText } from '../address/use-query-text.ts';
import type { MoneyBook } from '../generated/graphql.ts';

/** Whose money a page speaks of, which lives in the address (`?book=simulated`); real money where it does not say. */
export function useMoneyBook(): WritableComputedRef<MoneyBook, string> {
  const text = useQueryText('book');
  return computed({
    get: () => (text.value === 'simulated' ? 'SIMULATED' : 'REAL'),
    set: (book: string) => (text.value = book === 'SIMULATED' ? 'simulated' : ''),
  });
}
