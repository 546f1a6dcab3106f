import { accepted } from '@halfpenny/core';
import type { Outcome, PriceBook, PriceDraft, QuoteOffers, QuoteOptions, Refusal } from '@halfpenny/core';
import { computed } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { usePriceEntries } from '../price-book/use-price-entries.ts';
import type { PriceEntriesState } from '../price-book/use-price-entries.ts';
import type { PriceEntryRow } from '../price-book/price-entry-row.ts';
import { draftedBook } from './drafts/drafted-book.ts';
import type { DraftedBook } from './drafts/drafted-book.ts';
import type { GridPlace } from './price-grid.ts';
import { pageOffers, refusalsOf } from './page-offers.ts';
import { pagePriceBook, quotableRows } from './page-price-book.ts';
import type { RequestDraft } from './request-draft.ts';
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
  readonly drafts?: () => readonly PriceDraft[] | null;
  readonly now?: string;
}

/** What the page can say of a draft while it is being written. */
export interface PageOffers {
  readonly state: Readonly<Ref<PriceEntriesState>>;
  readonly reload: () => void;
  /** The entries that a quote can need, of every period. */
  readonly rows: ComputedRef<readonly PriceEntryRow[]>;
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

/** Quotes the draft at every provider with the engine in the page, from the entries of every period as they are known now, anew with every change. */
export function usePageOffers({ draft, at, stages, drafts, now = '' }: PageQuestion): PageOffers {
  const { state, reload } = usePriceEntries({});
  const { counted, behind } = usePromptTokens(() => promptOf(draft()));
  const rows = computed(() => quotableRows(state.value.entries));
  const known = computed<Outcome<PriceBook> | null>(() => (state.value.phase === 'ready' ? pagePriceBook(rows.value) : null));
  const under = computed(() => {
    const changes = drafts?.() ?? null;
    return changes === null || known.value === null ? null : draftedBook(rows.value, changes, now);
  });
  const book = computed<Outcome<PriceBook> | null>(() =>
    under.value?.ok ? accepted(under.value.value.book) : (under.value ?? known.value),
  );

  const place = computed<GridPlace | null>(() => {
    const written = draft();
    if (!written.ok || !book.value?.ok || !counted.value) return null;
    const { prompt, tokens: promptTokens } = counted.value;
    return { book: book.value.value, draft: { ...written.value, prompt }, promptTokens, at: at(), stages: stages?.() };
  });
  const quoted = computed<Outcome<QuoteOffers> | null>(() => {
    const written = draft();
    if (!book.value || !counted.value) return null;
    if (!book.value.ok) return book.value;
    if (!written.ok) return written;
    return place.value && pageOffers(place.value, place.value.draft);
  });
  const inForce = computed(() => {
    if (under.value === null || !known.value?.ok || place.value === null) return null;
    const before = pageOffers({ ...place.value, book: known.value.value }, place.value.draft);
    return before.ok ? before.value : null;
  });
  const drafted = computed(() => (under.value?.ok ? under.value.value : null));
  const refusals = computed(() => (quoted.value ? refusalsOf(quoted.value) : []));
  return { state, reload, rows, quoted, inForce, drafted, place, refusals, tokens: computed(() => counted.value?.tokens ?? null), behind };
}

/** Nothing is counted of a prompt that cannot be rendered. */
function promptOf(draft: Outcome<RequestDraft>): string {
  return draft.ok ? draft.value.prompt : '';
}
