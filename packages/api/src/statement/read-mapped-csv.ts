import type { ColumnMapping, ColumnRole } from './column-mapping.ts';
import { bucketOf } from './csv-bucket.ts';
import { plainNumber } from './csv-number.ts';
import { CellRejected, readTable, type TableRow } from './csv-table.ts';
import { quantityOf } from './stated-quantity.ts';
import { statedAmount, type StatedAmount } from './stated-amount.ts';
import type { Found, StatementLineRead } from './stated.ts';

/** A CSV whose columns somebody named. */
export function readMappedCsv(text: AsyncIterable<string>, mapping: ColumnMapping): AsyncGenerator<Found> {
  const { columns, delimiter, headLine } = mapping;
  return readTable(text, {
    layout: { delimiter, headLine },
    needed: Object.values(columns),
    columnOf: (field) => columns[(field === 'bucket' ? 'end' : field) as ColumnRole] ?? columns[field === 'bucket' ? 'start' : 'lineItem'],
    read: (row) => lineOf(row, mapping),
  });
}

function lineOf(row: TableRow, mapping: ColumnMapping): StatementLineRead {
  const { columns } = mapping;
  const cell = (role: ColumnRole): string => row.cell(columns[role] ?? '');
  const given = (role: ColumnRole): string | undefined => cell(role) || undefined;
  const bucket = bucketOf({ start: cell('start'), end: columns.end === undefined ? undefined : cell('end'), dates: mapping.dates });
  if (!bucket.ok) throw new CellRejected(bucket.refusal.message, columns[bucket.refusal.path[0] === 'end' ? 'end' : 'start'] ?? '');
  return {
    bucket: bucket.value,
    project: cell('project'),
    apiKey: cell('apiKey'),
    lineItem: row.text(columns.lineItem ?? ''),
    currency: mapping.currency ?? cell('currency'),
    amount: amountOf(cell('amount'), 'amount', mapping),
    quantity: quantityIn(cell('quantity'), mapping),
    quantityUnit: given('quantityUnit'),
    requestId: given('requestId'),
    clientRequestId: given('clientRequestId'),
    model: given('model'),
    size: given('size'),
    quality: given('quality'),
    category: given('category'),
    invoiceId: given('invoiceId'),
    balance: given('balance') === undefined ? undefined : amountOf(cell('balance'), 'balance', mapping),
  };
}

function amountOf(text: string, role: 'amount' | 'balance', mapping: ColumnMapping): StatedAmount {
  const amount = statedAmount(plainNumber(text, mapping), mapping.unit);
  if (!amount.ok) throw new CellRejected(`${amount.refusal.message}${hint(text, mapping)}`, mapping.columns[role] ?? '');
  return { ...amount.value, text };
}

/** A share is written with its sign: 50% of a unit is 0.5. */
function quantityIn(text: string, mapping: ColumnMapping): StatementLineRead['quantity'] {
  const share = /^(.*?)\s*%$/.exec(text)?.[1];
  const quantity = quantityOf(plainNumber(share ?? text, mapping), share === undefined ? 0 : -2);
  if (!quantity.ok) throw new CellRejected(`${quantity.refusal.message}${hint(text, mapping)}`, mapping.columns.quantity ?? '');
  return quantity.value === undefined ? undefined : { ...quantity.value, text };
}

function hint(text: string, { thousands }: ColumnMapping): string {
  return thousands === undefined && /\d[.,' \u00a0]\d{3}/.test(text) ? ' Where a sign groups thousands, the mapping names it.' : '';
}
