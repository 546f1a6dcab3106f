import type { ImageStore } from '../images/image-store.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import type { InputImage } from '../providers/input-image.ts';
import type { EditCall } from '../providers/provider.ts';
import type { ImageRequest } from '../quote/image-request.ts';
import { readInputs } from '../uploads/generation-inputs.ts';
import type { UploadRow } from '../uploads/upload.table.ts';
import type { OpenGeneration } from './open-generation.ts';

/** What an edit sends along, as it was written down when it was opened: each image is read from the store while it is sent. */
export async function editCall(
  { database, images: store }: { readonly database: Database; readonly images: ImageStore },
  { workspaceId, id, record }: Pick<OpenGeneration, 'workspaceId' | 'id' | 'record'>,
): Promise<EditCall> {
  const { request } = record.quote;
  return await withWorkspace(database, workspaceId, (tx) => readEditCall(tx, { id, request }, (upload) => inputImage(store, upload)));
}

/** The same, its images made by whoever sends several edits. */
export async function readEditCall(
  tx: Transaction,
  { id, request }: { readonly id: string; readonly request: Pick<ImageRequest, 'inputFidelity'> },
  imageOf: (upload: UploadRow) => InputImage,
): Promise<EditCall> {
  const { images, mask } = await readInputs(tx, id);
  return { images: images.map(imageOf), mask: mask && imageOf(mask), inputFidelity: request.inputFidelity };
}

/** An upload as it goes along with a call. */
export function inputImage(store: ImageStore, upload: UploadRow): InputImage {
  return {
    format: upload.format,
    open: async () => {
      const bytes = await store.read(upload);
      if (bytes === undefined) throw new Error(`The upload ${upload.id} is no longer in it.`);
      return bytes;
    },
  };
}
