import { storedJson } from '../platform/stored-json.ts';
import type { Place, StatementLineRead, UsageRead } from './stated.ts';
import type { StatementSeries } from './statement-import.table.ts';

/** What is staged of a series: the table it is for, and those of its columns that a file says. */
export interface Staged {
  readonly table: 'statement_line' | 'usage_bucket';
  readonly columns: readonly string[];
  /** The hash of what tells rows of one bucket apart, as SQL. */
  readonly key: string;
  /** Of those that are the same in it, what comes first: the column they are counted by. */
  readonly measure: 'amount' | 'requests';
}

const bucket = ['bucket_start', 'bucket_end', 'project', 'api_key'];
const lineFacts = ['amount', 'residue', 'amount_text', 'quantity', 'quantity_text', 'quantity_unit', 'request_id', 'client_request_id'];
const lineDetails = ['model', 'mode', 'size', 'quality', 'usage', 'category', 'invoice_id', 'balance', 'balance_text'];

const lines: Staged = {
  table: 'statement_line',
  columns: ['ordinal', 'file_line', 'file_column', ...bucket, 'line_item', 'currency', ...lineFacts, ...lineDetails],
  key: 'line_key(s.project, s.api_key, s.line_item, s.currency)',
  measure: 'amount',
};
const usage: Staged = {
  table: 'usage_bucket',
  columns: ['ordinal', ...bucket, 'model', 'source', 'size', 'batch', 'requests', 'quantities'],
  key: 'bucket_key(s.project, s.api_key, s.model, s.source, s.size, s.batch)',
  measure: 'requests',
};

/** What is staged of a series. */
export function stagedOf(series: StatementSeries): Staged {
  return series.startsWith('usage') ? usage : lines;
}

/** A line as a row for COPY: its values in the order of the columns. */
export function lineRow(line: StatementLineRead, { place, ordinal }: { readonly place: Place; readonly ordinal: number }): string {
  const { amount, quantity, balance } = line;
  return copyRow([
    ordinal,
    place.line,
    place.column,
    line.bucket.start,
    line.bucket.end,
    line.project,
    line.apiKey,
    line.lineItem,
    line.currency,
    amount.amount,
    amount.residue,
    amount.text,
    quantity?.value,
    quantity?.text,
    line.quantityUnit,
    line.requestId,
    line.clientRequestId,
    line.model,
    line.mode,
    line.size,
    line.quality,
    line.usage === undefined ? undefined : storedJson(line.usage),
    line.category,
    line.invoiceId,
    balance?.amount,
    balance?.text,
  ]);
}

/** What a witness counted, likewise. */
export function usageRow({ bucket: { start, end }, ...counted }: UsageRead, ordinal: number): string {
  const { project, apiKey, model, source, size, batch, requests, quantities } = counted;
  return copyRow([ordinal, start, end, project, apiKey, model, source, size, batch ?? undefined, requests, storedJson(quantities)]);
}

/** A row in the text format of COPY: tabs between values, \N for none. */
function copyRow(values: readonly (string | number | boolean | undefined)[]): string {
  return `${values.map((value) => (value === undefined ? String.raw`\N` : escaped(String(value)))).join('\t')}\n`;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': String.raw`\t`, '\n': String.raw`\n`, '\r': String.raw`\r` };

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (letter) => escapes[letter] ?? letter) : text;
}
