import { withWorkspace, type Database } from '../../platform/database.ts';
import { csvBytes } from './csv-bytes.ts';
import type { Column } from './column.ts';
import type { ExportQuestion } from './export-question.ts';
import { exportedLines, type ExportedLine } from './exported-line.ts';
import { chargedAccounts, focusCharge, type FocusCharge } from './focus-charge.ts';
import { focusColumns } from './focus-columns.ts';
import { lineColumns } from './line-columns.ts';
import { accountsOf } from '../measure.ts';
import { parquetBytes } from './parquet-bytes.ts';
import { learnTariffs, skuOf, type Tariffs } from './tariff-component.ts';

/** An export of a workspace, as of an instant at which the ledger is pinned. */
export interface PinnedExport extends ExportQuestion {
  readonly workspaceId: string;
  readonly knownAt: string;
}

/** The bytes of an export as a stream: the same question is the same bytes, for ever. */
export function exportBytes(database: Database, asked: PinnedExport): AsyncGenerator<Buffer> {
  if (asked.content === 'focus') return written(asked, focusCharges(database, asked), focusColumns(asked.measure));
  const { accounts } = accountsOf(asked.measure);
  return written(asked, exportedLines(database, { ...asked, accounts, invoiced: false }), lineColumns);
}

function written<Row>(
  { format }: ExportQuestion,
  pages: AsyncIterable<readonly Row[]>,
  columns: readonly Column<Row>[],
): AsyncGenerator<Buffer> {
  return format === 'csv' ? csvBytes(pages, columns) : parquetBytes(pages, columns);
}

/** Charges as FOCUS knows them, page by page. */
async function* focusCharges(database: Database, asked: PinnedExport): AsyncGenerator<readonly FocusCharge[]> {
  const tariffs: Tariffs = { entries: new Map(), named: new Map() };
  for await (const lines of exportedLines(database, { ...asked, accounts: chargedAccounts(asked.measure), invoiced: true })) {
    await withWorkspace(database, asked.workspaceId, (tx) => learnTariffs(tx, tariffs, lines));
    yield lines.flatMap((line: ExportedLine) => focusCharge(line, asked.measure, skuOf(tariffs, line)) ?? []);
  }
}
