import { createHash, randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { accepted } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { inspectImage } from './inspect-image.ts';
import type { ImageFacts, ImageFormat } from './inspect-image.ts';

/** An image that is kept: what its bytes say, their SHA-256 in lower-case hexadecimal, and their number. */
export interface KeptImage extends ImageFacts {
  readonly sha256: string;
  readonly bytes: number;
}

/** Keeps images under the hash of their bytes, so that the same image is kept once and never replaced by another. */
export interface ImageStore {
  /** Keeps an image and says what it is; refuses bytes that are none. */
  keep(bytes: Uint8Array): Promise<Outcome<KeptImage>>;
  /** The bytes of a kept image; undefined where there is none of that hash. */
  read(image: Pick<KeptImage, 'sha256' | 'format'>): Promise<Readable | undefined>;
}

/** An image store in a local folder, which is made when the first image arrives. */
export function openImageStore(folder: string): ImageStore {
  const disk = new Disk(new FSDriver({ location: folder, visibility: 'private' }));
  return {
    keep: (bytes) => keepImage(disk, bytes),
    read: (image) => readImage(disk, keyOf(image)),
  };
}

async function keepImage(disk: Disk, bytes: Uint8Array): Promise<Outcome<KeptImage>> {
  const facts = await inspectImage(bytes);
  if (!facts.ok) return facts;
  const kept = { ...facts.value, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength };
  const key = keyOf(kept);
  if (!(await disk.exists(key))) {
    // Written beside and moved, so that a crash never leaves half an image under its hash.
    const unfinished = `unfinished/${randomUUID()}`;
    await disk.put(unfinished, bytes);
    await disk.move(unfinished, key);
  }
  return accepted(kept);
}

async function readImage(disk: Disk, key: string): Promise<Readable | undefined> {
  return (await disk.exists(key)) ? await disk.getStream(key) : undefined;
}

/** Two leading digits make a folder, so that none grows beyond reason: "ab/abcdef….png". */
function keyOf({ sha256, format }: { readonly sha256: string; readonly format: ImageFormat }): string {
  return `${sha256.slice(0, 2)}/${sha256}.${format}`;
}
