import { createHash } from 'node:crypto';
import type { Uploads } from '../uploads/find-uploads.ts';
import type { ImageRequestInput } from './image-request.type.ts';
import { givenImage } from './input-images.ts';
import type { GivenImage } from './input-images.ts';

/** A request as the caller gave it: a field that was left out is absent, and stays absent for the provider. */
export interface ImageRequest {
  readonly model: string;
  readonly prompt: string;
  readonly operation: 'generate' | 'edit';
  readonly n: number;
  readonly size?: string;
  readonly quality?: string;
  readonly background?: string;
  readonly outputFormat?: string;
  readonly outputCompression?: number;
  readonly moderation?: string;
  readonly inputFidelity?: string;
  readonly partialImages: number;
  /** What an edit starts from; absent for what is none. */
  readonly images?: readonly GivenImage[];
  readonly mask?: GivenImage;
}

/** The request without what was not given: null counts as absent. An image that was uploaded has the size and the hash of its bytes. */
export function givenRequest(input: ImageRequestInput, uploads: Uploads): ImageRequest {
  const { model, prompt, operation, n, partialImages, images, mask } = input;
  const { size, quality, background, outputFormat, outputCompression, moderation, inputFidelity } = input;
  const choices = { size, quality, background, outputFormat, outputCompression, moderation, inputFidelity };
  const given = Object.fromEntries(Object.entries(choices).filter(([, value]) => value != null));
  const edited = {
    ...(images != null && images.length > 0 && { images: images.map((image) => givenImage(image, uploads)) }),
    ...(mask != null && { mask: givenImage(mask, uploads) }),
  };
  return { model, prompt, operation, n, ...given, partialImages, ...edited };
}

/** SHA-256 of a value whatever the order of its fields; absent and null fields do not count. Two requests of one hash are one request. */
export function requestHash(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field != null)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}
