import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace, type Database, type Transaction } from '../platform/database.ts';
import type { ReceivedFiles } from '../statement/received-files.ts';
import type { StagedUpload } from '../uploads/stage-upload.ts';

/** What keeping attachments needs from the outside. */
export interface AttachmentParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly files: ReceivedFiles;
}

/** A kept attachment. */
export interface KeptAttachment {
  readonly sha256: string;
  readonly name: string;
  readonly bytes: number;
}

/** Keeps a file that a decision is to rest on: its bytes first, so that no row is without its file. The same file brought again stays as it is. */
export async function bringAttachment(
  { database, clock, files }: AttachmentParts,
  caller: Caller,
  { name, staged }: { readonly name: string; readonly staged: StagedUpload },
): Promise<KeptAttachment> {
  const { workspaceId } = caller;
  await files.keep({ workspaceId, sha256: staged.sha256 }, staged);
  const text = `INSERT INTO attachment VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (workspace_id, sha256) DO NOTHING`;
  const values = [workspaceId, staged.sha256, name, staged.bytes, identityOf(caller), caller.name, clock()];
  return await withWorkspace(database, workspaceId, async (tx) => {
    await tx.$client.query(text, values);
    return (await findAttachment(tx, staged.sha256)) ?? { sha256: staged.sha256, name, bytes: staged.bytes };
  });
}

/** The attachment of that hash; undefined where none was brought. */
export async function findAttachment(tx: Transaction, sha256: string): Promise<KeptAttachment | undefined> {
  const text = 'SELECT sha256, file_name AS name, bytes::float8 AS bytes FROM attachment WHERE sha256 = $1';
  return (await tx.$client.query<KeptAttachment>(text, [sha256])).rows[0];
}
