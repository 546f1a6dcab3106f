import type { Refusal } from '@halfpenny/core';
import { and, asc, eq } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import { generationInputTable, uploadTable } from './upload.table.ts';
import type { UploadRow } from './upload.table.ts';

/** What an edit is made from: uploads of its workspace. */
export interface EditInputs {
  readonly images: readonly UploadRow[];
  readonly mask: UploadRow | undefined;
}

/** What a generation is made from, as rows by the names of their columns; the function `write_inputs` of the database takes them. */
export function inputRows(of: { readonly workspaceId: string; readonly id: string }, { images, mask }: EditInputs) {
  const row = ({ id, sha256 }: UploadRow, role: 'image' | 'mask', position: number) => ({
    workspace_id: of.workspaceId,
    generation_id: of.id,
    role,
    position,
    upload_id: id,
    sha256,
  });
  const masks = mask === undefined ? [] : [row(mask, 'mask', 0)];
  return [...images.map((upload, position) => row(upload, 'image', position)), ...masks];
}

/** Whether the database refused to open a generation since an upload of it was removed at that very moment. */
export function isRemovedUpload(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'HP002';
}

/** What is said of it. */
export const removedUpload: Refusal = {
  code: 'upload-not-found',
  message: 'An upload that this edit is made from was removed just now: bring the image to POST /uploads again.',
  path: [],
  accepted: [],
};

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
