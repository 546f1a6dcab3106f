import { and, desc, eq, lt } from 'drizzle-orm';
import { providerAccountTable } from '../access/provider-account.table.ts';
import type { Transaction } from '../platform/database.ts';
import type { Page } from '../platform/page.type.ts';
import { statementImportTable, type StatementSeries, type StoredImport } from './statement-import.table.ts';

/** The provider accounts of the workspace, by provider and book. */
export async function listAccounts(tx: Transaction): Promise<readonly (typeof providerAccountTable.$inferSelect)[]> {
  const { provider, book, id } = providerAccountTable;
  return await tx.select().from(providerAccountTable).orderBy(provider, book, id);
}

/** Which statements; absent: of every account, of every series. */
export interface StatementChoice {
  readonly providerAccountId?: string | undefined;
  readonly series?: StatementSeries | undefined;
}

/** Statements, the latest first, a page and one more. */
export async function listStatements(tx: Transaction, choice: StatementChoice, { first, after }: Page): Promise<readonly StoredImport[]> {
  const { id, providerAccountId, series } = statementImportTable;
  return await tx
    .select()
    .from(statementImportTable)
    .where(
      and(
        choice.providerAccountId === undefined ? undefined : eq(providerAccountId, choice.providerAccountId),
        choice.series === undefined ? undefined : eq(series, choice.series),
        after === undefined ? undefined : lt(id, after),
      ),
    )
    .orderBy(desc(id))
    .limit(first + 1);
}

/** The statement of that id; undefined where there is none. */
export async function findStatement(tx: Transaction, id: string): Promise<StoredImport | undefined> {
  const [found] = await tx.select().from(statementImportTable).where(eq(statementImportTable.id, id));
  return found;
}

/** A line as it is shown. */
export interface ShownLine {
  readonly ordinal: string;
  readonly version: number;
  readonly supersededBy: number | null;
  readonly fileLine: number;
  readonly bucketStart: Date;
  readonly bucketEnd: Date;
  readonly project: string | null;
  readonly apiKey: string | null;
  readonly lineItem: string;
  readonly currency: string;
  readonly occurrence: number;
  readonly amount: string;
  readonly amountText: string;
  readonly residue: string;
  readonly quantityText: string | null;
  readonly quantityUnit: string | null;
  readonly requestId: string | null;
  readonly size: string | null;
  readonly quality: string | null;
}

/** The lines of a statement in the order of the file, a page and one more. A line that says what was known before stands in the version that said it first. */
export async function linesOf(tx: Transaction, statementId: string, { first, after }: Page): Promise<readonly ShownLine[]> {
  const text = `
    SELECT ordinal::text, version, superseded_by AS "supersededBy", file_line::int AS "fileLine", bucket_start AS "bucketStart", bucket_end AS "bucketEnd",
      nullif(project, '') AS project, nullif(api_key, '') AS "apiKey", line_item AS "lineItem", currency, occurrence, trim_scale(amount)::text AS amount,
      amount_text AS "amountText", residue::text AS residue, quantity_text AS "quantityText", quantity_unit AS "quantityUnit",
      coalesce(client_request_id, request_id) AS "requestId", size, quality
    FROM statement_line WHERE import_id = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3`;
  return (await tx.$client.query<ShownLine>(text, [statementId, after ?? '0', first + 1])).rows;
}

/** A line that could not be read. */
export interface ShownRejection {
  readonly line: number;
  readonly column: number;
  readonly field: string;
  readonly message: string;
}

/** The rejected lines of a statement in the order of the file. */
export async function rejectionsOf(tx: Transaction, statementId: string, most: number): Promise<readonly ShownRejection[]> {
  const text = `SELECT file_line::int AS line, file_column::int AS "column", field, message FROM statement_rejection WHERE import_id = $1 ORDER BY number LIMIT $2`;
  return (await tx.$client.query<ShownRejection>(text, [statementId, most])).rows;
}
