import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** Writes `x.js.gz` beside each script and style of the build, so that the service sends them compressed without working for it. */
export function compressAssets(): Plugin {
  return {
    name: 'compress-assets',
    apply: 'build',
    writeBundle: async ({ dir }) => {
      const folder = join(dir ?? 'dist', 'assets');
      const names = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name));
      for (const name of names) {
        const compressed = await promisify(gzip)(await readFile(join(folder, name)), { level: constants.Z_BEST_COMPRESSION });
        await writeFile(join(folder, `${name}.gz`), compressed);
      }
    },
  };
}
