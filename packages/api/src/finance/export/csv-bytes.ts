import { safeCell } from '../../price-list/csv-cell.ts';
import type { Column } from './column.ts';

/**
 * Pages of rows → CSV: RFC 4180, UTF-8, the names of the columns first, an empty cell for null. Text that a spreadsheet would take for a formula has an apostrophe in
 * front; figures are digits, which no spreadsheet runs.
 */
export async function* csvBytes<Row>(pages: AsyncIterable<readonly Row[]>, columns: readonly Column<Row>[]): AsyncGenerator<Buffer> {
  yield Buffer.from(`${columns.map(({ name }) => name).join(',')}\r\n`);
  for await (const rows of pages) {
    if (rows.length > 0) yield Buffer.from(rows.map((row) => columns.map((each) => cell(each, row)).join(',') + '\r\n').join(''));
  }
}

function cell<Row>({ kind, value }: Column<Row>, row: Row): string {
  const text = value(row);
  if (text === null) return '';
  return kind === 'text' ? quoted(safeCell(text)) : text;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
