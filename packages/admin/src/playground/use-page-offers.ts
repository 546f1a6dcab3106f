import type { Outcome, PriceBook, QuoteOffers, Refusal } from '@halfpenny/core';
import { computed } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { usePriceEntries } from '../price-book/use-price-entries.ts';
import type { PriceEntriesState } from '../price-book/use-price-entries.ts';
import type { GridPlace } from './price-grid.ts';
import { pageOffers, refusalsOf } from './page-offers.ts';
import { pagePriceBook } from './page-price-book.ts';
import type { RequestDraft } from './request-draft.ts';
import { usePromptTokens } from './use-prompt-tokens.ts';

/** What the page can say of a draft while it is being written. */
export interface PageOffers {
  readonly state: Readonly<Ref<PriceEntriesState>>;
  readonly reload: () => void;
  /** Null while prices or tokens are still awaited. */
  readonly quoted: ComputedRef<Outcome<QuoteOffers> | null>;
  /** From what the page quotes; null with it. */
  readonly place: ComputedRef<GridPlace | null>;
  readonly refusals: ComputedRef<readonly Refusal[]>;
  readonly tokens: ComputedRef<number | null>;
  /** True while the prompt's last letters are not counted yet: what is shown belongs to the prompt before. */
  readonly behind: ComputedRef<boolean>;
}

/** Quotes the draft at every provider with the engine in the page, from the price entries in force at an instant, anew with every change. */
export function usePageOffers(draft: RequestDraft, at: string): PageOffers {
  const { state, reload } = usePriceEntries({ at });
  const { counted, behind } = usePromptTokens(() => draft.prompt);
  const book = computed<Outcome<PriceBook> | null>(() => (state.value.phase === 'ready' ? pagePriceBook(state.value.entries) : null));

  const quoted = computed<Outcome<QuoteOffers> | null>(() => {
    if (!book.value || !counted.value) return null;
    if (!book.value.ok) return book.value;
    return pageOffers(book.value.value, { ...draft, prompt: counted.value.prompt }, counted.value.tokens, at);
  });
  const place = computed(() =>
    book.value?.ok && counted.value
      ? { book: book.value.value, draft: { ...draft, prompt: counted.value.prompt }, promptTokens: counted.value.tokens, at }
      : null,
  );
  const refusals = computed(() => (quoted.value ? refusalsOf(quoted.value) : []));
  return { state, reload, quoted, place, refusals, tokens: computed(() => counted.value?.tokens ?? null), behind };
}
