import type { DraftRow } from './draft-row.ts';

/** Work on a change set that was not saved: the rows as they stand, and as they were when they were read. */
export interface KeptWork {
  readonly rowVersion: number;
  readonly rows: readonly DraftRow[];
  readonly base: readonly DraftRow[];
}

const keyOf = (id: string): string => `halfpenny-change-set-${id}`;

/** Keeps unsaved work in this browser, so that a reload loses none of it. Null forgets it. */
export function keepWork(id: string, work: KeptWork | null): void {
  try {
    if (work === null) localStorage.removeItem(keyOf(id));
    else localStorage.setItem(keyOf(id), JSON.stringify(work));
  } catch {
    // A browser that keeps nothing, or has no room: the work stands on the page, and leaving it asks first.
  }
}

/** The work that was kept; null where there is none, or none that can be read. */
export function keptWork(id: string): KeptWork | null {
  try {
    const work = JSON.parse(localStorage.getItem(keyOf(id)) ?? 'null') as KeptWork | null;
    return work !== null && Array.isArray(work.rows) && Array.isArray(work.base) && typeof work.rowVersion === 'number' ? work : null;
  } catch {
    return null;
  }
}
