import { stat } from 'node:fs/promises';
import { checkCall } from '../check-call.ts';
import type { AcceptedCall } from '../check-call.ts';
import { acceptEdit } from '../edit/accept-edit.ts';
import type { EditImage } from '../edit/edit-image.ts';
import { lookAtImage } from '../edit/look-at-image.ts';
import type { PlayedProvider } from '../played-providers.ts';
import { badParameter } from '../wire-error.ts';
import type { WireError } from '../wire-error.ts';
import type { BatchItem } from './batch-items.ts';
import type { Shelf } from './shelf.ts';

/** The endpoint whose batches are edits. */
export const editsEndpoint = '/v1/images/edits';

/** An item as it will be answered; or what is wrong with it. An edit names its images by files that were brought before. */
export async function acceptItem(shelf: Shelf, provider: PlayedProvider, item: BatchItem): Promise<AcceptedCall | WireError> {
  if (item.endpoint !== editsEndpoint) return checkCall(provider, item.body);
  const { images, mask, ...fields } = (item.body ?? {}) as Readonly<Record<string, unknown>>;
  const named = Array.isArray(images) ? (images as readonly unknown[]) : [];
  const found = await Promise.all(named.map((image) => imageOf(shelf, image)));
  const masks = mask === undefined ? [] : [await imageOf(shelf, mask)];
  const missing = [...found, ...masks].some((image) => image === undefined);
  if (missing) return badParameter('images', 'No such file: expected the file_id of an image.', 'invalid_image_file');
  return acceptEdit(provider, { fields, images: found.filter(isFound), masks: masks.filter(isFound) });
}

function isFound(image: EditImage | undefined): image is EditImage {
  return image !== undefined;
}

async function imageOf(shelf: Shelf, named: unknown): Promise<EditImage | undefined> {
  const id = (named as { readonly file_id?: unknown } | null)?.file_id;
  const path = typeof id === 'string' ? shelf.imagePath(id) : undefined;
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined);
  return path === undefined || found === undefined ? undefined : await lookAtImage(path, found.size);
}
