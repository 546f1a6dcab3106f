import { accepted } from '@halfpenny/core';
import type { Outcome, PriceBook, PriceEntry, QuoteOffers, QuoteOptions, Refusal } from '@halfpenny/core';
import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import type { DraftedBook } from './drafts/drafted-book.ts';
import type { GridPlace } from './price-grid.ts';
import { pageOffers, refusalsOf } from './page-offers.ts';
import type { RequestDraft } from './request-draft.ts';
import { useDraftedBook } from './drafts/use-drafted-book.ts';
import type { DraftsOfBook } from './drafts/use-drafted-book.ts';
import { useChargedBook } from './use-charged-book.ts';
import type { ChargedBook } from './use-charged-book.ts';
import { usePromptTokens } from './use-prompt-tokens.ts';

/** What is priced, and by which prices. */
export interface PageQuestion {
  /** Filled in by its template; a refusal where that cannot be done. */
  readonly draft: () => Outcome<RequestDraft>;
  /** The instant whose prices are used. */
  readonly at: () => string;
  /** What each stage of the workspace fills in. */
  readonly stages?: () => QuoteOptions['stageDefaults'];
  /** Drafts to price under, as if they were published at `now`; null: none. */
  readonly drafts?: () => DraftsOfBook | null;
  readonly now?: string;
}

/** What the page can say of a draft while it is being written. */
export interface PageOffers {
  /** What the workspace is charged by. */
  readonly charged: ChargedBook;
  /** The entries that are priced by, of every period. */
  readonly entries: ComputedRef<readonly PriceEntry[]>;
  /** Null while prices or tokens are still awaited. */
  readonly quoted: ComputedRef<Outcome<QuoteOffers> | null>;
  /** The same without the drafts; null where none are looked at. */
  readonly inForce: ComputedRef<QuoteOffers | null>;
  /** What the drafts make of the book; null where none are looked at. */
  readonly drafted: ComputedRef<DraftedBook | null>;
  /** From what the page quotes; null with it. */
  readonly place: ComputedRef<GridPlace | null>;
  readonly refusals: ComputedRef<readonly Refusal[]>;
  readonly tokens: ComputedRef<number | null>;
  /** True while the prompt's last letters are not counted yet: what is shown belongs to the prompt before. */
  readonly behind: ComputedRef<boolean>;
}

/** Quotes the draft at every provider with the engine in the page, by what the workspace is charged, or under drafts of a book, anew with every change. */
export function usePageOffers({ draft, at, stages, drafts, now = '' }: PageQuestion): PageOffers {
  const charged = useChargedBook();
  const { counted, behind } = usePromptTokens(() => promptOf(draft()));
  const both = useDraftedBook(() => drafts?.() ?? null, now);
  const drafted = computed(() => (both.value?.under.ok ? both.value.under.value : null));
  const book = computed<Outcome<PriceBook> | null>(() => {
    if ((drafts?.() ?? null) === null) return charged.book.value;
    if (both.value === null) return null;
    const { under } = both.value;
    return under.ok ? accepted(under.value.book) : under;
  });
  const entries = computed(() => (book.value?.ok ? book.value.value.entries : []));

  const place = computed<GridPlace | null>(() => {
    const written = draft();
    if (!written.ok || !book.value?.ok || !counted.value) return null;
    const { prompt, tokens: promptTokens } = counted.value;
    const looked = drafts?.() ?? null;
    const sold = looked === null ? charged.isSold.value : looked.book !== 'cost';
    return { book: book.value.value, draft: { ...written.value, prompt }, promptTokens, at: at(), stages: stages?.(), sold };
  });
  const quoted = computed<Outcome<QuoteOffers> | null>(() => {
    const written = draft();
    if (!book.value || !counted.value) return null;
    if (!book.value.ok) return book.value;
    if (!written.ok) return written;
    return place.value && pageOffers(place.value, place.value.draft);
  });
  const inForce = computed(() => {
    if (!both.value?.without.ok || place.value === null) return null;
    const before = pageOffers({ ...place.value, book: both.value.without.value.book }, place.value.draft);
    return before.ok ? before.value : null;
  });
  const refusals = computed(() => (quoted.value ? refusalsOf(quoted.value) : []));
  return { charged, entries, quoted, inForce, drafted, place, refusals, tokens: computed(() => counted.value?.tokens ?? null), behind };
}

/** Nothing is counted of a prompt that cannot be rendered. */
function promptOf(draft: Outcome<RequestDraft>): string {
  return draft.ok ? draft.value.prompt : '';
}
