import { unreachable } from '@halfpenny/core';
import type { ColumnMapping } from './column-mapping.ts';
import { readFocus } from './read-focus.ts';
import { readMappedCsv } from './read-mapped-csv.ts';
import { readOpenaiCosts } from './read-openai-costs.ts';
import { readOpenaiUsage } from './read-openai-usage.ts';
import { readSandboxInvoice } from './read-sandbox-invoice.ts';
import { statementText } from './statement-text.ts';
import { StatementBroken, type Found } from './stated.ts';

/** What a file can be. */
export const statementKinds = [
  'openai_costs',
  'openai_usage_images',
  'openai_usage_completions',
  'focus',
  'csv',
  'sandbox_invoice',
] as const;

/** One of `statementKinds`. */
export type StatementKind = (typeof statementKinds)[number];

/** How a file is read; kept with its import, so that it reads the same once more. */
export interface Reading {
  readonly kind: StatementKind;
  readonly provider: string;
  /** Of a CSV alone. */
  readonly mapping?: ColumnMapping | undefined;
  /** Of FOCUS alone: what is invoiced, or what is used up of credit that was paid before. Absent: `billed`. */
  readonly cost?: 'billed' | 'effective' | undefined;
  /** What it covers, half-open, RFC 3339 or days: given by who brings it. Absent: what its lines say. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** What all lines come to, by who brings it. Absent: nobody says. */
  readonly total?: { readonly amount: string; readonly currency: string } | undefined;
}

/** What a file says, one thing after another as its bytes arrive. `heard` is told how many arrived. Throws `StatementBroken` where it cannot be read on. */
export function readStatement(
  source: AsyncIterable<Uint8Array>,
  { kind, provider, mapping, cost = 'billed' }: Reading,
  heard: (bytes: number) => void,
): AsyncGenerator<Found> {
  const text = statementText(source, heard);
  switch (kind) {
    case 'openai_costs':
      return readOpenaiCosts(text);
    case 'openai_usage_images':
    case 'openai_usage_completions':
      return readOpenaiUsage(text);
    case 'focus':
      return readFocus(text, { provider, cost });
    case 'csv':
      if (mapping === undefined) throw new StatementBroken('Say which column holds what.', { line: 1, column: 1 });
      return readMappedCsv(text, mapping);
    case 'sandbox_invoice':
      return readSandboxInvoice(text, provider);
    default:
      return unreachable(kind);
  }
}
