/**
 * The folder of one database cluster, made once. `initdb` works in a folder beside it that is renamed when it is
 * whole, so a start killed half-way leaves nothing that could pass for a cluster.
 *
 *     <home>/password    the superuser's password, random, readable by the starter alone
 *     <home>/cluster     what initdb made
 *     <home>/log         what PostgreSQL says
 */
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartRefused } from '../start-refused.ts';
import { lastLines, watchToEnd } from '../watch-to-end.ts';
import type { PostgresBinaries } from './binaries.ts';
import { canWriteInside } from './reachable.ts';
import { identityOf, type RunAs } from './run-as.ts';

/** The superuser of every cluster made here. */
export const superuser = 'halfpenny';

/** A cluster that is ready to be started. */
export interface Cluster {
  readonly folder: string;
  readonly logFile: string;
  readonly password: string;
}

/** What a cluster is made from. `durable: false` skips flushing to disk: for tests, whose clusters are thrown away. */
export interface ClusterPlan {
  readonly home: string;
  readonly binaries: PostgresBinaries;
  readonly user: RunAs | undefined;
  readonly durable: boolean;
}

/** The cluster of that home, made now if there is none. Refuses a home its user cannot write, and a cluster of another major version. */
export async function prepareCluster(plan: ClusterPlan): Promise<Cluster> {
  const folder = join(plan.home, 'cluster');
  await takeHome(plan);
  await removeUnfinished(plan.home);
  const password = await passwordOf(plan.home, existsSync(folder));
  if (!existsSync(folder)) await makeCluster(plan, folder, password);
  await refuseOtherMajor(folder, plan.binaries.release);
  return { folder, logFile: join(plan.home, 'log'), password };
}

async function takeHome({ home, user }: ClusterPlan): Promise<void> {
  try {
    await mkdir(home, { recursive: true });
    await giveTo(user, home);
    if (canWriteInside(home, user)) return;
  } catch (cause) {
    throw new StartRefused(homeSentence(home, user), { cause });
  }
  throw new StartRefused(homeSentence(home, user));
}

function homeSentence(home: string, user: RunAs | undefined): string {
  const who = user ? `the user ${user.name}, as which PostgreSQL runs here` : 'you';
  return `The folder ${home} cannot be written by ${who}: set HALFPENNY_DATA to a folder that can.`;
}

/** A folder that its user alone may look into. */
async function giveTo(user: RunAs | undefined, folder: string): Promise<void> {
  await chmod(folder, 0o700);
  if (user) await chown(folder, user.uid, user.gid);
}

async function removeUnfinished(home: string): Promise<void> {
  const left = (await readdir(home)).filter((name) => name.startsWith('initdb-'));
  await Promise.all(left.map((name) => rm(join(home, name), { recursive: true, force: true })));
}

async function passwordOf(home: string, clusterExists: boolean): Promise<string> {
  const file = join(home, 'password');
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim();
  if (clusterExists)
    throw new StartRefused(`The password file ${file} is gone, and without it the database beside it cannot be opened: put it back.`);
  const password = randomBytes(24).toString('base64url');
  await writeFile(`${file}.new`, `${password}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return password;
}

async function makeCluster(plan: ClusterPlan, folder: string, password: string): Promise<void> {
  const name = `initdb-${process.pid}`;
  const unfinished = join(plan.home, name);
  const passwordFile = `${unfinished}-password`;
  await mkdir(unfinished);
  await giveTo(plan.user, unfinished);
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (plan.user) await chown(passwordFile, plan.user.uid, plan.user.gid);
  await runInitdb(plan, unfinished, `../${name}-password`);
  await rm(passwordFile);
  await rename(unfinished, folder);
}

/** UTF-8 with the built-in C.UTF-8 rules, so that text sorts alike on every machine; passwords by SCRAM on TCP and nothing else. */
const clusterRules = [
  `--username=${superuser}`,
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--auth-host=scram-sha-256',
  '--auth-local=reject',
  '--data-checksums',
];

async function runInitdb({ binaries, user, durable }: ClusterPlan, folder: string, passwordFile: string): Promise<void> {
  const options = [`--pgdata=${pathFromInside(folder)}`, `--pwfile=${passwordFile}`, ...clusterRules, ...(durable ? [] : ['--no-sync'])];
  const inside = { ...identityOf(user), cwd: folder, env: programEnvironment() };
  const child = spawn(binaries.initdb, options, { ...inside, stdio: ['ignore', 'pipe', 'pipe'] });
  const { ended, said } = await watchToEnd(child);
  if (ended !== 0) throw new StartRefused(`PostgreSQL could not make its data folder (${ended}): ${lastLines(said, 3)}`);
}

/**
 * What a program that is put inside the folder calls it. On Linux not by its path: root's folders cannot be entered by
 * the user that PostgreSQL runs as, but one who is put inside by root is inside, and by this name never has to enter.
 */
export function pathFromInside(folder: string): string {
  return process.platform === 'linux' ? '/proc/self/cwd' : folder;
}

/** PostgreSQL's programs see no variable of ours: one like PGPORT or LC_ALL would change what they do. */
export function programEnvironment(): Record<string, string> {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

async function refuseOtherMajor(folder: string, release: string): Promise<void> {
  const found = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim();
  const major = release.split('.')[0];
  if (found === major) return;
  throw new StartRefused(
    `The data in ${folder} is of PostgreSQL ${found} and this is ${major}: move it with pg_upgrade, or set HALFPENNY_DATA to another folder.`,
  );
}
