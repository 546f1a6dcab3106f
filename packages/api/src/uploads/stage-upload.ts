import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { accepted, refused } from '@halfpenny/core';
import type { Outcome, Refusal } from '@halfpenny/core';
import type { StagedFile } from '../images/image-driver.ts';

/** A file that was received whole, and the SHA-256 of its bytes. */
export interface StagedUpload extends StagedFile {
  readonly sha256: string;
}

/** The most bytes an upload may have: providers take images of less than 50 MB. */
export const uploadBytesMax = 49_999_999;

/** How much more is read and thrown away, so that whoever sends it to its end hears why it was refused. */
const readBytesMax = 2 * uploadBytesMax;

/**
 * Writes what arrives to a file, and counts and hashes it on its way: it is never held whole in memory. A file that is too long is refused; where the
 * sender stops in the middle this throws what the stream threw. Either way no file is left.
 */
export async function stageUpload(folder: string, source: Readable): Promise<Outcome<StagedUpload>> {
  const staged = await stageBytes(folder, source, { bytesMax: uploadBytesMax, readBytesMax });
  return staged === undefined ? refused(tooLarge) : accepted(staged);
}

/** How many bytes a file may have, and how many are read before its sender is cut off. */
export interface BytesBound {
  readonly bytesMax: number;
  readonly readBytesMax: number;
}

/** Likewise of any file; undefined where it is too long. */
export async function stageBytes(folder: string, source: Readable, bound: BytesBound): Promise<StagedUpload | undefined> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `upload-${randomUUID()}`);
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength;
      if (bytes > bound.readBytesMax) return done(new UploadEndless());
      if (bytes > bound.bytesMax) return done();
      hash.update(chunk);
      return done(null, chunk);
    },
  });
  try {
    await pipeline(source, meter, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    if (bytes <= bound.bytesMax) return { path, bytes, sha256: hash.digest('hex') };
  } catch (cause) {
    await rm(path, { force: true });
    if (!(cause instanceof UploadEndless)) throw cause;
  }
  await rm(path, { force: true });
  return undefined;
}

/** The refusal of an upload that has too many bytes. */
export const tooLarge: Refusal = {
  code: 'upload-too-large',
  message: 'An upload has less than 50 MB: bring a smaller image, or a more tightly packed one.',
  path: [],
  accepted: [],
};

class UploadEndless extends Error {}
