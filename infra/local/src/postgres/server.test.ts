import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../../test/world/temporary-folder.ts';
import { processFacts } from '../processes.ts';
import { clusterName } from './left-behind.ts';
import { startPostgres, type PostgresServer } from './server.ts';

async function newHome(): Promise<string> {
  return join(await temporaryFolder(onTestFinished), 'postgres');
}

async function start(home: string): Promise<PostgresServer> {
  const server = await startPostgres({ home, durable: false });
  onTestFinished(() => server.stop());
  return server;
}

async function ask(server: PostgresServer, question: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    return (await client.query({ text: question, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

test('keeps its data over a stop and a start', async () => {
  const home = await newHome();
  const first = await start(home);
  await ask(first, "create table kept as select 'a halfpenny' as coin");
  await first.stop();
  expect(await first.ended).toBe('it ended with exit code 0');
  expect(await ask(await start(home), 'select coin from kept')).toEqual(['a halfpenny']);
});

test('listens on 127.0.0.1 alone and asks everyone for a password', async () => {
  const server = await start(await newHome());
  expect(await ask(server, "select current_setting('listen_addresses'), current_setting('unix_socket_directories')")).toEqual([
    '127.0.0.1',
    '',
  ]);
  const stranger = new Client({ host: '127.0.0.1', port: server.port, user: 'halfpenny', password: 'password', database: 'postgres' });
  await expect(stranger.connect()).rejects.toThrow('password authentication failed');
});

test('a start killed while it made the cluster leaves nothing that passes for one', async () => {
  const home = await newHome();
  const unfinished = join(home, 'initdb-4711');
  await mkdir(unfinished, { recursive: true });
  await writeFile(join(unfinished, 'PG_VERSION'), '18\n');
  expect(await ask(await start(home), 'select 1')).toEqual([1]);
  expect(existsSync(unfinished)).toBe(false);
});

test('a PostgreSQL that outlived its killed start is stopped, and what was committed in it is kept', async () => {
  const home = await newHome();
  const server = fileURLToPath(new URL('server.ts', import.meta.url));
  const program = `const { startPostgres } = await import(${JSON.stringify(server)});
    const { pid } = await startPostgres({ home: ${JSON.stringify(home)}, durable: true });
    process.stdout.write(String(pid));`;
  const starter = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = (await once(starter.stdout, 'data')) as [Buffer];
  const leftBehind = Number(said.toString());
  starter.kill('SIGKILL');
  await once(starter, 'exit');
  expect(processFacts(leftBehind)?.command).toContain(clusterName(join(home, 'cluster')));
  const next = await start(home);
  expect(processFacts(leftBehind)).toBeUndefined();
  expect(next.pid).not.toBe(leftBehind);
  expect(await ask(next, 'select 1')).toEqual([1]);
});

test('a process number that has gone to another program blocks nothing', async () => {
  const home = await newHome();
  await (await start(home)).stop();
  await writeFile(join(home, 'cluster', 'postmaster.pid'), `${process.pid}\n`);
  expect(await ask(await start(home), 'select 1')).toEqual([1]);
});

test('data of another major version is refused in one sentence', async () => {
  const home = await newHome();
  await (await start(home)).stop();
  await writeFile(join(home, 'cluster', 'PG_VERSION'), '17\n');
  await expect(startPostgres({ home, durable: false })).rejects.toThrow(
    `The data in ${home}/cluster is of PostgreSQL 17 and this is 18: move it with pg_upgrade, or set HALFPENNY_DATA to another folder.`,
  );
});

test('a lost password file is named', async () => {
  const home = await newHome();
  await (await start(home)).stop();
  await rm(join(home, 'password'));
  await expect(startPostgres({ home, durable: false })).rejects.toThrow(`The password file ${home}/password is gone`);
});

test('runs from a folder of root that its own user could not enter', async () => {
  const home = await newHome();
  await chmod(join(home, '..'), 0o700);
  expect(await ask(await start(home), "select current_setting('data_checksums')")).toEqual(['on']);
});

test('a home that cannot be made is refused in one sentence', async () => {
  await expect(startPostgres({ home: '/dev/null/postgres', durable: false })).rejects.toThrow(
    /^The folder \/dev\/null\/postgres cannot be written by .*: set HALFPENNY_DATA to a folder that can\.$/,
  );
});
