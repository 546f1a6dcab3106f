import type { Transaction } from '../platform/database.ts';
import { csvLine, type Cell } from './csv-line.ts';

/** A file of an audit pack: its name, and its text in pieces. */
export interface PackFile {
  readonly name: string;
  readonly pieces: () => AsyncIterable<string>;
}

/** A file of rows that are few enough to be read at once. */
export function jsonFile(name: string, value: unknown): PackFile {
  return {
    name,
    async *pieces() {
      yield `${JSON.stringify(value, null, 2)}\n`;
    },
  };
}

/** A file of rows that are few enough to be held. */
export function csvFile<T extends object>(name: string, columns: readonly (keyof T & string)[], rows: readonly T[]): PackFile {
  return {
    name,
    async *pieces() {
      yield csvLine(columns);
      for (const row of rows) yield csvLine(columns.map((column) => row[column] as Cell));
    },
  };
}

/** A question whose rows are arrays of cells, asked page by page: after the last key, so many at once. */
export interface PagedQuestion {
  readonly columns: readonly string[];
  /** With $1 and $2 the bounds of the page, the first not included. */
  readonly text: string;
  readonly from: bigint;
  readonly until: bigint;
  /** Lines that follow the last page. */
  readonly tail: string;
}

const pageMost = 2_000n;

/** A file of any length: a page of keys at a time, in their order. */
export function pagedCsv(tx: Transaction, name: string, { columns, text, from, until, tail }: PagedQuestion): PackFile {
  return {
    name,
    async *pieces() {
      yield csvLine(columns);
      for (let after = from - 1n; after < until; after += pageMost) {
        const last = after + pageMost < until ? after + pageMost : until;
        const { rows } = await tx.$client.query<Cell[]>({ text, values: [after.toString(), last.toString()], rowMode: 'array' });
        yield rows.map(csvLine).join('');
      }
      yield tail;
    },
  };
}

/** Rows as arrays of cells, of any number: read a piece at a time, in the order of the question. */
export function streamedCsv(
  tx: Transaction,
  name: string,
  { columns, text }: { readonly columns: readonly string[]; readonly text: string },
): PackFile {
  return {
    name,
    async *pieces() {
      yield csvLine(columns);
      await tx.$client.query(`DECLARE pack_rows NO SCROLL CURSOR FOR ${text}`);
      for (;;) {
        const { rows } = await tx.$client.query<Cell[]>({ text: `FETCH ${pageMost} FROM pack_rows`, rowMode: 'array' });
        if (rows.length === 0) break;
        yield rows.map(csvLine).join('');
      }
      await tx.$client.query('CLOSE pack_rows');
    },
  };
}
