import type { ImageStore } from '../images/image-store.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database } from '../platform/database.ts';
import type { InputImage } from '../providers/input-image.ts';
import type { EditCall } from '../providers/provider.ts';
import { readInputs } from '../uploads/generation-inputs.ts';
import type { UploadRow } from '../uploads/upload.table.ts';
import type { OpenGeneration } from './open-generation.ts';

/** What an edit sends along, as it was written down when it was opened: each image is read from the store while it is sent. */
export async function editCall(
  { database, images: store }: { readonly database: Database; readonly images: ImageStore },
  { workspaceId, id, record }: Pick<OpenGeneration, 'workspaceId' | 'id' | 'record'>,
): Promise<EditCall> {
  const { images, mask } = await withWorkspace(database, workspaceId, (tx) => readInputs(tx, id));
  const { inputFidelity } = record.quote.request;
  return { images: images.map((upload) => inputImage(store, upload)), mask: mask && inputImage(store, mask), inputFidelity };
}

function inputImage(store: ImageStore, upload: UploadRow): InputImage {
  return {
    format: upload.format,
    open: async () => {
      const bytes = await store.read(upload);
      if (bytes === undefined) throw new Error(`The upload ${upload.id} is no longer in it.`);
      return bytes;
    },
  };
}
