import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { accepted } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { Disk } from 'flydrive';
import type { Span, StagedFile } from './image-driver.ts';
import { inspectImage } from './inspect-image.ts';
import type { ImageFacts, ImageFormat } from './inspect-image.ts';
import { openDriver } from './open-driver.ts';
import type { ImagePlace } from './open-driver.ts';

/** An image that is kept: what its bytes say, their SHA-256 in lower-case hexadecimal, and their number. */
export interface KeptImage extends ImageFacts {
  readonly sha256: string;
  readonly bytes: number;
}

/** Which image, and whose: a workspace has a place of its own, where no other one reads. */
export interface ImageName {
  readonly workspaceId: string;
  readonly sha256: string;
  readonly format: ImageFormat;
}

/** Keeps images under the hash of their bytes, so that in a workspace the same image is kept once and never replaced by another. */
export interface ImageStore {
  /** Keeps an image. It is durable when this resolves. */
  keep(name: ImageName, bytes: Uint8Array): Promise<void>;
  /** Keeps an image that lies in a file, which is gone afterwards. Likewise. */
  adopt(name: ImageName, staged: StagedFile): Promise<void>;
  /** The bytes of a kept image, or a span of them; undefined where there is none of that hash. */
  read(name: ImageName, span?: Span): Promise<Readable | undefined>;
  /** Removes an image, unless it was brought later than that; whether it is gone. To be called while its bytes are locked. */
  removeOld(name: ImageName, than: Date): Promise<boolean>;
}

/** Does something while nobody else removes the same bytes of the same workspace. */
export type WhileLocked = (name: ImageName, work: () => Promise<void>) => Promise<void>;

/** What an image is, by its own bytes. Refuses bytes that are none. */
export async function identifyImage(bytes: Uint8Array): Promise<Outcome<KeptImage>> {
  const facts = await inspectImage(bytes);
  if (!facts.ok) return facts;
  return accepted({ ...facts.value, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.byteLength });
}

/** An image store in a local folder, which is made when the first image arrives, or in a bucket. */
export async function openImageStore(place: ImagePlace, whileLocked: WhileLocked): Promise<ImageStore> {
  const driver = await openDriver(place);
  const disk = new Disk(driver);
  return {
    keep: async (name, bytes) => {
      const key = keyOf(name);
      // A folder sees who renews while it removes; a bucket does not.
      if (place.bucket !== undefined) await whileLocked(name, () => disk.put(key, bytes));
      else if (!(await driver.renew(key))) await disk.put(key, bytes);
    },
    adopt: (name, staged) => driver.adopt(keyOf(name), staged),
    read: (name, span) => driver.open(keyOf(name), span),
    removeOld: (name, than) => driver.removeOld(keyOf(name), than),
  };
}

/** Two leading digits make a folder, so that none grows beyond reason: "<workspace>/ab/abcdef….png". */
function keyOf({ workspaceId, sha256, format }: ImageName): string {
  return `${workspaceId}/${sha256.slice(0, 2)}/${sha256}.${format}`;
}
