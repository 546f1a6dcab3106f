import type { Refusal } from '@halfpenny/core';
import type { ImageStore, KeptImage } from '../images/image-store.ts';
import type { DeliveredImage } from '../providers/provider.ts';

/** An image that was kept, with its place in the reply. */
export interface PlacedImage extends KeptImage {
  readonly position: number;
  readonly revisedPrompt: string | null;
}

/** What became of the images of a reply: those that were kept, and why another was not. */
export interface KeptImages {
  readonly kept: readonly PlacedImage[];
  readonly failure: Refusal | undefined;
}

/** Keeps what can be kept. An image that cannot be changes no bill: the others are kept, and the failure says why this one was not. */
export async function keepImages(store: ImageStore, images: readonly DeliveredImage[]): Promise<KeptImages> {
  const kept: PlacedImage[] = [];
  let failure = images.length === 0 ? noImage('The provider answered the call and delivered no image.') : undefined;
  for (const [position, { bytes, revisedPrompt }] of images.entries()) {
    const outcome = bytes === null ? undefined : await store.keep(bytes);
    if (outcome?.ok === true) kept.push({ ...outcome.value, position, revisedPrompt });
    else failure ??= outcome?.refusal ?? noImage('The reply names an image without its bytes.');
  }
  return { kept, failure };
}

function noImage(message: string): Refusal {
  return { code: 'invalid-image', message, path: [], accepted: [] };
}
