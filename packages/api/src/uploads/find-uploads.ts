import { inArray } from 'drizzle-orm';
import { withWorkspace } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { uploadTable } from './upload.table.ts';
import type { UploadRow } from './upload.table.ts';

/** Uploads by the id under which they were asked for. */
export type Uploads = ReadonlyMap<string, UploadRow>;

/** What is known where no upload is named. */
export const noUploads: Uploads = new Map();

/** Those of some uploads that the workspace has, the removed ones too: their hash is still known. Nothing is asked where nothing is named. */
export async function findUploads(database: Database, workspaceId: string, ids: readonly string[]): Promise<Uploads> {
  return ids.length === 0 ? noUploads : await withWorkspace(database, workspaceId, (tx) => findUploadsIn(tx, ids));
}

async function findUploadsIn(tx: Transaction, ids: readonly string[]): Promise<Uploads> {
  const asked = [...new Set(ids)].filter(isId);
  if (asked.length === 0) return noUploads;
  const rows = await tx.select().from(uploadTable).where(inArray(uploadTable.id, asked));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return new Map(
    asked.flatMap((id) => {
      const row = byId.get(id.toLowerCase());
      return row === undefined ? [] : [[id, row] as const];
    }),
  );
}
