import type { Bell } from '../platform/bell.ts';
import type { Database } from '../platform/database.ts';
import { isDone, markOf, readProgress } from './read-progress.ts';
import type { Followed, Progress } from './read-progress.ts';

/** For which news is waited, and how long at most. */
export interface Awaited extends Followed {
  /** The mark of what is known already; undefined: nothing is. */
  readonly after: string | undefined;
  readonly milliseconds: number;
}

/**
 * How far a generation has come, as soon as that is more than is known already; or as it stands when the time is over. While it waits it holds
 * no transaction and no connection. Undefined where there is no such generation.
 */
export async function awaitProgress(
  { database, bell }: { readonly database: Database; readonly bell: Bell },
  { after, milliseconds, ...followed }: Awaited,
): Promise<Progress | undefined> {
  const seen = await readProgress(database, followed);
  if (seen === undefined || after === undefined || markOf(seen) !== after || isDone(seen) || milliseconds === 0) return seen;
  // Listened for first and looked again after, so that what happens between the two looks is not missed.
  const heard = bell.heard(seen.id, milliseconds);
  const again = await readProgress(database, followed);
  if (again === undefined || markOf(again) !== after) return again;
  await heard;
  return await readProgress(database, followed);
}
