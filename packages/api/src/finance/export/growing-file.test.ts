import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, expect, it } from 'vitest';
import { growFile } from './growing-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'halfpenny-growing-'));
afterAll(() => rmSync(folder, { recursive: true }));

const growth = (name: string) => ({
  part: join(folder, `${name}.part`),
  at: new Date('2026-11-20T12:00:00Z'),
  wholePath: ({ sha256 }: { readonly sha256: string }) => join(folder, `${name}.${sha256}`),
});

it('is read from any byte on while it is written, and goes on though a reader has gone', async () => {
  const more = Promise.withResolvers<void>();
  async function* chunks() {
    yield Buffer.from('half');
    await more.promise;
    yield Buffer.from('penny');
  }
  const file = growFile(growth('read'), chunks());
  for await (const chunk of file.read(0)) {
    expect(chunk.toString()).toBe('half');
    break;
  }
  const rest = buffer(file.read(2));
  const late = buffer(file.read(6));
  more.resolve();
  expect([(await rest).toString(), (await late).toString()]).toEqual(['lfpenny', 'nny']);
  expect(await file.whole).toEqual({ bytes: 9, sha256: createHash('sha256').update('halfpenny').digest('hex') });
  expect((await buffer(file.read(0))).toString()).toBe('halfpenny');
  expect((await buffer(file.read(9))).toString()).toBe('');
});

it('is nothing at all where it cannot be made, and whoever reads it is told', async () => {
  const file = growFile(growth('failed'), brokenOff());
  await expect(buffer(file.read(0))).rejects.toThrow('The database went away.');
  expect(readdirSync(folder).filter((name) => name.startsWith('failed'))).toEqual([]);
});

async function* brokenOff() {
  yield Buffer.from('half');
  throw new Error('The database went away.');
}
