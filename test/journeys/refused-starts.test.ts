/** Starts that cannot be: each says why in one sentence, leaves nothing running and shows no stack trace. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { freePort } from '@halfpenny/local';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../world/temporary-folder.ts';
import { postgresOf, startHalfpenny } from './halfpenny-process.ts';

const newFolder = async (): Promise<string> => join(await temporaryFolder(onTestFinished), 'data');

/** The sentence a start was refused with. */
async function refusal(settings: Readonly<Record<string, string>>): Promise<string | undefined> {
  const { code, printed } = await startHalfpenny(settings).ended();
  expect(code).toBe(1);
  expect(printed).not.toMatch(/^\s+at /m);
  return /✗ (.*)/.exec(printed)?.[1];
}

async function takenPort(): Promise<number> {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  onTestFinished(() => void holder.close());
  return (holder.address() as AddressInfo).port;
}

test('a taken port is named, and the database that was started for it is stopped again', async () => {
  const port = await takenPort();
  const data = await newFolder();
  expect(await refusal({ HALFPENNY_DATA: data, PORT: String(port), SANDBOX_PORT: '0' })).toBe(
    `Port ${port} is taken: stop what listens there, or set PORT to another one.`,
  );
  await expect(postgresOf(data)).rejects.toThrow('ENOENT');
});

test('a taken port of the sandbox is named where it was asked for', async () => {
  const port = await takenPort();
  expect(await refusal({ HALFPENNY_DATA: await newFolder(), PORT: '0', SANDBOX_PORT: String(port) })).toBe(
    `Port ${port} is taken: stop what listens there, or set SANDBOX_PORT to another one.`,
  );
});

test('a database that cannot be reached is named, without its password', async () => {
  const port = await freePort();
  expect(
    await refusal({ HALFPENNY_DATA: await newFolder(), PORT: '0', DATABASE_URL: `postgresql://me:secret@127.0.0.1:${port}/halfpenny` }),
  ).toBe(`PostgreSQL at 127.0.0.1:${port} cannot be reached (connection refused): start it or correct DATABASE_URL.`);
});

test('a setting that cannot be meant is refused by the name of its variable', async () => {
  expect(await refusal({ HALFPENNY_DATA: await newFolder(), PORT: 'four thousand' })).toBe(
    'PORT is a whole number from 0 to 65535, not "four thousand".',
  );
});

test('beyond this machine a key is demanded', async () => {
  expect(await refusal({ HALFPENNY_DATA: await newFolder(), PORT: '0', HOST: '0.0.0.0' })).toBe(
    'HOST 0.0.0.0 can be reached from other machines: set HALFPENNY_KEY to a secret that an admin shows.',
  );
});
