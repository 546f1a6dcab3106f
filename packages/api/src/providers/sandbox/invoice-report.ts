import { formatCrumbs, parseCrumbs } from './bill-call.ts';
import type { Invoice, InvoiceLine } from './invoice.ts';
import { playedProviders } from './played-providers.ts';
import { badParameter, supportedValues } from './wire-error.ts';
import type { WireError } from './wire-error.ts';

/** Which lines of the invoice are asked for; `from` inclusive, `until` exclusive, RFC 3339 UTC or a day. */
export interface InvoiceQuestion {
  readonly provider?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** The invoice as it is shown: each line, the total of each provider and of all, as decimal text in dollars. */
export interface InvoiceReport {
  readonly currency: 'USD';
  readonly total: string;
  readonly totals: Readonly<Record<string, string>>;
  readonly lines: readonly InvoiceLine[];
}

/** What is wrong with a question; undefined where it can be answered. */
export function questionError({ provider, from, until }: InvoiceQuestion): WireError | undefined {
  const names = playedProviders.map(({ name }) => name);
  if (provider !== undefined && !names.includes(provider))
    return badParameter('provider', `No provider is called that. ${supportedValues(names)}`);
  const wrong = Object.entries({ from, until }).find(([, instant]) => instant !== undefined && Number.isNaN(Date.parse(instant)));
  return wrong === undefined
    ? undefined
    : badParameter(wrong[0], `Expected an instant or a UTC day, such as 2026-11-20, for '${wrong[0]}'.`);
}

/** Adds up the lines asked for, exactly. */
export async function reportInvoice(invoice: Invoice, question: InvoiceQuestion): Promise<InvoiceReport> {
  const lines: InvoiceLine[] = [];
  const totals = new Map<string, bigint>();
  for await (const line of invoice.lines()) {
    if (!asked(line, question)) continue;
    lines.push(line);
    totals.set(line.provider, (totals.get(line.provider) ?? 0n) + parseCrumbs(line.amount));
  }
  const all = [...totals.values()].reduce((sum, amount) => sum + amount, 0n);
  return {
    currency: 'USD',
    total: formatCrumbs(all),
    totals: Object.fromEntries([...totals].map(([provider, amount]) => [provider, formatCrumbs(amount)])),
    lines,
  };
}

function asked(line: InvoiceLine, { provider, from, until }: InvoiceQuestion): boolean {
  const answeredAt = Date.parse(line.answeredAt);
  return (
    (provider === undefined || line.provider === provider) &&
    (from === undefined || answeredAt >= Date.parse(from)) &&
    (until === undefined || answeredAt < Date.parse(until))
  );
}
