import { bucketOf } from './csv-bucket.ts';
import { CellRejected, readTable, type TableRow } from './csv-table.ts';
import { statedAmount } from './stated-amount.ts';
import { quantityOf } from './stated-quantity.ts';
import type { Bucket, Found, StatementLineRead } from './stated.ts';

/** How a FOCUS file is taken: of whose lines, and by what they cost. `billed` is what is invoiced; `effective` what is used up, of credit that was paid before. */
export interface FocusReading {
  readonly provider: string;
  readonly cost: 'billed' | 'effective';
}

const needed = ['BillingCurrency', 'ChargePeriodStart', 'ChargePeriodEnd'];
/** Who it is billed by, in one of these columns. */
const issuers = ['ProviderName', 'PublisherName', 'InvoiceIssuerName'];
/** What it is for, in the first of these that says something. */
const words = ['ChargeDescription', 'SkuMeter', 'SkuPriceId', 'SkuId', 'ServiceName'];
const facts = ['ChargeCategory', 'ChargeClass', 'BillingPeriodStart', 'BillingPeriodEnd', 'SubAccountId', 'InvoiceId'];
const figures = ['ConsumedQuantity', 'ConsumedUnit', 'PricingQuantity', 'PricingUnit'];
const own = ['x_ApiKeyId', 'x_Attempt', 'x_RequestId'];
const welcome = [...facts, ...figures, ...own, ...issuers, ...words];
const categories = ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'];
const fields: Readonly<Record<string, string>> = {
  bucket: 'ChargePeriodEnd',
  currency: 'BillingCurrency',
  project: 'SubAccountId',
  apiKey: 'x_ApiKeyId',
  lineItem: 'ChargeDescription',
};

/**
 * FOCUS 1.0 to 1.2 as CSV, of whatever tool: columns in any order and spelling of capitals, others left alone, cells of `NULL` none. Lines of other providers are left out. A correction of
 * an invoice of an earlier period is billed in this one, and lies in it as an adjustment. Source: focus.finops.org, columns of 1.0, 1.1 and 1.2, read 2026-11-21.
 */
export function readFocus(text: AsyncIterable<string>, reading: FocusReading): AsyncGenerator<Found> {
  const cost = reading.cost === 'billed' ? 'BilledCost' : 'EffectiveCost';
  return readTable(text, {
    needed: [cost, ...needed],
    welcome,
    sameName: (name) => name.toLowerCase().replaceAll(/[^a-z]/g, ''),
    columnOf: (field) => fields[field],
    read: (row) => lineOf({ ...row, cell: (name) => saidIn(row.cell(name)) }, { ...reading, column: cost }),
  });
}

function saidIn(cell: string): string {
  return /^(null|\\N)$/i.test(cell) ? '' : cell;
}

function lineOf(row: TableRow, { provider, column }: FocusReading & { readonly column: string }): StatementLineRead | undefined {
  if (!isOf(provider, row)) return undefined;
  const amount = statedAmount(row.cell(column), 'currency');
  if (!amount.ok) throw new CellRejected(amount.refusal.message, column);
  const category = categoryOf(row);
  const [charged, billed] = [spanOf(row, 'ChargePeriod'), spanOf(row, 'BillingPeriod')];
  if (charged === undefined) throw new CellRejected('A charge says from when to when it is.', 'ChargePeriodStart');
  const isCorrection = /^correction$/i.test(row.cell('ChargeClass')) && billed !== undefined && charged.start < billed.start;
  const named = words.find((name) => row.cell(name) !== '');
  return {
    bucket: isCorrection ? billed : charged,
    project: row.cell('SubAccountId'),
    apiKey: row.cell('x_ApiKeyId'),
    lineItem: named === undefined ? '' : row.text(named),
    currency: row.cell('BillingCurrency'),
    amount: amount.value,
    ...(category === undefined || category === 'Usage' ? quantityIn(row) : { quantity: undefined }),
    requestId: row.cell('x_RequestId') || undefined,
    clientRequestId: row.cell('x_Attempt') || undefined,
    category: isCorrection ? 'Correction' : category,
    invoiceId: row.cell('InvoiceId') || undefined,
  };
}

/** True of a line that names nobody, or the provider in one of the names. */
function isOf(provider: string, row: TableRow): boolean {
  const names = issuers.map((name) => row.cell(name)).filter((name) => name !== '');
  return names.length === 0 || names.some((name) => lettersOf(name).includes(lettersOf(provider)));
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function categoryOf(row: TableRow): string | undefined {
  const said = row.cell('ChargeCategory');
  const category = categories.find((each) => each.toLowerCase() === said.toLowerCase());
  if (said !== '' && category === undefined)
    throw new CellRejected(`${JSON.stringify(said.slice(0, 60))} is no category of a charge: ${categories.join(', ')}.`, 'ChargeCategory');
  return category;
}

function spanOf(row: TableRow, name: 'ChargePeriod' | 'BillingPeriod'): Bucket | undefined {
  const [start, end] = [row.cell(`${name}Start`), row.cell(`${name}End`)];
  if (start === '' && end === '') return undefined;
  const span = bucketOf({ start, end, isUtc: true });
  if (!span.ok) throw new CellRejected(span.refusal.message, `${name}${span.refusal.path[0] === 'end' ? 'End' : 'Start'}`);
  return span.value;
}

/** What was consumed; else what was priced, a unit of so many being so many: 1.5 of "1000 Tokens" is 1500. */
function quantityIn(row: TableRow): Pick<StatementLineRead, 'quantity' | 'quantityUnit'> {
  const column = row.cell('ConsumedQuantity') === '' ? 'PricingQuantity' : 'ConsumedQuantity';
  const unit = row.cell(column === 'ConsumedQuantity' ? 'ConsumedUnit' : 'PricingUnit');
  const [, zeros, rest] = column === 'PricingQuantity' ? (/^1(0*)\s+(.+)$/.exec(unit) ?? []) : [];
  const quantity = quantityOf(row.cell(column), zeros?.length ?? 0);
  if (!quantity.ok) throw new CellRejected(quantity.refusal.message, column);
  return { quantity: quantity.value, quantityUnit: (rest ?? unit) || undefined };
}
