/**
 * One PostgreSQL, as a direct child of this process, on 127.0.0.1 only.
 *
 * It leads a process group of its own: a Ctrl-C in the terminal reaches us alone, and we stop the service before the
 * database beneath it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StartRefused } from '../start-refused.ts';
import { lastLines } from '../watch-to-end.ts';
import { postgresBinaries } from './binaries.ts';
import { pathFromInside, prepareCluster, programEnvironment, superuser, type Cluster } from './cluster.ts';
import { freePort } from './free-port.ts';
import { clusterName, stopLeftBehind } from './left-behind.ts';
import { databaseUser, identityOf, type RunAs } from './run-as.ts';

/** What a PostgreSQL is started with. */
export interface PostgresPlan {
  /** Folder that holds its data, password and log; made if absent. */
  readonly home: string;
  /** False only in tests: nothing is flushed to disk, so a power cut may lose everything. */
  readonly durable: boolean;
  /** Where it listens; any free port unless given. One that was given comes back there when it is started anew. */
  readonly port?: number;
}

/** A running PostgreSQL. */
export interface PostgresServer {
  readonly port: number;
  readonly pid: number;
  readonly logFile: string;
  /** Where a client reaches a database of it, the superuser's password included. */
  url(database: string): string;
  /** Settles when it ends, with how it ended: by `stop()` or of itself. */
  readonly ended: Promise<string>;
  /** Ends every session, flushes, and waits until the process is gone. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL and returns when it takes connections. Refuses with what its log says when it does not come up. */
export async function startPostgres(plan: PostgresPlan): Promise<PostgresServer> {
  const user = databaseUser();
  const binaries = await postgresBinaries(user);
  const cluster = await prepareCluster({ ...plan, binaries, user });
  await stopLeftBehind(cluster.folder);
  for (let attempt = 1; ; attempt += 1) {
    const server = await launch({
      program: binaries.postgres,
      cluster,
      user,
      durable: plan.durable,
      port: plan.port ?? (await freePort()),
    });
    if (typeof server !== 'string') return server;
    if (attempt === 5 || !isPassing(server)) throw new StartRefused(`PostgreSQL did not start (its log is ${cluster.logFile}): ${server}`);
    await pause(200 * attempt);
  }
}

/** Another program took the port first, or the sessions of a killed PostgreSQL are still ending: gone on the next attempt. */
function isPassing(complaint: string): boolean {
  return /could not bind|could not create any TCP\/IP sockets|pre-existing shared memory block/.test(complaint);
}

interface Launch {
  readonly program: string;
  readonly cluster: Cluster;
  readonly user: RunAs | undefined;
  readonly durable: boolean;
  readonly port: number;
}

/** The running server, or the last words of one that ended instead. */
async function launch(plan: Launch): Promise<PostgresServer | string> {
  const { cluster, port } = plan;
  const logStart = trimLog(cluster.logFile);
  const log = openSync(cluster.logFile, 'a', 0o600);
  const child = spawn(plan.program, ['-D', pathFromInside(cluster.folder), ...settings(plan)], {
    ...identityOf(plan.user),
    cwd: cluster.folder,
    env: programEnvironment(),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `exit code ${code}`}`));
  });
  endWithUs(child, ended);
  const lastWords = await Promise.race([ended, takesConnections(child, cluster.folder)]);
  if (lastWords !== undefined || child.pid === undefined)
    return `${lastWords}. ${lastLines(readFileSync(cluster.logFile).subarray(logStart).toString('utf8'), 3)}`;
  return running({ child, pid: child.pid, cluster, port, ended });
}

/** Should we end without having stopped it (an exception nobody caught, an end in the middle of a start), it ends with us. */
function endWithUs(child: ChildProcess, ended: Promise<string>): void {
  const end = (): void => void child.kill('SIGINT');
  process.once('exit', end);
  void ended.then(() => process.off('exit', end));
}

/** Moves a log that has grown long out of the way and returns how long the one to be written to is. */
function trimLog(logFile: string): number {
  const keptBytes = 10_000_000;
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= keptBytes) return size;
  renameSync(logFile, `${logFile}.1`);
  return 0;
}

function settings({ cluster, port, durable }: Launch): string[] {
  const chosen = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    cluster_name: clusterName(cluster.folder),
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // A connection keeps the plans it made while tables were empty until they are counted; by default nobody looks for a minute.
    ...(durable ? { autovacuum_naptime: '3s' } : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The eighth line of postmaster.pid says `ready` once connections are taken; it is this child's when the first line is its number. */
async function takesConnections(child: ChildProcess, clusterFolder: string): Promise<undefined> {
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const lines = (await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return undefined;
    await pause(20);
  }
  return new Promise(() => {});
}

interface Running {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly cluster: Cluster;
  readonly port: number;
  readonly ended: Promise<string>;
}

function running({ child, pid, cluster, port, ended }: Running): PostgresServer {
  return {
    port,
    pid,
    logFile: cluster.logFile,
    url: (database) => `postgresql://${superuser}:${cluster.password}@127.0.0.1:${port}/${database}`,
    ended,
    stop: () => stopChild(child, ended),
  };
}

/** SIGINT is PostgreSQL's fast shutdown: sessions end, everything is flushed. Only one that does not answer is ended sternly. */
async function stopChild(child: ChildProcess, ended: Promise<string>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    child.kill(signal);
    const timer = new AbortController();
    const gone = await Promise.race([ended.then(() => true), pause(10_000, false, { signal: timer.signal }).catch(() => false)]);
    timer.abort();
    if (gone) return;
  }
}
