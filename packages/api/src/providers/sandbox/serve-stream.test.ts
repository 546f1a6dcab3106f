import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvoiceReport } from './invoice-report.ts';
import { startSandbox } from './start-sandbox.ts';
import type { Sandbox } from './start-sandbox.ts';

const shell = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low', stream: true };
let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halfpenny-stream-'));
  sandbox = await startSandbox({ port: 0, folder, clock: () => new Date('2026-11-20T12:00:00Z') });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

async function call(body: object, provider = 'openai'): Promise<Response> {
  const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
  return await fetch(`${sandbox.url}/${provider}/v1/images/generations`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...shell, ...body }),
  });
}

interface Event {
  readonly type: string;
  readonly b64_json: string;
  readonly partial_image_index?: number;
  readonly usage?: Readonly<Record<string, unknown>>;
}

async function eventsOf(body: object): Promise<readonly Event[]> {
  const text = await (await call(body)).text();
  return text.split('\n').flatMap((line) => (line.startsWith('data: ') ? [JSON.parse(line.slice(6)) as Event] : []));
}

async function amounts(): Promise<readonly string[]> {
  return ((await (await fetch(`${sandbox.url}/invoice`)).json()) as InvoiceReport).lines.map(({ amount }) => amount);
}

describe('A streamed reply', () => {
  it('sends partial images without usage, then the image with it, and bills 100 output tokens for each', async () => {
    const events = await eventsOf({ partial_images: 2 });
    expect(events.map(({ type, partial_image_index: index, usage }) => [type, index, usage?.['output_tokens']])).toEqual([
      ['image_generation.partial_image', 0, undefined],
      ['image_generation.partial_image', 1, undefined],
      ['image_generation.completed', undefined, 396],
    ]);
    for (const { b64_json: picture } of events) {
      expect(await sharp(Buffer.from(picture, 'base64')).metadata()).toMatchObject({ format: 'png', width: 1024, height: 1024 });
    }
    expect(new Set(events.map(({ b64_json: picture }) => picture)).size).toBe(3);
    expect((await amounts()).at(-1)).toBe('0.01194');
  });

  it('of two images ends each with its own share of the usage', async () => {
    const events = await eventsOf({ n: 2, partial_images: 1 });
    expect(events.map(({ type, usage }) => [type, usage?.['input_tokens'], usage?.['output_tokens']])).toEqual([
      ['image_generation.partial_image', undefined, undefined],
      ['image_generation.completed', 12, 296],
      ['image_generation.partial_image', undefined, undefined],
      ['image_generation.completed', 12, 296],
    ]);
    expect((await amounts()).at(-1)).toBe('0.01788');
  });

  it.each([
    ['partial images of a reply that is not streamed', { stream: false, partial_images: 1 }, 'openai'],
    ['four partial images', { partial_images: 4 }, 'openai'],
    ['a stream, at a provider that documents none', {}, 'piapi'],
  ])('is refused: %s', async (_what, body, provider) => {
    expect((await call(body, provider)).status).toBe(400);
  });
});

describe('A stream that goes wrong on command', () => {
  it.each([
    ['stream-cut', 'broken off', 1],
    ['stream-cut-unbilled', 'broken off', 0],
    ['stream-unfinished', 'partial_image', 1],
    ['stream-error', 'partial_image error', 0],
    ['usage-missing', 'partial_image completed', 1],
    ['server-error-billed', 'status 500', 1],
    ['reset', 'broken off', 1],
  ])('%s is seen as: %s', async (name, seen, billed) => {
    const before = (await amounts()).length;
    const response = await call({ prompt: `A shell [sandbox: ${name}]`, partial_images: 1 });
    const text = await response.text().catch(() => 'broken off');
    const events = [...text.matchAll(/^event: (?:image_generation\.)?(\w+)$/gm)].map(([, event]) => event).join(' ');
    expect(response.status === 200 ? events || text : `status ${response.status}`).toBe(seen);
    expect((await amounts()).length - before).toBe(billed);
  });
});
