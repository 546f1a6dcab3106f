import { withWorkspace, type Database } from '../../platform/database.ts';
import { csvBytes, csvHead } from './csv-bytes.ts';
import { csvCells } from './csv-text.ts';
import type { ExportQuestion } from './export-question.ts';
import { exportedLines, exportedText, type ExportedLine } from './exported-line.ts';
import { chargedAccounts, focusCharge, type FocusCharge } from './focus-charge.ts';
import { focusColumns } from './focus-columns.ts';
import { lineColumns } from './line-columns.ts';
import type { LinesChoice } from './line-question.ts';
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
  if (asked.content === 'focus') {
    const columns = focusColumns(asked.measure);
    return asked.format === 'csv' ? csvBytes(focusCharges(database, asked), columns) : parquetBytes(focusCharges(database, asked), columns);
  }
  const choice = { ...asked, accounts: accountsOf(asked.measure).accounts, invoiced: false };
  return asked.format === 'csv' ? csvLines(database, choice) : parquetBytes(exportedLines(database, choice), lineColumns);
}

async function* csvLines(database: Database, choice: LinesChoice): AsyncGenerator<Buffer> {
  yield csvHead(lineColumns);
  for await (const text of exportedText(database, choice, csvCells(lineColumns))) if (text !== '') yield Buffer.from(text);
}

/** Charges as FOCUS knows them, page by page. */
async function* focusCharges(database: Database, asked: PinnedExport): AsyncGenerator<readonly FocusCharge[]> {
  const tariffs: Tariffs = { entries: new Map(), named: new Map() };
  for await (const lines of exportedLines(database, { ...asked, accounts: chargedAccounts(asked.measure), invoiced: true })) {
    await withWorkspace(database, asked.workspaceId, (tx) => learnTariffs(tx, tariffs, lines));
    yield lines.flatMap((line: ExportedLine) => focusCharge(line, asked.measure, skuOf(tariffs, line)) ?? []);
  }
}
