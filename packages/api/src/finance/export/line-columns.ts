import { column, type Column } from './column.ts';
import type { ExportedLine } from './exported-line.ts';

type Say = (line: ExportedLine) => string | null;

const text = (name: string, value: Say): Column<ExportedLine> => column(name, 'text', value);
const word = (name: string, value: Say): Column<ExportedLine> => column(name, 'word', value);
const decimal = (name: string, value: Say): Column<ExportedLine> => column(name, 'decimal', value);

/** Ledger lines as they are posted, debit positive: what a spreadsheet or a warehouse needs to sum them again. */
export const lineColumns: readonly Column<ExportedLine>[] = [
  word('accounting_date', (line) => line.accountingDate),
  word('transaction', (line) => line.transaction),
  word('position', (line) => String(line.position)),
  word('event', (line) => line.event),
  word('account', (line) => line.account),
  word('currency', (line) => line.currency),
  decimal('amount', (line) => line.amount),
  text('meter', (line) => line.meter),
  decimal('quantity', (line) => line.quantity),
  decimal('unit_price', (line) => line.unitPrice),
  decimal('per', (line) => line.per),
  decimal('multiplier', (line) => line.multiplier),
  decimal('divisor', (line) => line.divisor),
  word('price_entry', (line) => line.priceEntry),
  word('service_at', (line) => line.serviceAt),
  word('recorded_at', (line) => line.recordedAt),
  word('corrects', (line) => line.corrects),
  word('provider_account', (line) => line.providerAccount),
  text('provider', (line) => line.provider),
  text('model', (line) => line.model),
  word('mode', (line) => line.mode),
  word('operation', (line) => line.operation),
  text('quality', (line) => line.quality),
  text('size', (line) => line.size),
  text('stage', (line) => line.stage),
  word('api_key', (line) => line.apiKey),
  word('template', (line) => line.template),
  word('generation', (line) => line.generation),
  word('attempt', (line) => line.attempt),
  word('workspace', (line) => line.workspace),
];
