import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { openImageStore } from '../images/image-store.ts';
import { keepImages } from './keep-images.ts';
import type { Keeping } from './keep-images.ts';

const folder = mkdtempSync(join(tmpdir(), 'halfpenny-keep-'));
afterAll(() => rmSync(folder, { recursive: true }));
const png = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#fff' } })
  .png()
  .toBuffer();

const now = (): Date => new Date('2026-11-20T12:00:00Z');

async function keepingIn(name: string, pauses: number[] = []): Promise<Keeping> {
  const images = await openImageStore({ folder: join(folder, name), bucket: undefined, now }, (_name, work) => work());
  const pause = async (milliseconds: number): Promise<void> => void pauses.push(milliseconds);
  return { images, workspaceId: '01890000-0000-7000-8000-000000000001', pause };
}

describe('Keeping the images of a reply', () => {
  it('keeps the good ones in their places and says why another was not', async () => {
    const images = [
      { bytes: Buffer.from('no image'), revisedPrompt: null },
      { bytes: png, revisedPrompt: 'A square' },
      { bytes: null, revisedPrompt: null },
    ];
    const { kept, unkept, failure } = await keepImages(await keepingIn('good'), images);
    expect(kept).toMatchObject([{ position: 1, revisedPrompt: 'A square', width: 16, height: 16 }]);
    expect([unkept, failure?.code]).toEqual([[], 'invalid-image']);
  });

  it('says so where the reply carries none, and in its own words why one is missing', async () => {
    expect((await keepImages(await keepingIn('none'), [])).failure?.code).toBe('invalid-image');
    const missing = 'The image lies at an address that is not asked.';
    const { failure } = await keepImages(await keepingIn('none'), [{ bytes: null, missing, revisedPrompt: null }]);
    expect(failure?.message).toBe(missing);
  });

  it('throws nothing where the store fails for good: what was paid for is remembered by its hash, with the reason', async () => {
    writeFileSync(join(folder, 'taken'), 'a file where the folder should be');
    const pauses: number[] = [];
    const { kept, unkept, failure } = await keepImages(await keepingIn('taken', pauses), [{ bytes: png, revisedPrompt: null }]);
    expect([kept, failure?.code, pauses]).toEqual([[], 'image-not-kept', [100, 500, 1500]]);
    expect(unkept).toMatchObject([{ position: 0, width: 16, height: 16, reason: failure?.message }]);
  });

  it('tries again where the store fails in passing', async () => {
    const blocker = join(folder, 'passing');
    writeFileSync(blocker, 'a file where the folder should be');
    const keeping = await keepingIn('passing');
    const pause = async (): Promise<void> => rmSync(blocker, { force: true });
    const { kept, failure } = await keepImages({ ...keeping, pause }, [{ bytes: png, revisedPrompt: null }]);
    expect([kept.length, failure]).toEqual([1, undefined]);
  });
});
