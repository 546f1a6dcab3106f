import { useClientHandle } from '@urql/vue';
import { useEventListener, watchDebounced } from '@vueuse/core';
import { computed, shallowRef, watch } from 'vue';
import { ChangeSetDocument, SaveDraftsDocument } from '../generated/graphql.ts';
import type { ChangeSetFieldsFragment } from '../generated/graphql.ts';
import { useApiMutation } from '../graphql/use-api-mutation.ts';
import { useHistory } from '../grid/use-history.ts';
import type { ShownRefusal } from '../playground/field-refusals.ts';
import { draftOfRow, rowOfDraft } from './draft-row.ts';
import type { DraftRow } from './draft-row.ts';
import { keepWork, keptWork } from './kept-work.ts';
import { mergeRows, unsavedWork } from './merge-rows.ts';
import type { Collision } from './merge-rows.ts';
import { newUuid } from './new-uuid.ts';

/**
 * The work on a change set: its rows with their history, what of them is not saved, and what others saved meanwhile. What is typed is kept in this
 * browser until it is saved; saving never writes over what somebody else wrote.
 */
export function useChangeSetEditor(id: string) {
  const { client } = useClientHandle();
  const set = shallowRef<ChangeSetFieldsFragment | null>(null);
  const saved = shallowRef<readonly DraftRow[]>([]);
  const collisions = shallowRef<readonly Collision[]>([]);
  /** Whether unsaved work of an earlier visit stands here again. */
  const restored = shallowRef(false);
  const refusal = shallowRef<ShownRefusal | null>(null);
  const history = useHistory<readonly DraftRow[]>([]);
  const rows = history.now;
  const saving = useApiMutation(SaveDraftsDocument);

  const work = computed(() => unsavedWork(rows.value, saved.value));
  const unsavedCount = computed(() => work.value.changed.length + work.value.removed.length);
  const changedIds = computed<ReadonlySet<string>>(() => new Set(work.value.changed.map((row) => row.id)));

  /** Takes a change set as the service has it, and brings what was written here together with it. */
  function take(
    next: ChangeSetFieldsFragment,
    { mine, base }: { readonly mine: readonly DraftRow[]; readonly base: readonly DraftRow[] },
  ): void {
    const theirs = next.drafts.map((draft) => rowOfDraft(draft, newUuid));
    const merged = mergeRows({ mine, base, theirs });
    [set.value, saved.value, collisions.value] = [next, theirs, merged.collisions];
    history.change(merged.rows);
  }

  /** Begins with a change set that was fetched, and with the work that this browser kept of it. */
  function begin(fetched: ChangeSetFieldsFragment): void {
    const kept = keptWork(id);
    const open = fetched.state === 'DRAFT' || fetched.state === 'SUBMITTED';
    take(fetched, kept !== null && open ? { mine: kept.rows, base: kept.base } : { mine: [], base: [] });
    history.begin(rows.value);
    restored.value = unsavedCount.value > 0;
  }

  async function fetchAgain(): Promise<void> {
    const { data } = await client.query(ChangeSetDocument, { id }, { requestPolicy: 'network-only' }).toPromise();
    if (data?.priceChangeSet) take(data.priceChangeSet, { mine: rows.value, base: saved.value });
  }

  /** Saves what is unsaved: true once the service has it. A collision is shown, and nothing of it is written. */
  async function save(): Promise<boolean> {
    if (set.value === null || collisions.value.length > 0) return false;
    refusal.value = null;
    const { changed, removed } = work.value;
    if (changed.length + removed.length === 0) return true;
    const sent = rows.value;
    const input = { changeSetId: id, rowVersion: set.value.rowVersion, upserts: changed.map(draftOfRow), removals: [...removed] };
    const answer = (await saving.send({ input }))?.saveDrafts;
    if (answer?.kind === 'PriceChangeSet') {
      // What was typed while the answer was under way stays unsaved.
      take(answer, { mine: rows.value, base: sent });
      keep();
      return true;
    }
    if (answer?.kind === 'Refusal') {
      refusal.value = answer;
      if (answer.code === 'STALE_DRAFT') await fetchAgain();
    }
    return false;
  }

  /** Ends a collision: mine is kept, to be saved over theirs, or theirs is taken. */
  function settle({ id: draftId, mine, theirs }: Collision, keep: 'mine' | 'theirs'): void {
    collisions.value = collisions.value.filter((each) => each.id !== draftId);
    if (collisions.value.length === 0) refusal.value = null;
    if (keep === 'mine') return;
    const others = rows.value.filter((row) => row.id !== draftId);
    if (theirs === undefined) history.change(others);
    else if (mine === undefined) history.change([...others, theirs]);
    else history.change(rows.value.map((row) => (row.id === draftId ? theirs : row)));
  }

  /** Gives up what was not saved. */
  function revert(): void {
    [collisions.value, refusal.value, restored.value] = [[], null, false];
    history.change(saved.value);
  }

  function keep(): void {
    const unsaved = set.value !== null && unsavedCount.value > 0;
    keepWork(id, unsaved && set.value ? { rowVersion: set.value.rowVersion, rows: rows.value, base: saved.value } : null);
  }
  watchDebounced([rows, saved], keep, { debounce: 250, maxWait: 1000 });
  useEventListener('pagehide', keep);
  watch(unsavedCount, (count) => {
    if (count === 0) restored.value = false;
  });

  const sending = saving.sending;
  const failure = saving.failure;
  return {
    set,
    history,
    rows,
    collisions,
    restored,
    refusal,
    unsavedCount,
    changedIds,
    sending,
    failure,
    begin,
    take,
    save,
    settle,
    revert,
  };
}
