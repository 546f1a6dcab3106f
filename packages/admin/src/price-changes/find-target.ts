import type { KnownPrice } from '@halfpenny/core';
import { entryState, sortableInstant } from '../price-book/entry-state.ts';
import { actionOf } from './draft-row.ts';
import type { DraftRow } from './draft-row.ts';

/**
 * The entry that a row is about, where it was typed and not chosen: of its provider, model and mode, for a correction the one in force at its start,
 * for a withdrawal the one that begins then, or the only one still to come, for a close the one in force now. Undefined where there is none.
 */
function findTarget(row: DraftRow, known: readonly KnownPrice[], now: string): KnownPrice | undefined {
  const { provider, model, mode, from = '' } = row.cells;
  const ofKey = known.filter(
    (each) => each.provider === provider && each.model === model && each.mode === (mode || 'realtime').toLowerCase(),
  );
  const instant = sortableInstant(from.includes('T') ? from : `${from}T00:00:00Z`);
  const at = (when: string) => ofKey.find((each) => entryState(each, when) === 'in force');
  if (actionOf(row) === 'close') return at(sortableInstant(now));
  if (actionOf(row) === 'correct') return at(from === '' ? sortableInstant(now) : instant);
  const coming = ofKey.filter((each) => entryState(each, sortableInstant(now)) === 'scheduled');
  return coming.find(({ validFrom }) => validFrom === instant) ?? (coming.length === 1 ? coming[0] : undefined);
}

/** Rows with the entries they are about, where those can be told; what no longer needs one has none. */
export function withTargets(rows: readonly DraftRow[], known: readonly KnownPrice[], now: string): readonly DraftRow[] {
  return rows.map((row) => {
    if (actionOf(row) === 'add') return row.targetId === null ? row : { ...row, targetId: null };
    if (row.targetId !== null && known.some(({ id }) => id === row.targetId)) return row;
    const found = findTarget(row, known, now)?.id ?? null;
    return found === row.targetId ? row : { ...row, targetId: found };
  });
}
