import { column, type Column } from './column.ts';
import type { ExportedLine } from './exported-line.ts';

/** A column of ledger lines: what one field of a line says. */
export interface LineColumn extends Column<ExportedLine> {
  readonly field: string;
}

function lineColumn(kind: LineColumn['kind']): (name: string, field: keyof ExportedLine & string) => LineColumn {
  return (name, field) => {
    const say = (line: ExportedLine): string | null => {
      const value = line[field];
      return typeof value === 'number' ? value.toString() : typeof value === 'string' ? value : null;
    };
    return { ...column(name, kind, say), field };
  };
}

const [text, word, decimal] = [lineColumn('text'), lineColumn('word'), lineColumn('decimal')];

/** Ledger lines as they are posted, debit positive: what a spreadsheet or a warehouse needs to sum them again. */
export const lineColumns: readonly LineColumn[] = [
  word('accounting_date', 'accountingDate'),
  word('transaction', 'transaction'),
  word('position', 'position'),
  word('event', 'event'),
  word('account', 'account'),
  word('currency', 'currency'),
  decimal('amount', 'amount'),
  text('meter', 'meter'),
  decimal('quantity', 'quantity'),
  decimal('unit_price', 'unitPrice'),
  decimal('per', 'per'),
  decimal('multiplier', 'multiplier'),
  decimal('divisor', 'divisor'),
  word('price_entry', 'priceEntry'),
  word('service_at', 'serviceAt'),
  word('recorded_at', 'recordedAt'),
  word('corrects', 'corrects'),
  word('provider_account', 'providerAccount'),
  text('provider', 'provider'),
  text('model', 'model'),
  word('mode', 'mode'),
  word('operation', 'operation'),
  text('quality', 'quality'),
  text('size', 'size'),
  text('stage', 'stage'),
  word('api_key', 'apiKey'),
  word('template', 'template'),
  word('generation', 'generation'),
  word('attempt', 'attempt'),
  word('workspace', 'workspace'),
];
