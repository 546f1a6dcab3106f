import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { openImageStore } from './image-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'halfpenny-images-'));
const store = openImageStore(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const blank = sharp({ create: { width: 32, height: 16, channels: 3, background: '#123456' } });

describe('The image store', () => {
  it.each(['png', 'jpeg', 'webp'] as const)('keeps a %s under its hash and says what it is', async (format) => {
    const bytes = await blank.clone().toFormat(format).toBuffer();
    const kept = await store.keep(bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(kept).toEqual({ ok: true, value: { format, width: 32, height: 16, sha256, bytes: bytes.byteLength } });
    const read = await store.read({ sha256, format });
    expect(read && (await buffer(read)).equals(bytes)).toBe(true);
  });

  it('keeps the same image once, whoever brings it', async () => {
    const bytes = await blank.clone().png().toBuffer();
    await store.keep(bytes);
    const before = [...readdirSync(folder, { recursive: true })].map(String).toSorted((left, right) => left.localeCompare(right));
    await Promise.all(Array.from({ length: 8 }, () => store.keep(bytes)));
    expect([...readdirSync(folder, { recursive: true })].map(String).toSorted((left, right) => left.localeCompare(right))).toEqual(before);
    expect(readdirSync(join(folder, 'unfinished'))).toEqual([]);
  });

  it.each([
    ['text', Buffer.from('not an image')],
    ['nothing', Buffer.alloc(0)],
    ['an SVG, which could run scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a GIF', Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')],
  ])('refuses %s', async (_what, bytes) => {
    expect(await store.keep(bytes)).toMatchObject({ ok: false, refusal: { code: 'invalid-image' } });
  });

  it('has nothing under a hash it never kept', async () => {
    expect(await store.read({ sha256: '0'.repeat(64), format: 'png' })).toBeUndefined();
  });
});
