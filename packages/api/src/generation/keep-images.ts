import { refused } from '@halfpenny/core';
import type { Outcome, Refusal, Refused } from '@halfpenny/core';
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

/**
 * Keeps what can be kept. An image that cannot be changes no bill: the others are kept, and the failure says why this one
 * was not. A store that fails must not cost us the reading of a reply that was paid for, so nothing is thrown.
 */
export async function keepImages(store: ImageStore, images: readonly DeliveredImage[]): Promise<KeptImages> {
  const kept: PlacedImage[] = [];
  let failure = images.length === 0 ? noImage('The provider answered the call and delivered no image.').refusal : undefined;
  for (const [position, { bytes, revisedPrompt }] of images.entries()) {
    const outcome = bytes === null ? noImage('The reply names an image without its bytes.') : await keepOne(store, bytes);
    if (outcome.ok) kept.push({ ...outcome.value, position, revisedPrompt });
    else failure ??= outcome.refusal;
  }
  return { kept, failure };
}

async function keepOne(store: ImageStore, bytes: Uint8Array): Promise<Outcome<KeptImage>> {
  try {
    return await store.keep(bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return refused({ code: 'image-not-kept', message: `The image was made, and the image store could not keep it: ${reason}` });
  }
}

function noImage(message: string): Refused {
  return refused({ code: 'invalid-image', message });
}
