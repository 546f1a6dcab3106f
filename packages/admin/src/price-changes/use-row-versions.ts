import { computed, shallowRef } from 'vue';
import type { ChangeSetFieldsFragment } from '../generated/graphql.ts';
import { useHistory } from '../grid/use-history.ts';
import { rowOfDraft } from './draft-row.ts';
import type { DraftRow } from './draft-row.ts';
import { mergeRows, unsavedWork } from './merge-rows.ts';
import type { Collision } from './merge-rows.ts';
import { newUuid } from './new-uuid.ts';

/** The rows of a change set as they stand here beside those that are saved, and where two people wrote one at once. */
export function useRowVersions() {
  const set = shallowRef<ChangeSetFieldsFragment | null>(null);
  const saved = shallowRef<readonly DraftRow[]>([]);
  const collisions = shallowRef<readonly Collision[]>([]);
  const history = useHistory<readonly DraftRow[]>([]);
  const rows = history.now;
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

  /** Ends a collision: mine is kept, to be saved over theirs, or theirs is taken. */
  function settle({ id, mine, theirs }: Collision, chosen: 'mine' | 'theirs'): void {
    collisions.value = collisions.value.filter((each) => each.id !== id);
    if (chosen === 'mine') return;
    const others = rows.value.filter((row) => row.id !== id);
    if (theirs === undefined) history.change(others);
    else if (mine === undefined) history.change([...others, theirs]);
    else history.change(rows.value.map((row) => (row.id === id ? theirs : row)));
  }

  return { set, saved, rows, history, collisions, work, unsavedCount, changedIds, take, settle };
}
