import { csvRows, CsvBroken, type CsvLayout } from '../platform/csv-rows.ts';
import { lineProblem } from './line-problem.ts';
import { StatementBroken, type Found, type StatementLineRead } from './stated.ts';

/** A row of a table, asked by the names of its columns. */
export interface TableRow {
  /** The cell without blanks around it; empty where the table has no such column. */
  cell(name: string): string;
  /** The same with its blanks. */
  text(name: string): string;
}

/** A cell that cannot be read: thrown while its row is. */
export class CellRejected extends Error {
  constructor(
    message: string,
    readonly column: string,
  ) {
    super(message);
  }
}

/** What is read of a table. */
export interface Table {
  readonly layout?: CsvLayout | undefined;
  /** The columns there must be, and those there may be. */
  readonly needed: readonly string[];
  readonly welcome?: readonly string[] | undefined;
  /** What two names of columns have in common that are the same; absent: every letter. */
  readonly sameName?: ((name: string) => string) | undefined;
  /** The column that holds a field of a line, for whoever has to look there. */
  readonly columnOf: (field: string) => string | undefined;
  /** Throws `CellRejected`; undefined where the row is about somebody else. */
  readonly read: (row: TableRow) => StatementLineRead | undefined;
}

/**
 * A CSV, row by row. What looks like a formula is text and stays text. Rows with a cell too many or too few, and cells that cannot be read, are rejected at their line and column. Throws
 * `StatementBroken` where a column is not there, or twice, and where the text is no CSV.
 */
export async function* readTable(text: AsyncIterable<string>, table: Table): AsyncGenerator<Found> {
  let columns: Columns | undefined;
  const headLine = table.layout?.headLine ?? 1;
  try {
    for await (const { line, cells } of csvRows(text, table.layout)) {
      if (columns === undefined) columns = columnsOf(cells, table, line);
      else yield readRow({ line, cells, columns, table });
    }
  } catch (cause) {
    if (cause instanceof CsvBroken) throw new StatementBroken(cause.message, { line: cause.line, column: 1 });
    throw cause;
  }
  if (columns === undefined)
    throw new StatementBroken(`The file is empty: its line ${headLine} has the names of the columns.`, { line: 1, column: 1 });
}

interface Columns {
  readonly count: number;
  readonly at: ReadonlyMap<string, number>;
}

function columnsOf(cells: readonly string[], { needed, welcome = [], sameName = (name) => name }: Table, line: number): Columns {
  const names = cells.map((name) => sameName(name.trim()));
  const at = new Map<string, number>();
  for (const name of [...needed, ...welcome]) {
    const index = names.indexOf(sameName(name));
    if (index === -1 && welcome.includes(name)) continue;
    if (index === -1)
      throw new StatementBroken(`There is no column named ${JSON.stringify(name)}; there are ${cells.join(', ').slice(0, 2000)}.`, {
        line,
        column: 1,
      });
    const again = names.lastIndexOf(sameName(name));
    if (again !== index) throw new StatementBroken(`Two columns are named ${JSON.stringify(name)}.`, { line, column: again + 1 });
    at.set(name, index);
  }
  return { count: names.length, at };
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  readonly columns: Columns;
  readonly table: Table;
}

function readRow({ line, cells, columns: { count, at }, table }: Row): Found {
  if (cells.length !== count) {
    const message = `The line has ${cells.length} cells where the names are ${count}.`;
    return { kind: 'rejected', place: { line, column: Math.min(cells.length, count) + 1 }, field: '', message };
  }
  const text = (name: string): string => cells[at.get(name) ?? -1] ?? '';
  const rejected = (column: string, message: string): Found => ({
    kind: 'rejected',
    place: { line, column: (at.get(column) ?? 0) + 1 },
    field: column,
    message,
  });
  try {
    const read = table.read({ text, cell: (name) => text(name).trim() });
    if (read === undefined) return { kind: 'left-out' };
    const problem = lineProblem(read);
    if (problem === undefined) return { kind: 'line', place: { line, column: 1 }, line: read };
    return rejected(table.columnOf(problem.field) ?? problem.field, problem.message);
  } catch (cause) {
    if (!(cause instanceof CellRejected)) throw cause;
    return rejected(cause.column, cause.message);
  }
}
