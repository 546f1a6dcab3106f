import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBucket } from '../../../../test/world/bucket.ts';
import type { TestBucket } from '../../../../test/world/bucket.ts';
import { identifyImage, openImageStore } from './image-store.ts';
import type { ImageStore } from './image-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'halfpenny-images-'));
const workspaceId = '01890000-0000-7000-8000-000000000001';
const otherWorkspaceId = '01890000-0000-7000-8000-000000000002';
const now = (): Date => new Date('2026-11-20T12:00:00Z');
const later = new Date('2100-01-01T00:00:00Z');
const unlocked = (_name: object, work: () => Promise<void>): Promise<void> => work();
let bucket: TestBucket;
let stores: Readonly<Record<'folder' | 'bucket', ImageStore>>;

beforeAll(async () => {
  bucket = await startBucket();
  const place = { folder: join(folder, 'images'), now };
  stores = {
    folder: await openImageStore({ ...place, bucket: undefined }, unlocked),
    bucket: await openImageStore({ ...place, bucket: bucket.settings }, unlocked),
  };
});
afterAll(async () => {
  await bucket.close();
  rmSync(folder, { recursive: true });
});

const blank = sharp({ create: { width: 32, height: 16, channels: 3, background: '#123456' } });
const png = await blank.clone().png().toBuffer();

async function nameOf(bytes: Uint8Array) {
  const identified = await identifyImage(bytes);
  if (!identified.ok) throw new Error(identified.refusal.message);
  return { ...identified.value, workspaceId };
}

describe.each(['folder', 'bucket'] as const)('An image store in a %s', (kind) => {
  it('keeps an image and gives back the same bytes, or a span of them', async () => {
    const name = await nameOf(png);
    await stores[kind].keep(name, png);
    const [whole, span] = [await stores[kind].read(name), await stores[kind].read(name, { from: 1, to: 3 })];
    expect(whole && (await buffer(whole)).equals(png)).toBe(true);
    expect(span && (await buffer(span)).toString('latin1')).toBe('PNG');
  });

  it('takes over a file, which is gone afterwards', async () => {
    const path = join(folder, `${kind}.webp`);
    const bytes = await blank.clone().webp().toBuffer();
    writeFileSync(path, bytes);
    const name = await nameOf(bytes);
    await stores[kind].adopt(name, { path, bytes: bytes.length });
    const kept = await stores[kind].read(name);
    expect(kept && (await buffer(kept)).equals(bytes)).toBe(true);
    expect(readdirSync(folder)).not.toContain(`${kind}.webp`);
  });

  it('has nothing under a hash it never kept, nor for another workspace, nor once it is removed', async () => {
    const name = await nameOf(png);
    await stores[kind].keep(name, png);
    expect(await stores[kind].read({ ...name, sha256: '0'.repeat(64) })).toBeUndefined();
    expect(await stores[kind].read({ ...name, workspaceId: otherWorkspaceId })).toBeUndefined();
    expect(await stores[kind].removeOld(name, new Date('2026-11-19T12:00:00Z'))).toBe(false);
    expect(await stores[kind].read(name).then((kept) => kept && buffer(kept))).toEqual(png);
    expect(await stores[kind].removeOld(name, later)).toBe(true);
    expect(await stores[kind].removeOld(name, later)).toBe(true);
    expect(await stores[kind].read(name)).toBeUndefined();
  });

  it('keeps the same image once, whoever brings it at the same time', async () => {
    const name = await nameOf(png);
    await Promise.all(Array.from({ length: 8 }, () => stores[kind].keep(name, png)));
    const kept = await stores[kind].read(name);
    expect(kept && (await buffer(kept)).equals(png)).toBe(true);
  });
});

describe('An image store in a folder', () => {
  it('leaves nothing unfinished, and counts an image that is brought again as new', async () => {
    const name = await nameOf(png);
    await stores.folder.keep(name, png);
    await stores.folder.keep(name, png);
    expect(readdirSync(join(folder, 'images', 'unfinished'))).toEqual([]);
    expect(await stores.folder.removeOld(name, new Date('2026-11-20T11:59:59Z'))).toBe(false);
    expect(await stores.folder.removeOld(name, now())).toBe(true);
  });

  it('loses no image that is brought while it is being removed, however the two meet', async () => {
    const name = await nameOf(png);
    const place = { folder: join(folder, 'contended'), bucket: undefined };
    const store = await openImageStore({ ...place, now }, unlocked);
    const old = await openImageStore({ ...place, now: () => new Date('2026-01-01T00:00:00Z') }, unlocked);
    for (let round = 0; round < 200; round += 1) {
      await old.keep(name, png);
      await Promise.all([store.removeOld(name, new Date('2026-11-20T11:00:00Z')), store.keep(name, png)]);
      const kept = await store.read(name);
      if (kept === undefined) throw new Error(`Lost in round ${round}.`);
      kept.destroy();
      await store.removeOld(name, later);
    }
  });

  it('throws where the folder cannot be', async () => {
    writeFileSync(join(folder, 'taken'), 'a file where the folder should be');
    const store = await openImageStore({ folder: join(folder, 'taken'), bucket: undefined, now }, unlocked);
    await expect(store.keep(await nameOf(png), png)).rejects.toThrow();
  });
});

describe('An image store in a bucket', () => {
  it('throws where the S3 does not answer', async () => {
    const settings = { ...bucket.settings, endpoint: 'http://127.0.0.1:1' };
    const store = await openImageStore({ folder, bucket: settings, now }, unlocked);
    await expect(store.keep(await nameOf(png), png)).rejects.toThrow();
  });
});

describe('What an image is', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('is read from the bytes of a %s', async (format) => {
    const bytes = await blank.clone().toFormat(format).toBuffer();
    expect(await identifyImage(bytes)).toMatchObject({ ok: true, value: { format, width: 32, height: 16, bytes: bytes.byteLength } });
  });

  it.each([
    ['text', Buffer.from('not an image')],
    ['nothing', Buffer.alloc(0)],
    ['an SVG, which could run scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a GIF', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
  ])('is refused of %s', async (_what, bytes) => {
    expect(await identifyImage(bytes)).toMatchObject({ ok: false, refusal: { code: 'invalid-image' } });
  });
});
