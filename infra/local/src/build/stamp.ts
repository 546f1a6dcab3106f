/** A package's content stamp: a hash of every file that its build reads. Equal stamps, equal builds: times of files play no part. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Folders that a build makes or fetches, and reads nothing of its own from. */
const notSource = new Set(['node_modules', 'dist', '.cache', 'coverage']);

/** The stamp of those files and folders, in hexadecimal. Tests are not part of a build and change no stamp. */
export function contentStamp(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesUnder(join(root, path))).toSorted()) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (statSync(path).isFile()) return /\.test\.ts$|\.tsbuildinfo$/.test(path) ? [] : [path];
  const names = readdirSync(path).filter((name) => !notSource.has(name));
  return names.flatMap((name) => filesUnder(join(path, name)));
}
