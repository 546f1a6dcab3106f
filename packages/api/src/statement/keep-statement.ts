import { accepted, type Outcome } from '@halfpenny/core';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import type { StagedUpload } from '../uploads/stage-upload.ts';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { enqueue } from '../queue/tasks.ts';
import type { Reading } from './read-statement.ts';
import type { ReceivedFiles } from './received-files.ts';
import { statementImportTable, type StatementSeries } from './statement-import.table.ts';

/** What keeping a received file needs from the outside. */
export interface KeepingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly files: ReceivedFiles;
  /** How long received files are kept. */
  readonly statementRetentionYears: number;
}

/** A file that was received whole, and how it is to be read. */
export interface ReceivedStatement {
  readonly providerAccountId: string;
  readonly series: StatementSeries;
  readonly origin: 'pull' | 'upload';
  readonly fileName: string;
  readonly reading: Reading;
  readonly staged: StagedUpload;
}

/** Keeps a file as it was received, and has it read: the bytes first, so that no row is ever without its file. Answers with the id of the import. */
export async function keepStatement(
  { database, clock, newId, files, statementRetentionYears }: KeepingParts,
  by: Pick<Caller, 'workspaceId' | 'personId' | 'apiKeyId' | 'name'>,
  { providerAccountId, series, origin, fileName, reading, staged }: ReceivedStatement,
): Promise<Outcome<string>> {
  const { workspaceId } = by;
  await files.keep({ workspaceId, sha256: staged.sha256 }, staged);
  const [id, receivedAt] = [newId(), clock()];
  const keptUntil = new Date(
    Date.UTC(receivedAt.getUTCFullYear() + statementRetentionYears, receivedAt.getUTCMonth(), receivedAt.getUTCDate()),
  );
  await withWorkspace(database, workspaceId, async (tx) => {
    await tx.insert(statementImportTable).values({
      workspaceId,
      id,
      providerAccountId,
      kind: reading.kind,
      series,
      origin,
      state: 'received',
      fileName,
      fileSha256: staged.sha256,
      fileBytes: staged.bytes,
      reading,
      receivedBy: identityOf(by as Caller),
      receivedByName: by.name,
      receivedAt,
      keptUntil: keptUntil.toISOString().slice(0, 10),
    });
    await enqueue(tx, { task: 'import-statement', payload: { workspaceId, importId: id } });
  });
  return accepted(id);
}
