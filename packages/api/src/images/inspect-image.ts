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
const pixelsMax = 64_000_000;

/** Reads format and size from an image's own header. Refuses what is no PNG, JPEG or WebP, or has more than 64 million pixels. */
export async function inspectImage(bytes: Uint8Array): Promise<Outcome<ImageFacts>> {
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: pixelsMax }).metadata();
    const known = formats.find((candidate) => candidate === format);
    if (known !== undefined) return accepted({ format: known, width, height });
  } catch {
    // sharp throws on bytes it cannot read; the refusal below says the same of every one of them.
  }
  return refused({ code: 'invalid-image', message: 'The provider delivered bytes that are no PNG, JPEG or WebP image.' });
}
