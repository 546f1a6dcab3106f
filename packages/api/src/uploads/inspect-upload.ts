import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import sharp from 'sharp';
import { inspectImage, pixelsMax } from '../images/inspect-image.ts';
import type { ImageFacts } from '../images/inspect-image.ts';

/** Whether an image has an alpha channel, and whether any of it is not opaque. */
export type Transparency = 'no-alpha' | 'opaque' | 'some';

/** What the bytes of an upload say. */
export interface UploadFacts extends ImageFacts {
  readonly transparency: Transparency;
}

/** By how much an image is shrunk to look at it: one transparent pixel of 144 still moves their mean by more than one step of 255. */
const shrink = 12;

let last: Promise<unknown> = Promise.resolve();

/**
 * Reads an uploaded file to its end: its header says what it is, its pixels that it is whole. Refuses what is no image, unpacks to too much, or is
 * cut off. One file at a time, since unpacking takes memory; a large one is read in strips.
 */
export async function inspectUpload(path: string): Promise<Outcome<UploadFacts>> {
  const facts = await inspectImage(path);
  if (!facts.ok) return facts;
  const turn = last.then(() => readTransparency(path, facts.value));
  last = turn.catch(() => undefined);
  try {
    return accepted({ ...facts.value, transparency: await turn });
  } catch {
    const { format, width, height } = facts.value;
    const message = `The file begins as a ${format} of ${width}x${height} pixels and cannot be read to its end: it is cut off or damaged.`;
    return refused({ code: 'invalid-image', message });
  }
}

async function readTransparency(path: string, { width, height }: ImageFacts): Promise<Transparency> {
  const image = sharp(path, { limitInputPixels: pixelsMax, sequentialRead: true, failOn: 'error' });
  const { hasAlpha } = await image.metadata();
  const seen = hasAlpha ? image.extractChannel('alpha') : image;
  const small = { width: Math.ceil(width / shrink), height: Math.ceil(height / shrink), fit: 'fill' } as const;
  const pixels = await seen.resize(small).raw().toBuffer();
  if (!hasAlpha) return 'no-alpha';
  return pixels.some((alpha) => alpha < 255) ? 'some' : 'opaque';
}
