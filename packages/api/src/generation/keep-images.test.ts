import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { openImageStore } from '../images/image-store.ts';
import { keepImages } from './keep-images.ts';

const folder = mkdtempSync(join(tmpdir(), 'halfpenny-keep-'));
afterAll(() => rmSync(folder, { recursive: true }));
const png = await sharp({ create: { width: 16, height: 16, channels: 3, background: '#fff' } })
  .png()
  .toBuffer();

describe('Keeping the images of a reply', () => {
  it('keeps the good ones in their places and says why another was not', async () => {
    const store = openImageStore(join(folder, 'good'));
    const images = [
      { bytes: Buffer.from('no image'), revisedPrompt: null },
      { bytes: png, revisedPrompt: 'A square' },
      { bytes: null, revisedPrompt: null },
    ];
    const { kept, failure } = await keepImages(store, images);
    expect(kept).toMatchObject([{ position: 1, revisedPrompt: 'A square', width: 16, height: 16 }]);
    expect(failure?.code).toBe('invalid-image');
  });

  it('says so where the reply carries none', async () => {
    expect((await keepImages(openImageStore(join(folder, 'none')), [])).failure?.code).toBe('invalid-image');
  });

  it('throws nothing where the store fails: the reading still has to be settled', async () => {
    writeFileSync(join(folder, 'taken'), 'a file where the folder should be');
    const { kept, failure } = await keepImages(openImageStore(join(folder, 'taken')), [{ bytes: png, revisedPrompt: null }]);
    expect([kept, failure?.code]).toEqual([[], 'image-not-kept']);
  });
});
