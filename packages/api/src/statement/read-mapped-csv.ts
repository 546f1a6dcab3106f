import { csvRows, CsvBroken } from '../platform/csv-rows.ts';
import type { ColumnMapping, ColumnRole } from './column-mapping.ts';
import { bucketOf } from './csv-bucket.ts';
import { lineProblem } from './line-problem.ts';
import { quantityOf } from './stated-quantity.ts';
import { statedAmount, type StatedAmount } from './stated-amount.ts';
import { StatementBroken, type Found, type StatementLineRead } from './stated.ts';

/** Columns a file may lack all the same: those that FOCUS asks for only where they apply. */
const optional: ReadonlySet<ColumnRole> = new Set(['project', 'apiKey', 'quantity', 'quantityUnit', 'category']);

/**
 * A CSV whose columns somebody named, row by row. What looks like a formula is text and stays text. Rows with a cell too many or too few, and cells that cannot be read, are rejected
 * at their line and column. Throws `StatementBroken` where a column is not there, or twice, and where the text is no CSV.
 */
export async function* readMappedCsv(text: AsyncIterable<string>, mapping: ColumnMapping, isFocus = false): AsyncGenerator<Found> {
  let columns: Columns | undefined;
  try {
    for await (const { line, cells } of csvRows(text)) {
      if (columns === undefined) columns = columnsOf(cells, mapping, isFocus);
      else yield readRow({ line, cells, columns, mapping });
    }
  } catch (cause) {
    if (cause instanceof CsvBroken) throw new StatementBroken(cause.message, { line: cause.line, column: 1 });
    throw cause;
  }
  if (columns === undefined)
    throw new StatementBroken('The file is empty: its first line has the names of the columns.', { line: 1, column: 1 });
}

interface Columns {
  readonly count: number;
  readonly names: readonly string[];
  readonly at: Readonly<Partial<Record<ColumnRole, number>>>;
}

function columnsOf(cells: readonly string[], { columns }: ColumnMapping, isFocus: boolean): Columns {
  const names = cells.map((name) => name.trim());
  const at: Partial<Record<ColumnRole, number>> = {};
  for (const [role, name] of Object.entries(columns) as [ColumnRole, string][]) {
    const index = names.indexOf(name);
    if (index === -1 && isFocus && optional.has(role)) continue;
    if (index === -1)
      throw new StatementBroken(`There is no column named ${JSON.stringify(name)}; there are ${names.join(', ')}.`, { line: 1, column: 1 });
    const again = names.lastIndexOf(name);
    if (again !== index) throw new StatementBroken(`Two columns are named ${JSON.stringify(name)}.`, { line: 1, column: again + 1 });
    at[role] = index;
  }
  return { count: names.length, names, at };
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  readonly columns: Columns;
  readonly mapping: ColumnMapping;
}

/** A cell that cannot be read: caught where its row is read. */
class CellRejected extends Error {
  constructor(
    message: string,
    readonly role: ColumnRole,
  ) {
    super(message);
  }
}

function readRow(row: Row): Found {
  const { line, cells, columns, mapping } = row;
  if (cells.length !== columns.count) {
    const place = { line, column: Math.min(cells.length, columns.count) + 1 };
    return {
      kind: 'rejected',
      place,
      field: '',
      message: `The line has ${cells.length} cells where the first one names ${columns.count}.`,
    };
  }
  const placed = (role: string) => ({ line, column: (columns.at[role as ColumnRole] ?? 0) + 1 });
  const named = (role: string) => mapping.columns[role as ColumnRole] ?? role;
  try {
    const read = lineOf(row);
    const problem = lineProblem(read);
    if (problem === undefined) return { kind: 'line', place: { line, column: 1 }, line: read };
    return { kind: 'rejected', place: placed(problem.field), field: named(problem.field), message: problem.message };
  } catch (cause) {
    if (!(cause instanceof CellRejected)) throw cause;
    return { kind: 'rejected', place: placed(cause.role), field: named(cause.role), message: cause.message };
  }
}

function lineOf({ cells, columns, mapping }: Row): StatementLineRead {
  const cell = (role: ColumnRole): string => cells[columns.at[role] ?? -1]?.trim() ?? '';
  const given = (role: ColumnRole): string | undefined => cell(role) || undefined;
  const bucket = bucketOf(cell('start'), columns.at.end === undefined ? undefined : cell('end'));
  if (!bucket.ok) throw new CellRejected(bucket.refusal.message, bucket.refusal.path[0] === 'end' ? 'end' : 'start');
  const quantity = quantityOf(pointed(cell('quantity'), mapping));
  if (!quantity.ok) throw new CellRejected(quantity.refusal.message, 'quantity');
  return {
    bucket: bucket.value,
    project: cell('project'),
    apiKey: cell('apiKey'),
    lineItem: cells[columns.at.lineItem ?? -1] ?? '',
    currency: mapping.currency ?? cell('currency'),
    amount: amountOf(cell('amount'), 'amount', mapping),
    quantity: quantity.value,
    quantityUnit: given('quantityUnit'),
    requestId: given('requestId'),
    clientRequestId: given('clientRequestId'),
    model: given('model'),
    size: given('size'),
    quality: given('quality'),
    category: given('category'),
    balance: given('balance') === undefined ? undefined : amountOf(cell('balance'), 'balance', mapping),
  };
}

function amountOf(text: string, role: ColumnRole, mapping: ColumnMapping): StatedAmount {
  const amount = statedAmount(pointed(text, mapping), mapping.unit);
  if (!amount.ok) throw new CellRejected(amount.refusal.message, role);
  return { ...amount.value, text };
}

function pointed(text: string, { decimal }: ColumnMapping): string {
  return decimal === ',' && !text.includes('.') ? text.replace(',', '.') : text;
}
