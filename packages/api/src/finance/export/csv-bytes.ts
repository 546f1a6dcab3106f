import { safeCell } from '../../price-list/csv-cell.ts';
import { remembering, type Column } from './column.ts';

/**
 * Pages of rows → CSV: RFC 4180, UTF-8, the names of the columns first, an empty cell for null. Text that a spreadsheet would take for a formula has an apostrophe in
 * front; figures are digits, which no spreadsheet runs. Columns that are shared are written once for rows behind each other that say the same by `sharing`.
 */
export async function* csvBytes<Row>(
  pages: AsyncIterable<readonly Row[]>,
  columns: readonly Column<Row>[],
  sharing: (row: Row) => unknown = (row) => row,
): AsyncGenerator<Buffer> {
  yield csvHead(columns);
  const written = rowWriter(columns, sharing);
  for await (const rows of pages) if (rows.length > 0) yield Buffer.from(`${rows.map(written).join('\r\n')}\r\n`);
}

/** The names of the columns. */
export function csvHead(columns: readonly { readonly name: string }[]): Buffer {
  return Buffer.from(`${columns.map(({ name }) => name).join(',')}\r\n`);
}

/** How a row is written. Its cells are kept from row to row, so that what is shared stays as it was. */
function rowWriter<Row>(columns: readonly Column<Row>[], sharing: (row: Row) => unknown): (row: Row) => string {
  const places = columns.map((each, place) => ({ place, shared: each.shared, cell: cellOf(each) }));
  const [shared, own] = [places.filter((each) => each.shared), places.filter((each) => !each.shared)];
  const cells = columns.map(() => '');
  let last: unknown;
  return (row) => {
    const same = sharing(row);
    if (same !== last) for (const { place, cell } of shared) cells[place] = cell(row);
    for (const { place, cell } of own) cells[place] = cell(row);
    last = same;
    return cells.join(',');
  };
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
