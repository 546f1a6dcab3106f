import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Transaction } from '../platform/database.ts';
import { stagedOf } from './staged-rows.ts';
import type { StoredImport } from './statement-import.table.ts';

/**
 * Copies rows into `staged`, a table of this transaction alone that is gone with it: what a process that dies has staged is never anybody's. It has the columns of the table the rows
 * are for, so that none is read through JSON, and memory stays as it is.
 */
export async function copyStaged(tx: Transaction, { series }: StoredImport, rows: AsyncIterable<string>): Promise<void> {
  const { table, columns } = stagedOf(series);
  await tx.$client.query(`CREATE TEMP TABLE staged ON COMMIT DROP AS SELECT ${columns.join(', ')} FROM ${table} WITH NO DATA`);
  const copy = tx.$client.query(copyFrom(`COPY staged (${columns.join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(inPieces(rows)), copy);
  await tx.$client.query('ANALYZE staged');
}

const pieceCharacters = 65_536;

async function* inPieces(rows: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let piece = '';
  for await (const row of rows) {
    piece += row;
    if (piece.length < pieceCharacters) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  yield Buffer.from(piece);
}
