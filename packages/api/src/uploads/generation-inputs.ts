import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { generationInputTable, uploadTable } from './upload.table.ts';
import type { UploadRow } from './upload.table.ts';

/** What an edit is made from: uploads of its workspace. */
export interface EditInputs {
  readonly images: readonly UploadRow[];
  readonly mask: UploadRow | undefined;
}

/** Writes down what a generation is made from. What is used does not expire. */
export async function writeInputs(
  tx: Transaction,
  of: { readonly workspaceId: string; readonly generationId: string },
  { images, mask }: EditInputs,
): Promise<void> {
  const row = (upload: UploadRow, role: 'image' | 'mask', position: number) => ({
    ...of,
    role,
    position,
    uploadId: upload.id,
    sha256: upload.sha256,
  });
  const masks = mask === undefined ? [] : [row(mask, 'mask', 0)];
  const rows = [...images.map((upload, position) => row(upload, 'image', position)), ...masks];
  await tx.insert(generationInputTable).values(rows);
  const ids = rows.map(({ uploadId }) => uploadId);
  await tx.update(uploadTable).set({ expiresAt: null }).where(inArray(uploadTable.id, ids));
}

/** What a generation is made from, in order. */
export async function readInputs(tx: Transaction, generationId: string): Promise<EditInputs> {
  const rows = await tx
    .select({ role: generationInputTable.role, upload: uploadTable })
    .from(generationInputTable)
    .innerJoin(
      uploadTable,
      and(eq(uploadTable.workspaceId, generationInputTable.workspaceId), eq(uploadTable.id, generationInputTable.uploadId)),
    )
    .where(eq(generationInputTable.generationId, generationId))
    .orderBy(asc(generationInputTable.position));
  return {
    images: rows.filter(({ role }) => role === 'image').map(({ upload }) => upload),
    mask: rows.find(({ role }) => role === 'mask')?.upload,
  };
}
