import { asSystem, type Database } from '../platform/database.ts';

/** How many transactions a fold takes at once: a second's work at most, so that the row locks of a fold are short. */
const postingsMost = 5_000;

/** Takes everything that was posted and regrouped so far into the roll-ups, set by set. Answers with how much; 0 where there was nothing, or another process is at it. */
export async function foldRollups(database: Database): Promise<number> {
  for (let folded = 0; ;) {
    const taken = await asSystem(database, async (tx) => {
      const { rows } = await tx.$client.query<{ taken: string }>('SELECT fold_rollups($1) AS taken', [postingsMost]);
      return Number(rows[0]?.taken);
    });
    if (taken === 0) return folded;
    folded += taken;
  }
}
