import { useQuery } from '@urql/vue';
import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { PriceBooksDocument } from '../generated/graphql.ts';
import type { PriceBooksQuery } from '../generated/graphql.ts';

/** A book that can be chosen. */
export type BookChoice = PriceBooksQuery['priceBooks'][number];

/** The books that whoever uses the page may see, one of each name: that of the workspace goes before the one for all, as where it is asked for. */
export function usePriceBooks(): { readonly books: ComputedRef<readonly BookChoice[]> } {
  const { data } = useQuery({ query: PriceBooksDocument, context: { additionalTypenames: ['PriceBook'] } });
  const books = computed(() => {
    const all = data.value?.priceBooks ?? [];
    return all.filter((book, index) => all.findIndex(({ name }) => name === book.name) === index);
  });
  return { books };
}

/** Whose prices a book holds, in words. */
export function bookWords({ kind, forAll }: BookChoice): string {
  if (kind === 'COST') return 'what providers take';
  return forAll ? 'what every workspace is charged that has no book of its own' : 'what this workspace is charged';
}
