import { to as copyTo } from 'pg-copy-streams';
import { live } from '../finance/export/csv-text.ts';
import type { Transaction } from '../platform/database.ts';
import { csvLine, type Cell } from './csv-line.ts';

/** A file of an audit pack: its name, and its text in pieces. */
export interface PackFile {
  readonly name: string;
  readonly pieces: () => AsyncIterable<string | Buffer>;
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

/** A file of any number of rows, which the database writes, so that none of them is an object on the way: a question without parameters, in the order of the file. `tail` are lines that follow. */
export function copiedCsv(
  tx: Transaction,
  name: string,
  { columns, text, tail = '' }: { readonly columns: readonly string[]; readonly text: string; readonly tail?: string },
): PackFile {
  return {
    name,
    async *pieces() {
      yield csvLine(columns);
      yield* tx.$client.query(copyTo(`COPY (${text}) TO STDOUT WITH (FORMAT csv)`)) as AsyncIterable<Buffer>;
      yield tail;
    },
  };
}

/** SQL for a text that anybody may have written, as a cell of such a file: a number as it is, and of all else nothing is ever a formula, as `csvLine` has it. */
export function textCell(text: string): string {
  const isNumber = String.raw`'^-?\d+(\.\d+)?$'`;
  return `CASE WHEN ${text} ~ ${isNumber} THEN ${text} WHEN ${text} ~ '${live.replaceAll("'", "''")}' THEN '''' || ${text} ELSE nullif(${text}, '') END`;
}
