import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

let world: World;
let generated: Generated;
beforeAll(async () => {
  world = await startWorld();
  const request = { model: 'gpt-image-2', prompt: 'Shell', size: '976x704', quality: 'low', outputFormat: 'webp' };
  const input = { requestKey: 'shown', request, providers: ['openai'] };
  generated = (await world.ask<{ generate: Generated }>(generateDocument, { input })).generate;
});
afterAll(() => world.close());

describe('An image', () => {
  it('is served with its type, its length and for ever', async () => {
    const response = await fetch(`${world.address}/images/${generated.id}/0.webp`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      etag: `"${generated.images[0]?.sha256}"`,
    });
    expect(response.headers.get('content-length')).toBe(String((await response.arrayBuffer()).byteLength));
  });

  it('is served in ranges, and not sent again to whoever has it', async () => {
    const url = `${world.address}/images/${generated.id}/0.webp`;
    const etag = `"${generated.images[0]?.sha256}"`;
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer());
    const ask = async (headers: Record<string, string>) => {
      const response = await fetch(url, { headers });
      return [response.status, response.headers.get('content-range'), Buffer.from(await response.arrayBuffer()).toString('latin1')];
    };
    expect(await ask({ range: 'bytes=0-3' })).toEqual([206, `bytes 0-3/${whole.length}`, 'RIFF']);
    expect(await ask({ range: 'bytes=8-11', 'if-range': etag })).toEqual([206, `bytes 8-11/${whole.length}`, 'WEBP']);
    expect((await ask({ range: 'bytes=8-11', 'if-range': '"another"' }))[0]).toBe(200);
    expect((await ask({ range: `bytes=${whole.length}-` })).slice(0, 2)).toEqual([416, `bytes */${whole.length}`]);
    expect((await ask({ 'if-none-match': `"another", W/${etag}` })).slice(0, 2)).toEqual([304, null]);
    expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe(String(whole.length));
  });

  it.each(['0.png', '1.webp', '0.svg', '..%2F0.webp', '0'])('is not at %s', async (file) => {
    const response = await fetch(`${world.address}/images/${generated.id}/${file}`);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('There is no such image here. An image is at /images/<generation id>/<index>.<format>.\n');
  });

  it.each(['00000000-0000-7000-8000-000000000000', 'nonsense'])('of generation %s is not there', async (id) => {
    expect((await fetch(`${world.address}/images/${id}/0.webp`)).status).toBe(404);
  });

  it('whose bytes are gone says so, and is not remembered as gone', async () => {
    await rm(join(world.dataFolder, 'images'), { recursive: true });
    const response = await fetch(`${world.address}/images/${generated.id}/0.webp`);
    expect([response.status, response.headers.get('cache-control'), response.headers.get('etag')]).toEqual([404, 'no-store', null]);
    expect(await response.text()).toBe('This image was made, but its bytes are no longer in the image store.\n');
  });
});
