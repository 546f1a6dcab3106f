import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import sharp from 'sharp';

/** The formats that are kept and served. An SVG is not one: served from our own address it could run scripts. */
export type ImageFormat = 'png' | 'jpeg' | 'webp';

/** What the bytes themselves say; nothing here is taken from a request or a reply. Pixels. */
export interface ImageFacts {
  readonly format: ImageFormat;
  readonly width: number;
  readonly height: number;
}

const formats: readonly ImageFormat[] = ['png', 'jpeg', 'webp'];

/** The most pixels an image may have: more than any model makes or a camera takes, few enough to unpack. */
export const pixelsMax = 64_000_000;

/** Reads format and size from an image's own header: of its bytes, or of the file at a path. Refuses what is no PNG, JPEG or WebP, or has more than 64 million pixels. */
export async function inspectImage(image: Uint8Array | string): Promise<Outcome<ImageFacts>> {
  try {
    const { format, width, height } = await sharp(image, { limitInputPixels: pixelsMax }).metadata();
    const known = formats.find((candidate) => candidate === format);
    return known === undefined ? noImage() : accepted({ format: known, width, height });
  } catch (cause) {
    return isTooLarge(cause) ? tooManyPixels() : noImage();
  }
}

/** sharp throws one kind of error for everything it cannot read, and says in its message where the number of pixels was the reason. */
function isTooLarge(cause: unknown): boolean {
  return cause instanceof Error && cause.message.includes('exceeds pixel limit');
}

/** The refusal of what unpacks to too much. */
function tooManyPixels(): Outcome<never> {
  const message = `The image unpacks to more than ${pixelsMax / 1_000_000} million pixels: bring a smaller one.`;
  return refused({ code: 'invalid-image', message });
}

function noImage(): Outcome<never> {
  return refused({ code: 'invalid-image', message: 'The bytes are no PNG, JPEG or WebP image.' });
}
