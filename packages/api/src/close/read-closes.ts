import { accepted, refused, type Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { identityOf } from '../access/caller-identity.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import type { Closing } from './closing.ts';
import type { PreparingParts } from './prepare-close.ts';
import type { WrittenFile } from './write-pack.ts';

/** A close as it stands. */
export interface CloseRow extends Record<string, unknown> {
  readonly month: string;
  readonly number: number;
  readonly preparedBy: string;
  readonly reviewedBy: string;
  readonly closedAt: string;
  readonly transactions: number;
  /** The number of the last of its transactions in the journal; where it has none, that of the close before. */
  readonly lastJournalNumber: string;
  readonly entriesHash: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly files: readonly WrittenFile[];
  readonly batch: readonly BatchLine[];
  readonly sentBy: string | null;
  readonly sentAt: string | null;
}

/** A line of a journal batch. Decimal text. */
interface BatchLine {
  readonly code: number;
  readonly account: string;
  readonly currency: string;
  readonly debit: string;
  readonly credit: string;
}

type Book = Pick<Closing, 'workspaceId' | 'book'>;

/** Every close of a book, the latest first; or that of one month. */
export async function readCloses(tx: Transaction, { workspaceId, book }: Book, month?: string): Promise<readonly CloseRow[]> {
  const { rows } = await tx.execute<CloseRow>(sql`
    SELECT c.month::text AS month, c.number, p.prepared_by_name AS "preparedBy", c.reviewed_by_name AS "reviewedBy", c.closed_at::text AS "closedAt",
      c.transactions::int AS transactions, c.last_journal_number::text AS "lastJournalNumber", c.entries_hash AS "entriesHash", c.previous_hash AS "previousHash", c.hash, c.manifest -> 'files' AS files, b.lines AS batch,
      s.sent_by_name AS "sentBy", s.sent_at::text AS "sentAt"
    FROM period_close AS c JOIN close_preparation AS p ON p.workspace_id = c.workspace_id AND p.id = c.preparation_id
    JOIN journal_batch AS b ON b.workspace_id = c.workspace_id AND b.book = c.book AND b.number = c.number
    LEFT JOIN journal_batch_sending AS s ON s.workspace_id = c.workspace_id AND s.book = c.book AND s.number = c.number
    WHERE c.workspace_id = ${workspaceId}::uuid AND c.book = ${book} AND (${month ?? null}::date IS NULL OR c.month = ${month ?? null}::date)
    ORDER BY c.number DESC`);
  return rows;
}

/** Hands a journal batch to the general ledger: once, whoever asks. */
export async function sendBatch(
  parts: PreparingParts,
  caller: Caller,
  { book, number }: Omit<Book, 'workspaceId'> & { readonly number: number },
): Promise<Outcome<CloseRow>> {
  const { workspaceId } = caller;
  return await withWorkspace(parts.database, workspaceId, async (tx) => {
    const ofNumber = async () => (await readCloses(tx, { workspaceId, book })).find((close) => close.number === number);
    if ((await ofNumber()) === undefined)
      return refused({ code: 'batch-not-found', message: `No close of this book has the number ${number}.`, path: ['number'] });
    const { rowCount } = await tx.execute(sql`
      INSERT INTO journal_batch_sending (workspace_id, book, number, sent_by, sent_by_name, sent_at)
      VALUES (${workspaceId}::uuid, ${book}, ${number}, ${identityOf(caller)}, ${caller.name}, ${parts.clock().toISOString()}::timestamptz) ON CONFLICT DO NOTHING`);
    const sent = await ofNumber();
    if (rowCount === 1 && sent !== undefined) return accepted(sent);
    const message = `Batch ${number} was sent by ${sent?.sentBy ?? 'somebody'} at ${sent?.sentAt ?? 'some time'}: a batch is sent once.`;
    return refused({ code: 'batch-sent', message, path: ['number'] });
  });
}
