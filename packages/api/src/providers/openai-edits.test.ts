import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { halfMask, plainPicture } from '../../../../test/world/pictures.ts';
import { openaiImages } from './openai-images.ts';
import type { InputImage } from './input-image.ts';
import type { CallOutcome, ImageCall, ProviderConnection } from './provider.ts';
import type { InvoiceReport } from './sandbox/invoice-report.ts';
import { startSandbox } from './sandbox/start-sandbox.ts';
import type { Sandbox } from './sandbox/start-sandbox.ts';

const call: ImageCall = {
  attemptId: 'attempt-1',
  model: 'gpt-image-2',
  prompt: 'Sparkling shell with a pearl',
  n: 1,
  size: '1024x1024',
  quality: 'low',
};
let folder: string;
let sandbox: Sandbox;
let picture: InputImage;
let mask: InputImage;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halfpenny-edits-'));
  sandbox = await startSandbox({ port: 0, folder, clock: () => new Date('2026-11-20T12:00:00Z') });
  picture = of(await plainPicture(550, 368));
  mask = of(await halfMask(550, 368));
});
afterEach(() => fetch(`${sandbox.url}/control`, { method: 'DELETE' }));
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

function of(bytes: Buffer): InputImage {
  return { format: 'png', open: async () => Readable.from([bytes.subarray(0, 1000), bytes.subarray(1000)]) };
}

function played(name: string, more: Partial<ProviderConnection> = {}) {
  return openaiImages({ name, baseUrl: `${sandbox.url}/${name}/v1`, apiKey: 'sandbox', simulated: true, ...more });
}

async function command(misbehaviour: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${sandbox.url}/control`, { method: 'POST', headers, body: JSON.stringify({ misbehaviour }) });
}

async function lastLine() {
  return ((await (await fetch(`${sandbox.url}/invoice`)).json()) as InvoiceReport).lines.at(-1);
}

function bytesOf(outcome: CallOutcome): Uint8Array {
  const bytes = outcome.kind === 'succeeded' ? outcome.images[0]?.bytes : undefined;
  if (bytes == null) throw new Error(`There is no image: ${JSON.stringify(outcome)}`);
  return bytes;
}

/** The colour in the middle of the left and of the right half. */
async function halves(image: Uint8Array): Promise<readonly string[]> {
  const at = async (left: number) => (await sharp(image).extract({ left, top: 300, width: 1, height: 1 }).raw().toBuffer()).toString('hex');
  return [await at(256), await at(768)];
}

async function* breaksOff(): AsyncGenerator<Buffer> {
  yield Buffer.alloc(100_000);
  throw new Error('The bucket does not answer.');
}

describe('An edit', () => {
  it('is sent as a form with its images, under our id, and billed with them: 704 image tokens for 550x368', async () => {
    const outcome = await played('openai').generate({ ...call, edit: { images: [picture, picture] } });
    expect(outcome).toMatchObject({
      kind: 'succeeded',
      reply: {
        size: '1024x1024',
        usage: { input_tokens: 1428, input_tokens_details: { image_tokens: 1408, text_tokens: 20 }, output_tokens: 196 },
      },
    });
    expect(await lastLine()).toMatchObject({
      clientRequestId: 'attempt-1',
      usage: { textIn: 20, imageIn: 1408, imageOut: 196 },
      amount: '0.017244',
    });
    // It is removed once the answer is on its way.
    await expect.poll(() => readdirSync(folder).filter((name) => name.startsWith('edit-'))).toEqual([]);
  });

  it('is drawn over its first image, and with a mask only where that is transparent, whichever way the provider reads masks', async () => {
    const ground = (
      await sharp({ create: { width: 1, height: 1, channels: 3, background: '#4a7' } })
        .raw()
        .toBuffer()
    ).toString('hex');
    for (const [provider, editedArea] of [
      ['openai', 'transparent'],
      ['smartaipi', 'white'],
    ] as const) {
      const outcome = await played(provider, { editedArea }).generate({ ...call, edit: { images: [picture], mask } });
      const [left, right] = await halves(bytesOf(outcome));
      expect([provider, right]).toEqual([provider, ground]);
      expect([provider, left]).not.toEqual([provider, ground]);
    }
    // Not turned round, the same mask keeps the whole picture at a provider that edits what is white.
    const [left] = await halves(bytesOf(await played('smartaipi').generate({ ...call, edit: { images: [picture], mask } })));
    expect(left).toBe(ground);
  });

  it('is read at high fidelity where the model lets one choose, and streamed where partial images are asked for', async () => {
    const edit = { images: [picture], inputFidelity: 'high' };
    const outcome = await played('openai').generate({ ...call, model: 'gpt-image-1.5', partialImages: 2, edit }, async () => undefined);
    expect(outcome).toMatchObject({
      kind: 'succeeded',
      reply: { usage: { input_tokens_details: { image_tokens: 6563, text_tokens: 21 } } },
    });
  });

  it('that the provider refuses is told in its words', async () => {
    const small = of(await halfMask(10, 10));
    expect(await played('openai').generate({ ...call, edit: { images: [picture], mask: small } })).toMatchObject({
      kind: 'refused',
      httpStatus: 400,
      sentence: 'Invalid mask: expected the same size as the image.',
    });
  });

  it('whose image cannot be read on was surely not billed, and may be tried again', async () => {
    const lines = ((await (await fetch(`${sandbox.url}/invoice`)).json()) as InvoiceReport).lines.length;
    const broken = Readable.from(breaksOff());
    const outcome = await played('openai').generate({ ...call, edit: { images: [{ format: 'png', open: async () => broken }] } });
    expect(outcome).toMatchObject({
      kind: 'unavailable',
      worthRetrying: true,
      sentence: expect.stringContaining('The bucket does not answer.'),
    });
    expect(((await (await fetch(`${sandbox.url}/invoice`)).json()) as InvoiceReport).lines).toHaveLength(lines);
  });
});

describe('An image that the reply names by its address', () => {
  it('is fetched from the provider itself', async () => {
    await command('url-reply');
    const outcome = await played('piapi').generate(call);
    expect(await sharp(bytesOf(outcome)).metadata()).toMatchObject({ width: 1024, height: 1024, format: 'png' });
    expect(outcome).toMatchObject({ reply: { data: [{ url: expect.stringMatching(/\/files\/.+\.png$/) }] } });
  });

  it('is fetched from an origin that is allowed for the provider', async () => {
    await command('url-reply');
    const viaName = `${sandbox.url.replace('127.0.0.1', 'localhost')}/piapi/v1`;
    const imageOrigins = [new URL(sandbox.url).origin, new URL(viaName).origin];
    expect(bytesOf(await played('piapi', { baseUrl: viaName, imageOrigins }).generate(call)).length).toBeGreaterThan(1000);
  });

  it.each([
    ['url-elsewhere', /lies at http:\/\/169\.254\.169\.254, where images of this provider are not asked for/],
    ['url-redirected', /sends its reader on to another one, which is not followed/],
    ['url-huge', /has more than \d+ bytes/],
    ['url-gone', /answered with 404/],
  ])('is not had where it is %s, and the reply stands all the same', async (misbehaviour, sentence) => {
    await command(misbehaviour);
    const outcome = await played('piapi').generate(call);
    expect(outcome).toMatchObject({
      kind: 'succeeded',
      reply: { usage: { output_tokens: 196 } },
      images: [{ bytes: null, missing: expect.stringMatching(sentence) }],
    });
  });
});
