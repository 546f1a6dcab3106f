import { sql } from 'drizzle-orm';
import { withWorkspace, type Database, type Transaction } from '../../platform/database.ts';
import { accountsOf } from '../measure.ts';
import type { PinnedExport } from './export-pages.ts';
import { chargedAccounts } from './focus-charge.ts';
import { acceptedInvoices } from './invoiced-by.ts';

/** What an export has, and what it has not because nobody knows it. Amounts are decimal text, debit positive. */
export interface ExportManifest {
  readonly content: 'lines' | 'focus';
  readonly focusVersion: '1.2' | null;
  readonly book: 'real' | 'simulated';
  readonly measure: 'cost' | 'revenue';
  readonly from: string;
  readonly until: string;
  readonly knownAt: string;
  /** By account and currency: how many ledger lines, and what they sum to. */
  readonly totals: readonly { readonly account: string; readonly currency: string; readonly lines: number; readonly amount: string }[];
  /** Of FOCUS: what each invoice of the book came to, however many files its charges stand in: the sum of their BilledCost. */
  readonly invoices: readonly { readonly invoiceId: string; readonly currency: string; readonly payable: string }[];
  /** Charges of generations asked for in the span whose amount is not known: they are in no row. */
  readonly unknown: readonly { readonly state: string; readonly charges: number }[];
}

/** Derives a manifest from the same lines that the file has. */
export async function exportManifest(database: Database, asked: PinnedExport): Promise<ExportManifest> {
  const { content, book, measure, from, until, knownAt, workspaceId } = asked;
  const accounts = content === 'focus' ? chargedAccounts(measure) : accountsOf(measure).accounts;
  return await withWorkspace(database, workspaceId, async (tx) => ({
    content,
    focusVersion: content === 'focus' ? '1.2' : null,
    book,
    measure,
    from,
    until,
    knownAt,
    totals: await readTotals(tx, asked, accounts),
    invoices: content === 'focus' && measure === 'cost' ? await readInvoices(tx, asked) : [],
    unknown: await readUnknown(tx, asked),
  }));
}

/** Of the accounts of credit only what it was bought for is a charge, and of amounts only those in money. */
async function readTotals(tx: Transaction, { content, book, from, until, knownAt }: PinnedExport, accounts: readonly number[]) {
  const isRow =
    content === 'focus'
      ? sql`e.currency ~ '^[A-Z]{3}$' AND k.code <> 2100 AND (k.code <> 1410 OR e.meter IS NOT NULL)
          AND (k.code NOT IN (1100, 3900) OR (t.event = 'prepaid-opened' AND e.amount > 0))`
      : sql`true`;
  const { rows } = await tx.execute<ExportManifest['totals'][number] & Record<string, unknown>>(sql`
    SELECT e.account, e.currency, count(*)::int AS lines, trim_scale(sum(e.amount))::text AS amount
    FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id JOIN ledger_account AS k ON k.name = e.account
    WHERE t.book = ${book} AND t.accounting_date >= ${from}::date AND t.accounting_date < ${until}::date AND t.recorded_at <= ${knownAt}::timestamptz
      AND k.code = ANY (${sql.param([...accounts])}::smallint[]) AND ${isRow}
    GROUP BY e.account, e.currency ORDER BY e.account, e.currency`);
  return rows;
}

/** Of accepted statements whose period meets the span. */
async function readInvoices(tx: Transaction, asked: PinnedExport) {
  const { rows } = await tx.execute<ExportManifest['invoices'][number] & Record<string, unknown>>(sql`
    WITH ${acceptedInvoices(asked)} span AS (SELECT tstzrange(${asked.from}::timestamp AT TIME ZONE 'UTC', ${asked.until}::timestamp AT TIME ZONE 'UTC') AS asked)
    SELECT i.id AS "invoiceId", e.currency, trim_scale(-sum(e.amount))::text AS payable
    FROM span JOIN invoice AS i ON span.asked && tstzrange(i.period_from, i.period_until) JOIN own AS o ON o.invoice = i.id
    JOIN ledger_entry AS e ON e.tx_id = o.tx_id AND e.account = 'provider_payable'
    GROUP BY i.id, e.currency ORDER BY i.id, e.currency`);
  return rows;
}

async function readUnknown(tx: Transaction, { book, measure, from, until }: PinnedExport) {
  const { rows } = await tx.execute<ExportManifest['unknown'][number] & Record<string, unknown>>(sql`
    SELECT c.state, count(*)::int AS charges FROM charge AS c JOIN generation AS g ON g.workspace_id = c.workspace_id AND g.id = c.generation_id
    WHERE c.state IN ('in_doubt', 'unbilled') AND c.side = ${measure === 'cost' ? 'cost' : 'charge'} AND g.book = ${book}
      AND g.created_at >= ${from}::date AND g.created_at < ${until}::date
    GROUP BY c.state ORDER BY c.state`);
  return rows;
}
