import { draftOfRow } from './draft-row.ts';
import type { DraftRow } from './draft-row.ts';

/** A draft that two people wrote at once: as it stands here, and as it was saved meanwhile; undefined where one of them removed it. */
export interface Collision {
  readonly id: string;
  readonly mine: DraftRow | undefined;
  readonly theirs: DraftRow | undefined;
}

/** Rows as they stand here, as they were read, and as they are saved now. */
export interface Versions {
  readonly mine: readonly DraftRow[];
  readonly base: readonly DraftRow[];
  readonly theirs: readonly DraftRow[];
}

/** What a row says, as text: two rows that say the same are the same, whoever typed them. */
function rowText(row: DraftRow | undefined): string {
  return row === undefined ? '' : JSON.stringify(draftOfRow(row));
}

/**
 * Brings together what was written here and what was saved meanwhile. What only one of them changed is taken as it is; where both did, what was
 * written here stays and is told as a collision. Nothing that was typed is lost.
 */
export function mergeRows({ mine, base, theirs }: Versions): {
  readonly rows: readonly DraftRow[];
  readonly collisions: readonly Collision[];
} {
  const [here, read, saved] = [mine, base, theirs].map((rows) => new Map(rows.map((row) => [row.id, row])));
  const collisions: Collision[] = [];
  const decided = (id: string): DraftRow | undefined => {
    const [own, before, other] = [here?.get(id), read?.get(id), saved?.get(id)];
    const [ownText, beforeText, otherText] = [own, before, other].map(rowText);
    if (otherText === beforeText || ownText === otherText) return own;
    if (ownText === beforeText) return other;
    collisions.push({ id, mine: own, theirs: other });
    return own;
  };
  const ids = new Set([...mine, ...theirs].map(({ id }) => id));
  return { rows: [...ids].map(decided).filter((row) => row !== undefined), collisions };
}

/** Rows that differ from what is saved, and ids of saved ones that are gone. */
export function unsavedWork(
  rows: readonly DraftRow[],
  saved: readonly DraftRow[],
): { readonly changed: readonly DraftRow[]; readonly removed: readonly string[] } {
  const before = new Map(saved.map((row) => [row.id, row]));
  const here = new Set(rows.map(({ id }) => id));
  return {
    changed: rows.filter((row) => before.get(row.id) !== row && rowText(before.get(row.id)) !== rowText(row)),
    removed: saved.filter(({ id }) => !here.has(id)).map(({ id }) => id),
  };
}
