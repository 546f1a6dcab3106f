import { refused } from '@halfpenny/core';
import type { Refusal, Refused } from '@halfpenny/core';
import { identifyImage } from '../images/image-store.ts';
import type { ImageStore, KeptImage } from '../images/image-store.ts';
import type { Pause } from '../platform/pause.ts';
import type { DeliveredImage } from '../providers/provider.ts';

/** An image that was kept, with its place in the reply. */
export interface PlacedImage extends KeptImage {
  readonly position: number;
  readonly revisedPrompt: string | null;
}

/** An image that was delivered and could not be kept, and why. */
export interface UnkeptImage extends PlacedImage {
  readonly reason: string;
}

/** What became of the images of a reply: those that were kept, those the store could not keep, and why one is missing: where the store is to blame, that comes first. */
export interface KeptImages {
  readonly kept: readonly PlacedImage[];
  readonly unkept: readonly UnkeptImage[];
  readonly failure: Refusal | undefined;
}

/** Where images are kept, for whom, and how a store that fails in passing is waited for. */
export interface Keeping {
  readonly images: ImageStore;
  readonly workspaceId: string;
  readonly pause: Pause;
}

/** About two seconds in all: a paid image is worth a second try, and the hold of a generation none of a minute. */
const pausesMilliseconds = [100, 500, 1500];

/**
 * Keeps what can be kept. An image that cannot be changes no bill: the others are kept, and the failure says why this one
 * was not. A store that fails must not cost us the reading of a reply that was paid for, so nothing is thrown.
 */
export async function keepImages(keeping: Keeping, images: readonly DeliveredImage[]): Promise<KeptImages> {
  const fates = await Promise.all(images.map((image, position) => keepOne(keeping, image, position)));
  const none = images.length === 0 ? noImage('The provider answered the call and delivered no image.').refusal : undefined;
  const failures = fates.flatMap(({ failure }) => failure ?? []);
  return {
    kept: fates.flatMap(({ kept }) => kept ?? []),
    unkept: fates.flatMap(({ unkept }) => unkept ?? []),
    failure: none ?? failures.find(({ code }) => code === 'image-not-kept') ?? failures[0],
  };
}

interface Fate {
  readonly kept?: PlacedImage;
  readonly unkept?: UnkeptImage;
  readonly failure?: Refusal;
}

async function keepOne(keeping: Keeping, { bytes, missing, revisedPrompt }: DeliveredImage, position: number): Promise<Fate> {
  if (bytes === null) return { failure: noImage(missing ?? 'The reply names an image without its bytes.').refusal };
  const identified = await identifyImage(bytes);
  if (!identified.ok)
    return { failure: { ...identified.refusal, message: `The provider's answer holds no image: ${identified.refusal.message}` } };
  const image = { ...identified.value, position, revisedPrompt };
  const trouble = await tryToKeep(keeping, image, bytes);
  if (trouble === undefined) return { kept: image };
  const reason = `The image was made, and the image store could not keep it: ${trouble}`;
  return { unkept: { ...image, reason }, failure: { code: 'image-not-kept', message: reason, path: [], accepted: [] } };
}

/** What went wrong at the last try; undefined where the image is kept. */
async function tryToKeep({ images, workspaceId, pause }: Keeping, image: KeptImage, bytes: Uint8Array): Promise<string | undefined> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await images.keep({ ...image, workspaceId }, bytes);
      return undefined;
    } catch (cause) {
      const wait = pausesMilliseconds[attempt];
      if (wait === undefined) return spoken(cause);
      await pause(wait);
    }
  }
}

/** The library's own sentence names a key of its own; what it rests on says what is wrong. */
function spoken(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? spoken(cause.cause) : cause.message;
}

function noImage(message: string): Refused {
  return refused({ code: 'invalid-image', message });
}
