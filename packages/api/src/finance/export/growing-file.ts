import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** What is known of a file once it is whole. */
export interface WholeFile {
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** A file that others read while it is written. */
export interface GrowingFile {
  /** Resolves once it is whole; rejects if it could not be made, and then nothing of it is left. */
  readonly whole: Promise<WholeFile>;
  /** Its bytes from one on, as they come. */
  read(first: number): AsyncGenerator<Buffer>;
}

/** Where a file is written, when that is, and what it is called once it is whole. */
interface Growth {
  readonly part: string;
  readonly at: Date;
  readonly wholePath: (whole: WholeFile) => string;
}

/** How far a file has come, and the promise that it went on. */
interface Progress {
  bytes: number;
  moved: PromiseWithResolvers<void>;
}

/** Begins a file. `chunks` are written one after the other, however fast anybody reads. */
export function growFile(growth: Growth, chunks: AsyncIterable<Buffer>): GrowingFile {
  const progress: Progress = { bytes: 0, moved: Promise.withResolvers() };
  const whole = writeFile(growth, chunks, progress);
  whole.catch(() => undefined);
  return { whole, read: (first) => readGrowing(growth, whole, { progress, first }) };
}

async function writeFile({ part, at, wholePath }: Growth, chunks: AsyncIterable<Buffer>, progress: Progress): Promise<WholeFile> {
  const hash = createHash('sha256');
  const file = await open(part, 'wx');
  try {
    for await (const chunk of chunks) {
      await file.writeFile(chunk);
      hash.update(chunk);
      progress.bytes += chunk.length;
      progress.moved.resolve();
      progress.moved = Promise.withResolvers();
    }
    await file.utimes(at, at);
    await file.datasync();
  } catch (cause) {
    await rm(part, { force: true });
    throw cause;
  } finally {
    await file.close();
  }
  const whole = { bytes: progress.bytes, sha256: hash.digest('hex') };
  await rename(part, wholePath(whole));
  return whole;
}

const readBytes = 256 * 1024;

async function* readGrowing(
  { part, wholePath }: Growth,
  whole: Promise<WholeFile>,
  { progress, first }: { readonly progress: Progress; readonly first: number },
): AsyncGenerator<Buffer> {
  while (progress.bytes <= first) if ((await firstOf(progress, whole)) === 'whole' && progress.bytes <= first) return;
  const file = await open(part, 'r').catch(async () => await open(wholePath(await whole), 'r'));
  try {
    for (let place = first; ;) {
      const ahead = progress.bytes - place;
      if (ahead > 0) {
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(Math.min(ahead, readBytes)), { position: place });
        yield buffer.subarray(0, bytesRead);
        place += bytesRead;
      } else if ((await firstOf(progress, whole)) === 'whole' && place === progress.bytes) return;
    }
  } finally {
    await file.close();
  }
}

/** What comes first: more bytes, or the end. A file that could not be made is thrown to whoever reads it. */
async function firstOf(progress: Progress, whole: Promise<WholeFile>): Promise<'more' | 'whole'> {
  return await Promise.race([progress.moved.promise.then(() => 'more' as const), whole.then(() => 'whole' as const)]);
}
