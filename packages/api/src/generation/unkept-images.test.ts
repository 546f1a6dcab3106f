/** A store that fails must not cost us a reply that was paid for: it settles, and says of each image that it could not be kept. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { startBucket } from '../../../../test/world/bucket.ts';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

let world: World;
afterEach(() => world.close());

const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low', n: 2 };

async function generate(requestKey: string): Promise<Generated> {
  return (await world.ask<{ generate: Generated }>(generateDocument, { input: { requestKey, request, providers: ['openai'] } })).generate;
}

async function imagesOf(requestKey: string): Promise<unknown> {
  const document = 'query ($key: String!) { generationByKey(requestKey: $key) { images { index url missing width height } } }';
  return (await world.ask<{ generationByKey: { images: unknown } }>(document, { key: requestKey })).generationByKey.images;
}

const lost = (index: number) => ({
  index,
  url: null,
  missing: expect.stringMatching(/^The image was made, and the image store could not keep it: /),
  width: 1024,
  height: 1024,
});

describe('A generation whose images cannot be kept', () => {
  it('in the folder is billed by its reading, and the next one is kept again', async () => {
    world = await startWorld();
    writeFileSync(join(world.dataFolder, 'images'), 'a file where the folder should be');
    expect(await generate('lost')).toMatchObject({
      status: 'FAILED',
      failure: { code: 'IMAGE_NOT_KEPT' },
      cost: { state: 'SETTLED', total: { amount: '0.01188' } },
    });
    expect((await world.invoice()).total).toBe('0.01188');
    expect(await imagesOf('lost')).toEqual([lost(0), lost(1)]);
    rmSync(join(world.dataFolder, 'images'));
    expect(await generate('kept')).toMatchObject({ status: 'SUCCEEDED', images: [{ url: expect.any(String) }, {}] });
  });

  it('in a bucket that does not answer, likewise; while it answers, they are there before the caller is told', async () => {
    const bucket = await startBucket();
    world = await startWorld({ environment: bucket.environment });
    const kept = await generate('kept');
    expect((await fetch(`${world.address}${kept.images[0]?.url}`)).status).toBe(200);
    await bucket.close();
    expect(await generate('lost')).toMatchObject({ status: 'FAILED', failure: { code: 'IMAGE_NOT_KEPT' }, cost: { state: 'SETTLED' } });
    expect(await imagesOf('lost')).toEqual([lost(0), lost(1)]);
  });
});
