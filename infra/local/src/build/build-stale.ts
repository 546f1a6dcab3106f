/**
 * Builds what has changed since it was last built: a package whose content stamp, or that of a package it is built
 * from, differs from the one written down beside its last build. Each is built by its own `build` script.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { waitForLock } from '../file-lock.ts';
import { StartRefused } from '../start-refused.ts';
import { lastLines, watchToEnd, type Ending } from '../watch-to-end.ts';
import { contentStamp } from './stamp.ts';

/** What every build reads besides its package's own files. */
const shared = ['tsconfig.base.json', 'pnpm-lock.yaml'];

/** A package to build, by its folder under packages/, and the packages that its build reads. */
interface Buildable {
  readonly name: string;
  readonly from: readonly string[];
}

/** Packages that do not need each other and are built side by side, once those of the wave before are built. */
export interface BuildWave {
  readonly title: string;
  readonly packages: readonly Buildable[];
}

/** Everything that is built, in order. */
export const buildWaves: readonly BuildWave[] = [
  { title: 'Core is built', packages: [{ name: 'core', from: ['core'] }] },
  {
    title: 'API and admin are built',
    packages: [
      { name: 'api', from: ['core', 'api'] },
      { name: 'admin', from: ['core', 'admin'] },
    ],
  },
];

/** Where to build, and the environment that the build scripts run in. */
export interface BuildPlace {
  readonly repository: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Builds all that is stale and returns the names of what was built. Refuses with the compiler's words when a build fails. */
export async function buildStale(place: BuildPlace): Promise<readonly string[]> {
  const built: string[] = [];
  for (const wave of buildWaves) built.push(...(await buildWave(place, wave)));
  return built;
}

/** Builds what is stale in one wave, one builder at a time on a machine: another waits and then finds nothing to do. */
export async function buildWave(place: BuildPlace, { packages }: BuildWave): Promise<readonly string[]> {
  const stamps = join(place.repository, '.cache', 'build');
  await mkdir(stamps, { recursive: true });
  const lock = await waitForLock(join(stamps, 'building.lock'));
  try {
    const stale = await Promise.all(packages.map((buildable) => buildIfStale(place, buildable)));
    return packages.filter((_, index) => stale[index]).map(({ name }) => name);
  } finally {
    lock.release();
  }
}

async function buildIfStale(place: BuildPlace, { name, from }: Buildable): Promise<boolean> {
  const { repository } = place;
  const stampFile = join(repository, '.cache', 'build', name);
  const paths = from.map((source) => join('packages', source));
  const stamp = contentStamp(repository, [...paths, ...shared]);
  const folder = join(repository, 'packages', name);
  const last = await readFile(stampFile, 'utf8').catch(() => '');
  if (last === stamp && existsSync(join(folder, 'dist'))) return false;
  await rm(stampFile, { force: true });
  await rm(join(folder, 'dist'), { recursive: true, force: true });
  await runBuildScript(place, folder);
  await writeFile(stampFile, stamp);
  return true;
}

/** As a package manager would run it: in the package's folder, with its programs and the workspace's on the path. */
async function runBuildScript({ repository, env: outer }: BuildPlace, folder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { name: string; scripts: { build: string } };
  const programs = [join(folder, 'node_modules', '.bin'), join(repository, 'node_modules', '.bin')];
  // A test run sets NODE_ENV to test, and what is built there is served by starts as well.
  const env = { ...outer, NODE_ENV: 'production', PATH: [...programs, outer.PATH ?? ''].join(delimiter) };
  const { ended, said } = await runShell(manifest.scripts.build, { cwd: folder, env });
  if (ended !== 0) throw new StartRefused(`${manifest.name} could not be built (${ended}):\n${lastLines(said, 30)}`);
}

/** Runs a line of shell in a process group of its own, which ends with us, and returns how it ended and all it said. */
async function runShell(line: string, place: { cwd: string; env: NodeJS.ProcessEnv }): Promise<Ending> {
  const child = spawn(line, { ...place, shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const endWithUs = (): void => void (child.pid && process.kill(-child.pid, 'SIGTERM'));
  process.once('exit', endWithUs);
  const ending = await watchToEnd(child);
  process.off('exit', endWithUs);
  return ending;
}
