import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlayedBatch } from './played-batch.ts';

/** What a file on the shelf is: the requests or results of a batch, or an image. */
export type ShelvedKind = 'jsonl' | 'image';

/** Files and batches, durably in two folders: what was answered is found again after a restart. */
export class Shelf {
  readonly #folder: string;
  readonly #batches: Map<string, PlayedBatch>;

  private constructor(folder: string, batches: Map<string, PlayedBatch>) {
    this.#folder = folder;
    this.#batches = batches;
  }

  /** Opens `<folder>/files` and `<folder>/batches`, which are made if they are not there. */
  static async open(folder: string): Promise<Shelf> {
    await mkdir(join(folder, 'files'), { recursive: true });
    await mkdir(join(folder, 'batches'), { recursive: true });
    const names = (await readdir(join(folder, 'batches'))).filter((name) => name.endsWith('.json'));
    const kept = await Promise.all(names.map(async (name) => await readFile(join(folder, 'batches', name), 'utf8')));
    const batches = kept.map((text) => JSON.parse(text) as PlayedBatch).toSorted((one, other) => one.created_at - other.created_at);
    return new Shelf(folder, new Map(batches.map((batch) => [batch.id, batch])));
  }

  /** Keeps a file of lines and answers with its id. */
  async keepFile(text: string): Promise<string> {
    const path = this.newPath();
    await writeDurably(path, text);
    return await this.adoptFile(path, 'jsonl');
  }

  /** Where a file is written that is to be kept. */
  newPath(): string {
    return join(this.#folder, 'files', `${randomUUID()}.part`);
  }

  /** Keeps a file that lies written at a new path, and answers with its id. */
  async adoptFile(path: string, kind: ShelvedKind): Promise<string> {
    const id = `file-${randomUUID().replaceAll('-', '')}`;
    await rename(path, join(this.#folder, 'files', `${id}.${kind}`));
    return id;
  }

  /** The text of a file of lines; undefined where there is none of that id. */
  async readFile(id: string): Promise<string | undefined> {
    const path = this.#pathOf(id, 'jsonl');
    return path === undefined ? undefined : await readFile(path, 'utf8').catch(() => undefined);
  }

  /** Where an image of that id would lie; undefined where it is no id. */
  imagePath(id: string): string | undefined {
    return this.#pathOf(id, 'image');
  }

  /** Keeps a batch as it is now. */
  async keepBatch(batch: PlayedBatch): Promise<void> {
    const path = join(this.#folder, 'batches', `${batch.id}.json`);
    // Written beside and renamed, so that a crash never leaves half a file.
    await writeDurably(`${path}.part`, JSON.stringify(batch));
    await rename(`${path}.part`, path);
    this.#batches.set(batch.id, batch);
  }

  /** A batch as it is now; undefined where there is none of that id. */
  batch(id: string): PlayedBatch | undefined {
    return this.#batches.get(id);
  }

  /** Every batch, newest first. */
  batches(): readonly PlayedBatch[] {
    return [...this.#batches.values()].toReversed();
  }

  #pathOf(id: string, kind: ShelvedKind): string | undefined {
    return /^file-[0-9a-f]{32}$/.test(id) ? join(this.#folder, 'files', `${id}.${kind}`) : undefined;
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  await file.writeFile(text);
  await file.datasync();
  await file.close();
}
