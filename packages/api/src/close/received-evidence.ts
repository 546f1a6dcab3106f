import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { instantSql } from '../platform/instant-sql.ts';
import type { ReceivedFiles } from '../statement/received-files.ts';
import type { Closing } from './closing.ts';
import { copiedCsv, textCell, type PackFile } from './pack-file.ts';

const lineColumns =
  'import ordinal version superseded_by file_line bucket_start bucket_end project api_key line_item currency amount_text amount residue quantity_text quantity quantity_unit request_id client_request_id category';

/** The lines of statements that touch a month, in the provider's own digits, those of versions that were superseded too. */
export function statementLinesFile(tx: Transaction, { workspaceId, book, month, until }: Closing): PackFile {
  const text = `
    SELECT l.import_id::text, l.ordinal::text, l.version::text, l.superseded_by::text, l.file_line::text, ${instantSql('l.bucket_start')}, ${instantSql('l.bucket_end')},
      ${['project', 'api_key', 'line_item', 'currency', 'amount_text'].map(ofLine).join(', ')}, trim_scale(l.amount)::text, trim_scale(l.residue)::text,
      ${ofLine('quantity_text')}, trim_scale(l.quantity)::text, ${['quantity_unit', 'request_id', 'client_request_id::text', 'category'].map(ofLine).join(', ')}
    FROM statement_import AS i JOIN provider_account AS a ON a.id = i.provider_account_id
    JOIN statement_line AS l ON l.workspace_id = i.workspace_id AND l.import_id = i.id
    WHERE i.workspace_id = '${workspaceId}' AND a.book = '${book}' AND i.state = 'current' AND i.period && tstzrange('${month}T00:00:00Z', '${until}T00:00:00Z')
    ORDER BY l.import_id, l.ordinal`;
  return copiedCsv(tx, 'statement-lines.csv', { columns: lineColumns.split(' '), text });
}

const ofLine = (column: string): string => textCell(`l.${column}`);

/** Who asked what of finance since a month began: its figures are read until it is closed. */
export function accessLogFile(tx: Transaction, { workspaceId, month }: Closing): PackFile {
  const columns = ['at', 'who', 'name', 'operation', 'asked', 'was_allowed'];
  const text = `
    SELECT ${instantSql('accessed_at')}, ${['who', 'who_name', 'operation', 'asked::text'].map(textCell).join(', ')}, was_allowed::text FROM finance_access
    WHERE workspace_id = '${workspaceId}' AND accessed_at >= '${month}T00:00:00Z' ORDER BY accessed_at, id`;
  return copiedCsv(tx, 'access-log.csv', { columns, text });
}

/** What computes every total of a pack from its files, without a line of ours. */
export function recomputation(): PackFile {
  return {
    name: 'recompute.mjs',
    async *pieces() {
      yield await readFile(fileURLToPath(new URL('../../audit-pack/recompute.mjs', import.meta.url)), 'utf8');
    },
  };
}

/** A file that was kept when it was received. */
interface Received extends Record<string, unknown> {
  readonly sha256: string;
  readonly bytes: number;
  readonly ending: string | null;
}

/** The statements that touch a month, as they were received: they are kept by the hash of their bytes already. Left out is what is no longer kept; statements.json names it. */
export async function receivedStatements(tx: Transaction, files: ReceivedFiles, { workspaceId, book, month, until }: Closing) {
  const { rows } = await tx.execute<Received>(sql`
    SELECT DISTINCT i.file_sha256 AS sha256, i.file_bytes::int AS bytes, substring(i.file_name from '\\.([a-z]{2,5})$') AS ending
    FROM statement_import AS i JOIN provider_account AS a ON a.id = i.provider_account_id
    WHERE i.workspace_id = ${workspaceId}::uuid AND a.book = ${book} AND i.state = 'current' AND i.removed_at IS NULL
      AND i.period && tstzrange(${`${month}T00:00:00Z`}::timestamptz, ${`${until}T00:00:00Z`}::timestamptz) ORDER BY sha256`);
  const kept: { readonly name: string; readonly sha256: string; readonly bytes: number }[] = [];
  for (const { sha256, bytes, ending } of rows) {
    const found = await files.read({ workspaceId, sha256 });
    found?.destroy();
    if (found !== undefined) kept.push({ name: `received-${sha256}.${ending ?? 'txt'}`, sha256, bytes });
  }
  return kept;
}
