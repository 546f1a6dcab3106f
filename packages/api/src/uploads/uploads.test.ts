import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBucket } from '../../../../test/world/bucket.ts';
import { bomb, halfMask, plainPicture } from '../../../../test/world/pictures.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

let world: World;
let png: Buffer;
beforeAll(async () => {
  world = await startWorld();
  png = await plainPicture(300, 200);
});
afterAll(() => world.close());

type Shown = Readonly<Record<string, unknown>>;

async function post(body: BodyInit, headers: Record<string, string> = {}): Promise<[status: number, shown: Shown]> {
  const response = await fetch(`${world.address}/uploads`, { method: 'POST', body, headers });
  return [response.status, (await response.json()) as Shown];
}

function form(...files: readonly Buffer[]): FormData {
  const data = new FormData();
  data.append('note', 'fields beside the file are passed over');
  files.forEach((file, index) => data.append('file', new Blob([new Uint8Array(file)]), `picture-${index}.png`));
  return data;
}

function raw(bytes: Uint8Array, type = 'image/png'): Promise<[number, Shown]> {
  return post(new Uint8Array(bytes), { 'content-type': type });
}

function unfinished(): readonly string[] {
  const folder = join(world.dataFolder, 'images', 'unfinished');
  return existsSync(folder) ? readdirSync(folder) : [];
}

async function rows(): Promise<number> {
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows: counted } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM upload');
  await client.end();
  return counted[0]?.count ?? Number.NaN;
}

describe('An upload', () => {
  it.each([
    ['the body itself', () => raw(png)],
    ['a body of unknown kind', () => raw(png, 'application/octet-stream')],
    ['the file of a form', () => post(form(png))],
  ])('is taken as %s, and told what it is', async (_way, send) => {
    const [status, shown] = await send();
    const sha256 = createHash('sha256').update(png).digest('hex');
    expect([status, shown]).toMatchObject([
      201,
      { sha256, bytes: png.length, width: 300, height: 200, format: 'png', canMask: false, expiresAt: '2026-11-21T12:00:00.000Z' },
    ]);
    expect(shown['url']).toBe(`/uploads/${String(shown['id'])}`);
    expect(unfinished()).toEqual([]);
    const asked = await world.ask('query ($id: ID!) { upload(id: $id) { sha256 width height format bytes canMask } }', { id: shown['id'] });
    expect(asked).toMatchObject({ upload: { sha256, width: 300, height: 200, format: 'png', bytes: png.length, canMask: false } });
  });

  it('is given back to its workspace, whole and in ranges, and to no other', async () => {
    const [, shown] = await raw(png);
    const whole = await fetch(`${world.address}${String(shown['url'])}`);
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await whole.arrayBuffer()).equals(png)).toBe(true);
    const part = await fetch(`${world.address}${String(shown['url'])}`, { headers: { range: 'bytes=1-3' } });
    expect([part.status, await part.text()]).toEqual([206, 'PNG']);
    expect((await fetch(`${world.address}/uploads/00000000-0000-7000-8000-000000000000`)).status).toBe(404);
    expect((await fetch(`${world.address}/uploads/nonsense`)).status).toBe(404);
  });

  it('can be a mask where it is a PNG of which some is transparent', async () => {
    expect((await raw(await halfMask(64, 48)))[1]).toMatchObject({ canMask: true });
    expect((await raw(await plainPicture(64, 48, 'webp'), 'image/webp'))[1]).toMatchObject({ canMask: false, format: 'webp' });
  });
});

describe('What is no upload', () => {
  const cases: readonly (readonly [string, () => Promise<[number, Shown]>, number, string, RegExp])[] = [
    ['bytes that are no image', () => raw(Buffer.from('no image')), 422, 'INVALID_IMAGE', /no PNG, JPEG or WebP/],
    ['nothing at all', () => raw(Buffer.alloc(0)), 422, 'INVALID_IMAGE', /no bytes/],
    ['a kilobyte that unpacks to 50,000 by 50,000', () => raw(bomb()), 422, 'INVALID_IMAGE', /64 million pixels/],
    ['an image that is cut off', () => raw(png.subarray(0, png.length - 60)), 422, 'INVALID_IMAGE', /cut off or damaged/],
    ['an SVG', () => raw(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), 422, 'INVALID_IMAGE', /no PNG/],
    ['more than 50 MB', () => raw(Buffer.alloc(51_000_000)), 413, 'UPLOAD_TOO_LARGE', /less than 50 MB/],
    ['far more than 50 MB', () => raw(Buffer.alloc(120_000_000)), 413, 'UPLOAD_TOO_LARGE', /less than 50 MB/],
    ['a form without a file', () => post(form()), 400, 'INVALID_UPLOAD', /holds no file/],
    ['a form with two files', () => post(form(png, png)), 400, 'INVALID_UPLOAD', /more than one file/],
    [
      'a form that ends too soon',
      () =>
        post(`--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n${png.toString('latin1')}`, {
          'content-type': 'multipart/form-data; boundary=b',
        }),
      400,
      'INVALID_UPLOAD',
      /ends before/,
    ],
  ];

  it.each(cases)('%s is refused in one sentence, and nothing of it is left', async (_what, send, status, code, sentence) => {
    const before = await rows();
    const [answered, shown] = await send();
    expect([answered, shown['code']]).toEqual([status, code]);
    expect(shown['message']).toMatch(sentence);
    expect([unfinished(), await rows()]).toEqual([[], before]);
  });

  it('a kind that is not taken is refused as such', async () => {
    const response = await fetch(`${world.address}/uploads`, { method: 'POST', body: '{}', headers: { 'content-type': 'text/csv' } });
    expect(response.status).toBe(415);
  });

  it('an upload whose sender hangs up leaves nothing, and the service answers the next one', async () => {
    const before = await rows();
    const { hostname, port } = new URL(world.address);
    for (const head of [
      'POST /uploads HTTP/1.1\r\nhost: localhost\r\ncontent-type: image/png\r\ncontent-length: 900000\r\n\r\n',
      'POST /uploads HTTP/1.1\r\nhost: localhost\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 900000\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n',
    ]) {
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(head);
      socket.write(png);
      await expect.poll(unfinished).toHaveLength(1);
      socket.destroy();
      await expect.poll(unfinished).toEqual([]);
    }
    expect(await rows()).toBe(before);
    expect((await raw(png))[0]).toBe(201);
  });

  it('an upload from a page of another site is refused', async () => {
    const response = await fetch(`${world.address}/uploads`, {
      method: 'POST',
      body: form(png),
      headers: { origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
  });
});

describe('Uploads of a service whose images are in a bucket', () => {
  it('are kept and given back there, and refused in a sentence while it does not answer', async () => {
    const bucket = await startBucket();
    const other = await startWorld({ environment: bucket.environment });
    const send = () =>
      fetch(`${other.address}/uploads`, { method: 'POST', body: new Uint8Array(png), headers: { 'content-type': 'image/png' } });
    const shown = (await (await send()).json()) as Shown;
    const back = await fetch(`${other.address}${String(shown['url'])}`, { headers: { range: 'bytes=-8' } });
    expect([back.status, back.headers.get('content-range')]).toEqual([206, `bytes ${png.length - 8}-${png.length - 1}/${png.length}`]);
    expect(Buffer.from(await back.arrayBuffer()).equals(png.subarray(-8))).toBe(true);
    await bucket.close();
    const refused = await send();
    expect([refused.status, ((await refused.json()) as Shown)['code']]).toEqual([503, 'IMAGE_NOT_KEPT']);
    await other.close();
  });
});
