import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlayedBatch } from './played-batch.ts';

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

  /** Keeps a file and answers with its id. */
  async keepFile(text: string): Promise<string> {
    const id = `file-${randomUUID().replaceAll('-', '')}`;
    await this.#write(join('files', `${id}.jsonl`), text);
    return id;
  }

  /** The text of a file; undefined where there is none of that id. */
  async readFile(id: string): Promise<string | undefined> {
    if (!/^file-[0-9a-f]{32}$/.test(id)) return undefined;
    return await readFile(join(this.#folder, 'files', `${id}.jsonl`), 'utf8').catch(() => undefined);
  }

  /** Keeps a batch as it is now. */
  async keepBatch(batch: PlayedBatch): Promise<void> {
    await this.#write(join('batches', `${batch.id}.json`), JSON.stringify(batch));
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

  /** Written beside and renamed, so that a crash never leaves half a file. */
  async #write(name: string, text: string): Promise<void> {
    const path = join(this.#folder, name);
    const file = await open(`${path}.part`, 'w', 0o600);
    await file.writeFile(text);
    await file.datasync();
    await file.close();
    await rename(`${path}.part`, path);
  }
}
