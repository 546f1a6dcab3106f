import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { FSDriver } from 'flydrive/drivers/fs';
import type { ImageDriver, Span, StagedFile } from './image-driver.ts';

/** Under the folder of the store: files that are being written. */
export const unfinishedFolder = 'unfinished';

/**
 * A local folder that can be relied on: flydrive's own writes in place and leaves it to the machine when bytes reach the disk. Here an object is
 * written beside, flushed, and renamed into its place, and its folder is flushed too: after a power cut it is there whole, or not at all.
 */
export class FolderDriver extends FSDriver implements ImageDriver {
  readonly #root: string;
  readonly #now: () => Date;

  constructor(root: string, now: () => Date) {
    super({ location: root, visibility: 'private' });
    this.#root = root;
    this.#now = now;
  }

  override async put(key: string, contents: string | Uint8Array): Promise<void> {
    const path = join(this.#root, unfinishedFolder, randomUUID());
    await mkdir(dirname(path), { recursive: true });
    try {
      const file = await open(path, 'wx', 0o600);
      try {
        await file.writeFile(contents);
        await file.sync();
      } finally {
        await file.close();
      }
      await this.#place(path, key);
    } catch (cause) {
      await rm(path, { force: true });
      throw cause;
    }
  }

  async adopt(key: string, { path }: StagedFile): Promise<void> {
    await flush(path);
    await this.#place(path, key);
  }

  async open(key: string, span?: Span): Promise<Readable | undefined> {
    try {
      const file = await open(join(this.#root, key), 'r');
      return file.createReadStream(span === undefined ? {} : { start: span.from, end: span.to });
    } catch (cause) {
      if (isMissing(cause)) return undefined;
      throw cause;
    }
  }

  async renew(key: string): Promise<boolean> {
    try {
      const now = this.#now();
      await utimes(join(this.#root, key), now, now);
      return true;
    } catch (cause) {
      if (isMissing(cause)) return false;
      throw cause;
    }
  }

  /** Taken out of its place before it is looked at, so that whoever renews it meanwhile either is seen or finds nothing and writes it anew. */
  async removeOld(key: string, than: Date): Promise<boolean> {
    const place = join(this.#root, key);
    const aside = join(this.#root, unfinishedFolder, randomUUID());
    try {
      if ((await stat(place)).mtime > than) return false;
      await mkdir(dirname(aside), { recursive: true });
      await rename(place, aside);
    } catch (cause) {
      if (isMissing(cause)) return true;
      throw cause;
    }
    const isOld = (await stat(aside)).mtime <= than;
    await (isOld ? rm(aside) : rename(aside, place));
    return isOld;
  }

  async #place(path: string, key: string): Promise<void> {
    const place = join(this.#root, key);
    const made = await mkdir(dirname(place), { recursive: true });
    const now = this.#now();
    await utimes(path, now, now);
    await rename(path, place);
    await flush(dirname(place));
    // A folder that was just made is itself an entry of the one above it, up to the first that was there before.
    if (made === undefined) return;
    let folder = dirname(place);
    while (folder.length >= made.length) {
      folder = dirname(folder);
      await flush(folder);
    }
  }
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
