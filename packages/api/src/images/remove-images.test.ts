import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { plainPicture } from '../../../../test/world/pictures.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';
import { openDatabase, closeDatabase } from '../platform/database.ts';
import type { Database } from '../platform/database.ts';
import { openLogger } from '../platform/logger.ts';
import { openImageStore } from './image-store.ts';
import { whileLockedIn } from './lock-bytes.ts';
import { removeDueImages } from './remove-images.ts';

let world: World;
let database: Database;
let client: Client;
beforeAll(async () => {
  world = await startWorld();
  database = openDatabase(world.databaseUrl, { logger: openLogger('silent') });
  client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await closeDatabase(database);
  await world.close();
});

async function upload(width: number): Promise<{ readonly id: string; readonly url: string }> {
  const body = new Uint8Array(await plainPicture(width, 64));
  const response = await fetch(`${world.address}/uploads`, { method: 'POST', body, headers: { 'content-type': 'image/png' } });
  return (await response.json()) as { id: string; url: string };
}

async function edit(requestKey: string, uploadId: string, more: object = {}): Promise<Generated> {
  const request = {
    ...more,
    model: 'gpt-image-2',
    prompt: requestKey,
    size: '1024x1024',
    quality: 'low',
    operation: 'EDIT',
    images: [{ uploadId }],
  };
  return (await world.ask<{ generate: Generated }>(generateDocument, { input: { requestKey, request, providers: ['openai'] } })).generate;
}

async function remove(now: string, imageRetentionDays?: number): Promise<number> {
  const imageFolder = join(world.dataFolder, 'images');
  const clock = (): Date => new Date(now);
  const images = await openImageStore({ folder: imageFolder, bucket: undefined, now: clock }, whileLockedIn(database));
  return await removeDueImages({ database, images, clock, imageRetentionDays, imageFolder });
}

const statusOf = async (path: string): Promise<number> => (await fetch(`${world.address}${path}`)).status;

describe('What has been kept for as long as it was to be', () => {
  it('is an upload that nobody used in time: its row says when it went, and its address says so too', async () => {
    const [unused, used, sameAsUsed] = [await upload(100), await upload(200), await upload(200)];
    await edit('used', used.id);
    expect(await remove('2026-11-21T11:59:59Z')).toBe(0);
    expect(await remove('2026-11-21T12:00:00Z')).toBe(2);
    expect(await Promise.all([unused, used, sameAsUsed].map(({ url }) => statusOf(url)))).toEqual([410, 200, 410]);
    expect(await (await fetch(`${world.address}${unused.url}`)).text()).toMatch(
      /^This image was removed on 2026-11-21, .* SHA-256: [0-9a-f]{64}\.\n$/,
    );
    expect(await world.ask('query ($id: ID!) { upload(id: $id) { url removedAt } }', { id: unused.id })).toEqual({
      upload: { url: null, removedAt: '2026-11-21T12:00:00Z' },
    });
    expect(await remove('2026-11-21T12:00:00Z')).toBe(0);
  });

  it('is, where days are set, every image of that age: the generation keeps hash and bill', async () => {
    const source = await upload(300);
    const made = await edit('aged', source.id);
    const [image] = made.images;
    expect(await remove('2027-11-20T12:00:00Z')).toBe(0);
    expect(await remove('2026-12-20T11:59:59Z', 30)).toBe(0);
    expect(await remove('2026-12-20T12:00:00Z', 30)).toBeGreaterThanOrEqual(2);
    expect([await statusOf(image?.url ?? ''), await statusOf(source.url)]).toEqual([410, 410]);
    const again = await world.ask<{ generationByKey: Generated }>(
      '{ generationByKey(requestKey: "aged") { status images { url sha256 missing } cost { state total { amount } } } }',
    );
    expect(again.generationByKey).toMatchObject({
      status: 'SUCCEEDED',
      images: [{ url: null, sha256: image?.sha256, missing: expect.stringMatching(/^This image was removed on 2026-12-20/) }],
      cost: { state: 'SETTLED', total: { amount: made.cost.total?.amount } },
    });
    expect(await edit('after it', source.id)).toMatchObject({ code: 'UPLOAD_NOT_FOUND' });
    const { rows } = await client.query('SELECT sha256 FROM generation_input WHERE upload_id = $1', [source.id]);
    expect(rows).toEqual([{ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  it('is, where days are set, every partial image of that age too', async () => {
    const source = await upload(400);
    const made = await edit('partial', source.id, { partialImages: 2 });
    const partial = `/images/${made.id}/partial/0-1.png`;
    expect(await statusOf(partial)).toBe(200);
    await remove('2026-12-20T12:00:00Z', 30);
    expect(await statusOf(partial)).toBe(410);
    const shown = '{ generationProgressByKey(requestKey: "partial") { done partialImages { number } } }';
    expect(await world.ask(shown)).toEqual({ generationProgressByKey: { done: true, partialImages: [] } });
    const { rows } = await client.query('SELECT count(DISTINCT sha256)::int AS kept FROM partial_image WHERE generation_id = $1', [
      made.id,
    ]);
    expect(rows).toEqual([{ kept: 2 }]);
  });

  it('is a file that was being written when a process was killed, a day ago', async () => {
    const folder = join(world.dataFolder, 'images', 'unfinished');
    mkdirSync(folder, { recursive: true });
    for (const [name, when] of [
      ['old', '2026-11-19T11:00:00Z'],
      ['new', '2026-11-20T11:00:00Z'],
    ] as const) {
      writeFileSync(join(folder, name), 'half an image');
      utimesSync(join(folder, name), new Date(when), new Date(when));
    }
    await remove('2026-11-20T12:00:00Z');
    expect([existsSync(folder), readdirSync(folder)]).toEqual([true, ['new']]);
  });
});
