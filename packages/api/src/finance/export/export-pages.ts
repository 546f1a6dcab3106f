import { withWorkspace, type Database } from '../../platform/database.ts';
import { csvBytes, csvHead } from './csv-bytes.ts';
import { csvCells } from './csv-text.ts';
import type { ExportQuestion } from './export-question.ts';
import { exportedLines, exportedText, type ExportedLine } from './exported-line.ts';
import { chargedAccounts, focusCharge, type FocusCharge } from './focus-charge.ts';
import { focusColumns } from './focus-columns.ts';
import { lineColumns } from './line-columns.ts';
import { accountsOf } from '../measure.ts';
import { parquetBytes } from './parquet-bytes.ts';
import { learnTariffs, skuOf, type Tariffs } from './tariff-component.ts';

/** An export of workspaces, as of an instant at which their ledgers are pinned. */
export interface PinnedExport extends ExportQuestion {
  readonly workspaceIds: readonly string[];
  readonly knownAt: string;
}

/** The bytes of an export as a stream: the same question is the same bytes, for ever. */
export function exportBytes(database: Database, asked: PinnedExport): AsyncGenerator<Buffer> {
  if (asked.content === 'focus') {
    const columns = focusColumns(asked.measure);
    const charges = inEach(asked, (workspaceId) => focusCharges(database, { ...asked, workspaceId }));
    return asked.format === 'csv' ? csvBytes(charges, columns, ({ line }) => line.transaction) : parquetBytes(charges, columns);
  }
  const choice = { ...asked, accounts: accountsOf(asked.measure).accounts, invoiced: false };
  if (asked.format === 'csv')
    return csvLines(inEach(asked, (workspaceId) => exportedText(database, { ...choice, workspaceId }, csvCells(lineColumns))));
  return parquetBytes(
    inEach(asked, (workspaceId) => exportedLines(database, { ...choice, workspaceId })),
    lineColumns,
  );
}

/** One workspace after the other. */
async function* inEach<Page>({ workspaceIds }: PinnedExport, pagesOf: (workspaceId: string) => AsyncIterable<Page>): AsyncGenerator<Page> {
  for (const workspaceId of workspaceIds) yield* pagesOf(workspaceId);
}

async function* csvLines(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  yield csvHead(lineColumns);
  for await (const text of texts) if (text !== '') yield Buffer.from(text);
}

/** Charges as FOCUS knows them, page by page. */
async function* focusCharges(
  database: Database,
  asked: PinnedExport & { readonly workspaceId: string },
): AsyncGenerator<readonly FocusCharge[]> {
  const tariffs: Tariffs = { entries: new Map(), named: new Map() };
  for await (const lines of exportedLines(database, { ...asked, accounts: chargedAccounts(asked.measure), invoiced: true })) {
    await withWorkspace(database, asked.workspaceId, (tx) => learnTariffs(tx, tariffs, lines));
    yield lines.flatMap((line: ExportedLine) => focusCharge(line, asked.measure, skuOf(tariffs, line)) ?? []);
  }
}
