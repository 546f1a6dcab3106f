import type { Database } from '../platform/database.ts';
import type { Dimension } from './dimension.ts';
import { nameValues } from './name-values.ts';

/** What has one value for each dimension that was asked for. */
interface Keyed {
  readonly keys: readonly (string | null)[];
}

/** A value with the name people know it by. */
export interface ShownKey {
  readonly dimension: Dimension;
  readonly value: string | null;
  readonly label: string | null;
}

/** The keys of rows as GraphQL shows them, in the order of the rows. */
export async function shownKeys(database: Database, by: readonly Dimension[], rows: readonly Keyed[]): Promise<readonly ShownKey[][]> {
  const wanted = by.map((dimension, index) => ({ dimension, values: [...new Set(rows.flatMap(({ keys }) => keys[index] ?? []))] }));
  const names = await nameValues(database, wanted);
  return rows.map(({ keys }) =>
    by.map((dimension, index) => {
      const value = keys[index] ?? null;
      return { dimension, value, label: value === null ? null : (names.get(value) ?? value) };
    }),
  );
}
