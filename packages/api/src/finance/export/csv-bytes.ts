import { safeCell } from '../../price-list/csv-cell.ts';
import { remembering, type Column } from './column.ts';

/**
 * Pages of rows → CSV: RFC 4180, UTF-8, the names of the columns first, an empty cell for null. Text that a spreadsheet would take for a formula has an apostrophe in
 * front; figures are digits, which no spreadsheet runs.
 */
export async function* csvBytes<Row>(pages: AsyncIterable<readonly Row[]>, columns: readonly Column<Row>[]): AsyncGenerator<Buffer> {
  yield csvHead(columns);
  const cells = columns.map(cellOf);
  for await (const rows of pages) {
    let text = '';
    for (const row of rows) {
      text += cells[0]?.(row) ?? '';
      for (let place = 1; place < cells.length; place += 1) text += `,${cells[place]?.(row) ?? ''}`;
      text += '\r\n';
    }
    if (text !== '') yield Buffer.from(text);
  }
}

/** The names of the columns. */
export function csvHead(columns: readonly { readonly name: string }[]): Buffer {
  return Buffer.from(`${columns.map(({ name }) => name).join(',')}\r\n`);
}

/** How a row's cell of a column is written. */
function cellOf<Row>({ kind, value }: Column<Row>): (row: Row) => string {
  if (kind !== 'text') return (row) => value(row) ?? '';
  const written = remembering((text) => quoted(safeCell(text)));
  return (row) => {
    const text = value(row);
    return text === null ? '' : written(text);
  };
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
