import { column, type Column } from './column.ts';
import type { ExportedLine } from './exported-line.ts';

const text = (name: string, value: (line: ExportedLine) => string | null): Column<ExportedLine> => column(name, 'text', value);
const decimal = (name: string, value: (line: ExportedLine) => string | null): Column<ExportedLine> => column(name, 'decimal', value);

/** Ledger lines as they are posted, debit positive: what a spreadsheet or a warehouse needs to sum them again. */
export const lineColumns: readonly Column<ExportedLine>[] = [
  text('accounting_date', (line) => line.accountingDate),
  text('transaction', (line) => line.transaction),
  text('position', (line) => String(line.position)),
  text('event', (line) => line.event),
  text('account', (line) => line.account),
  text('currency', (line) => line.currency),
  decimal('amount', (line) => line.amount),
  text('meter', (line) => line.meter),
  decimal('quantity', (line) => line.quantity),
  decimal('unit_price', (line) => line.unitPrice),
  decimal('per', (line) => line.per),
  decimal('multiplier', (line) => line.multiplier),
  decimal('divisor', (line) => line.divisor),
  text('price_entry', (line) => line.priceEntry),
  text('service_at', (line) => line.serviceAt),
  text('recorded_at', (line) => line.recordedAt),
  text('corrects', (line) => line.corrects),
  text('provider_account', (line) => line.providerAccount),
  text('provider', (line) => line.provider),
  text('model', (line) => line.model),
  text('mode', (line) => line.mode),
  text('operation', (line) => line.operation),
  text('quality', (line) => line.quality),
  text('size', (line) => line.size),
  text('stage', (line) => line.stage),
  text('api_key', (line) => line.apiKey),
  text('template', (line) => line.template),
  text('generation', (line) => line.generation),
  text('attempt', (line) => line.attempt),
  text('workspace', (line) => line.workspace),
];
