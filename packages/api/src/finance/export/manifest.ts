import { sql } from 'drizzle-orm';
import { withWorkspace, type Database, type Transaction } from '../../platform/database.ts';
import { chosenBy, type Condition, type Dimension } from '../dimension.ts';
import { accountsOf } from '../measure.ts';
import type { PinnedExport } from './export-pages.ts';
import { exportedSums, type ExportedSum } from './exported-line.ts';
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
  readonly workspaces: readonly string[];
  /** What lines are chosen by; all of it holds. */
  readonly where: readonly Condition[];
  /** By account and currency: how many ledger lines, and what they sum to. */
  readonly totals: readonly ExportedSum[];
  /** Of FOCUS that is not narrowed: what each invoice of the book came to, however many files its charges stand in: the sum of their BilledCost. */
  readonly invoices: readonly { readonly invoiceId: string; readonly currency: string; readonly payable: string }[];
  /** Charges of generations asked for in the span whose amount is not known: they are in no row. Chosen by what is known of a generation before anything is posted of it. */
  readonly unknown: readonly { readonly state: string; readonly charges: number }[];
}

/** Derives a manifest from the same lines that the file has. */
export async function exportManifest(database: Database, asked: PinnedExport): Promise<ExportManifest> {
  const { content, book, measure, from, until, knownAt, workspaceIds, where } = asked;
  const accounts = content === 'focus' ? chargedAccounts(measure) : accountsOf(measure).accounts;
  const parts: Pick<ExportManifest, 'totals' | 'invoices' | 'unknown'>[] = [];
  for (const workspaceId of workspaceIds) {
    parts.push(
      await withWorkspace(database, workspaceId, async (tx) => ({
        totals: await exportedSums(tx, { ...asked, accounts, workspaceId, invoiced: false }, content === 'focus' ? isFocusRow : sql`true`),
        invoices: content === 'focus' && measure === 'cost' && where.length === 0 ? await readInvoices(tx, asked) : [],
        unknown: await readUnknown(tx, asked),
      })),
    );
  }
  return {
    content,
    focusVersion: content === 'focus' ? '1.2' : null,
    book,
    measure,
    from,
    until,
    knownAt,
    workspaces: workspaceIds,
    where,
    totals: parts.flatMap(({ totals }) => totals),
    invoices: parts.flatMap(({ invoices }) => invoices),
    unknown: parts.flatMap(({ unknown }) => unknown),
  };
}

/** Of the accounts of credit only what it was bought for is a charge, and of amounts only those in money. */
const isFocusRow = sql`l.currency ~ '^[A-Z]{3}$' AND l."accountCode" <> 2100 AND (l."accountCode" <> 1410 OR l.meter IS NOT NULL)
  AND (l."accountCode" NOT IN (1100, 3900) OR (l.event = 'prepaid-opened' AND l.amount::numeric > 0))`;

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

/** What is known of a generation without a line, by which it is chosen. */
const knownBefore: ReadonlySet<Dimension> = new Set([
  'workspace',
  'provider',
  'model',
  'mode',
  'operation',
  'quality',
  'size',
  'key',
  'template',
  'template-version',
  'stage',
]);

async function readUnknown(tx: Transaction, { book, measure, from, until, where }: PinnedExport) {
  const chosen = where.filter(({ dimension }) => knownBefore.has(dimension)).map(chosenBy);
  const { rows } = await tx.execute<ExportManifest['unknown'][number] & Record<string, unknown>>(sql`
    SELECT c.state, count(*)::int AS charges FROM charge AS c
    JOIN (
      SELECT g.*, g.request ->> 'operation' AS operation, named_parameter(g.delivered, g.resolved, 'quality') AS quality,
        named_parameter(g.delivered, g.resolved, 'size') AS size
      FROM generation AS g
    ) AS s ON s.workspace_id = c.workspace_id AND s.id = c.generation_id
    LEFT JOIN template_version AS v ON v.workspace_id = s.workspace_id AND v.id = s.template_version_id
    WHERE c.state IN ('in_doubt', 'unbilled') AND c.side = ${measure === 'cost' ? 'cost' : 'charge'} AND s.book = ${book}
      AND s.created_at >= ${from}::date AND s.created_at < ${until}::date AND ${sql.join([sql`true`, ...chosen], sql` AND `)}
    GROUP BY c.state ORDER BY c.state`);
  return rows;
}
