import type { QueryResultRow } from 'pg';
import type { Transaction } from './database.ts';

/** A question with many rows, and how many of them are held at once. */
export interface ManyRows {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly setMost?: number;
}

/** The rows of a question in sets, so that the text of all of them is never held at once. One at a time in a transaction; a transaction asks once under each name. */
export async function* rowsInSets<Row extends QueryResultRow>(
  tx: Transaction,
  name: string,
  { text, values, setMost = 5_000 }: ManyRows,
): AsyncGenerator<readonly Row[]> {
  // All rows are wanted: a plan that is quick to begin and slow to end is none.
  await tx.$client.query('SET LOCAL cursor_tuple_fraction = 1');
  await tx.$client.query(`DECLARE ${name} NO SCROLL CURSOR FOR ${text}`, [...values]);
  for (;;) {
    const { rows } = await tx.$client.query<Row>(`FETCH ${setMost} FROM ${name}`);
    if (rows.length > 0) yield rows;
    if (rows.length < setMost) break;
  }
  await tx.$client.query(`CLOSE ${name}`);
}
