import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import { computed } from 'vue';
import type { ComputedRef, WritableComputedRef } from 'vue';
import { useMe } from '../../access/use-me.ts';
import { useQueryText } from '../../address/use-query-text.ts';
import { PlaygroundChangeSetDocument, PlaygroundChangeSetsDocument } from '../../generated/graphql.ts';
import type { PlaygroundChangeSetQuery } from '../../generated/graphql.ts';
import { useApiQuery } from '../../graphql/use-api-query.ts';
import type { DraftsOfBook } from './use-drafted-book.ts';

/** A change set whose drafts are looked at. */
export type LookedAt = NonNullable<PlaygroundChangeSetQuery['priceChangeSet']>;

/** The change set under which the playground prices, which lives in the address. */
export interface ChosenDrafts {
  readonly chosen: WritableComputedRef<string>;
  /** Those that are drafted or in review, of every book. */
  readonly choices: ComputedRef<readonly { readonly value: string; readonly label: string }[]>;
  /** Undefined: none is chosen, or it is not there, or not yet. */
  readonly changeSet: ComputedRef<LookedAt | undefined>;
  /** Its drafts; null where none is looked at. */
  readonly drafts: ComputedRef<DraftsOfBook | null>;
}

const actions = { ADD: 'add', CORRECT: 'correct', WITHDRAW: 'withdraw', CLOSE: 'close' } as const;

/** Keeps a change set at hand and looks again every five seconds, for somebody may be writing in it. Whoever does not see costs is offered none. */
export function useChosenDrafts(): ChosenDrafts {
  const { me, seesCost } = useMe();
  const may = computed(() => me.value !== undefined && seesCost.value);
  const chosen = useQueryText('drafts');
  const listed = useApiQuery(PlaygroundChangeSetsDocument, () => (may.value ? {} : null));
  const read = useApiQuery(PlaygroundChangeSetDocument, () => (may.value && chosen.value !== '' ? { id: chosen.value } : null));
  const choices = computed(() => {
    const { drafted, submitted } = listed.state.value.data ?? {};
    const nodes = [...(drafted?.edges ?? []), ...(submitted?.edges ?? [])].map(({ node }) => node);
    return nodes.map(({ id, title, book, draftCount }) => {
      const count = draftCount === 1 ? '1 draft' : `${draftCount} drafts`;
      return { value: id, label: `${title} (${count}${book === 'cost' ? '' : ` of ${book}`})` };
    });
  });
  const changeSet = computed(() => (chosen.value === '' ? undefined : (read.state.value.data?.priceChangeSet ?? undefined)));
  const drafts = computed<DraftsOfBook | null>(() => {
    if (changeSet.value === undefined) return null;
    const { book, drafts: written } = changeSet.value;
    return {
      book,
      drafts: written.map(({ id, action, targetId, entry, endsAt }) => ({ id, action: actions[action], targetId, entry, endsAt })),
    };
  });
  const visibility = useDocumentVisibility();
  useIntervalFn(() => {
    if (visibility.value === 'visible' && chosen.value !== '') void read.refresh();
  }, 5000);
  return { chosen, choices, changeSet, drafts };
}
