import { useClientHandle } from '@urql/vue';
import { useEventListener, watchDebounced } from '@vueuse/core';
import { shallowRef, watch } from 'vue';
import { ChangeSetDocument, SaveDraftsDocument } from '../generated/graphql.ts';
import type { ChangeSetFieldsFragment } from '../generated/graphql.ts';
import { useApiMutation } from '../graphql/use-api-mutation.ts';
import type { ShownRefusal } from '../playground/field-refusals.ts';
import { draftOfRow } from './draft-row.ts';
import { keepWork, keptWork } from './kept-work.ts';
import { useRowVersions } from './use-row-versions.ts';

/**
 * The work on a change set: its rows with their history, what of them is not saved, and what others saved meanwhile. What is typed is kept in this
 * browser until it is saved; saving never writes over what somebody else wrote.
 */
export function useChangeSetEditor(id: string) {
  const { client } = useClientHandle();
  const versions = useRowVersions();
  const { set, saved, rows, history, collisions, work, unsavedCount, take } = versions;
  /** Whether unsaved work of an earlier visit stands here again. */
  const restored = shallowRef(false);
  const refusal = shallowRef<ShownRefusal | null>(null);
  const { sending, failure, send } = useApiMutation(SaveDraftsDocument);

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
  function keep(): void {
    const unsaved = set.value !== null && unsavedCount.value > 0;
    keepWork(id, unsaved && set.value ? { rowVersion: set.value.rowVersion, rows: rows.value, base: saved.value } : null);
  }

  /** Saves what is unsaved: true once the service has it. A collision is shown, and nothing of it is written. */
  async function save(): Promise<boolean> {
    if (set.value === null || collisions.value.length > 0) return false;
    refusal.value = null;
    const { changed, removed } = work.value;
    if (changed.length + removed.length === 0) return true;
    const sent = rows.value;
    const input = { changeSetId: id, rowVersion: set.value.rowVersion, upserts: changed.map(draftOfRow), removals: [...removed] };
    const answer = (await send({ input }))?.saveDrafts;
    if (answer?.kind === 'PriceChangeSet') {
      // What was typed while the answer was under way stays unsaved.
      take(answer, { mine: rows.value, base: sent });
      keep();
      return true;
    }
    refusal.value = answer?.kind === 'Refusal' ? answer : null;
    if (answer?.kind === 'Refusal' && answer.code === 'STALE_DRAFT') await fetchAgain();
    return false;
  }
  /** Gives up what was not saved. */
  function revert(): void {
    [collisions.value, refusal.value, restored.value] = [[], null, false];
    history.change(saved.value);
  }

  watchDebounced([rows, saved], keep, { debounce: 250, maxWait: 1000 });
  useEventListener('pagehide', keep);
  watch(unsavedCount, (unsaved) => {
    if (unsaved === 0) restored.value = false;
  });
  watch(collisions, (now, before) => {
    if (now.length === 0 && before.length > 0) refusal.value = null;
  });
  return { ...versions, restored, refusal, sending, failure, begin, save, revert };
}
