/** An audit pack as a stranger has it: the files of the folder. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What the manifest of a pack says. */
export interface Manifest {
  readonly previousHash: string;
  readonly entriesHash: string;
  readonly hash: string;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
}

/** A row of a CSV by its columns. */
export type Row = Readonly<Record<string, string>>;

/** Everything a stranger has: the files of the folder. */
export async function fetchPack(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const file = async (name: string) => {
    const response = await fetch(`${folder}/${name}`);
    return Buffer.from(await response.arrayBuffer());
  };
  const manifest = await file('manifest.json');
  const { files } = JSON.parse(manifest.toString()) as Manifest;
  const others = await Promise.all(files.map(async ({ name }) => [name, await file(name)] as const));
  return new Map([['manifest.json', manifest], ...others]);
}

/** Of some bytes, as hexadecimal. */
export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

const run = promisify(execFile);

/** What the script of a pack says of its files, some of them replaced. */
export async function recomputed(
  folder: string,
  pack: ReadonlyMap<string, Buffer>,
  replaced: ReadonlyMap<string, Buffer | string>,
): Promise<string> {
  for (const [name, bytes] of [...pack, ...replaced]) await writeFile(join(folder, name), bytes);
  const { stdout } = await run(process.execPath, [join(folder, 'recompute.mjs'), folder]).catch((cause: { stdout: string }) => cause);
  return stdout;
}

/** Another journal, and the manifest that a forger writes for it: every hash in it is right. */
export function forgedWith(manifest: Manifest, journal: string): ReadonlyMap<string, string> {
  const entriesHash = sha256(journal);
  const files = manifest.files.map((file) =>
    file.name === 'journal.csv' ? { ...file, sha256: entriesHash, bytes: Buffer.byteLength(journal) } : file,
  );
  const hash = sha256(`${manifest.previousHash}\n${entriesHash}\n`);
  return new Map([
    ['journal.csv', journal],
    ['manifest.json', JSON.stringify({ ...manifest, files, entriesHash, hash, sampleSeed: entriesHash })],
  ]);
}

/** The files of a pack, in the order of its manifest. */
export const packNames =
  'journal.csv trial-balance.csv roll-forward.csv doubts.csv journal-batch.csv checklist.json price-entries.json ' +
  'statements.json reconciliations.json items.json line-item-map.json signatures.json samples.json statement-lines.csv access-log.csv recompute.mjs';
