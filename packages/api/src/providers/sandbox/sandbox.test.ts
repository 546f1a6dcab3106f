import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvoiceReport } from './invoice-report.ts';
import { startSandbox } from './start-sandbox.ts';
import type { Sandbox } from './start-sandbox.ts';

const clock = () => new Date('2026-11-20T12:00:00Z');
const wizard = 'Original ancient wizard profile card, readable stats, cinematic lighting, detailed robes';
const shell = 'Sparkling shell with a pearl';
let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halfpenny-sandbox-'));
  sandbox = await startSandbox({ port: 0, folder, clock });
});

afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

interface Reply {
  readonly error?: { readonly message: string; readonly param: string | null; readonly code: string | null };
  readonly data: readonly { readonly b64_json: string }[];
  readonly [name: string]: unknown;
}

async function call(provider: string, body: object, headers: Record<string, string> = {}): Promise<{ status: number; reply: Reply }> {
  const response = await fetch(`${sandbox.url}/${provider}/v1/images/generations`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, reply: (await response.json()) as Reply };
}

async function invoice(path = '/invoice'): Promise<InvoiceReport> {
  return (await (await fetch(sandbox.url + path)).json()) as InvoiceReport;
}

async function billed(provider: string, body: object): Promise<string> {
  const id = `call-${Math.random()}`;
  await call(provider, body, { 'x-client-request-id': id });
  return (await invoice()).lines.find((line) => line.clientRequestId === id)?.amount ?? 'not billed';
}

describe('A call the sandbox answers', () => {
  it('returns a PNG of the size asked for, its echo and its usage', async () => {
    const { reply } = await call('openai', { model: 'gpt-image-2', prompt: wizard, size: '976x704', quality: 'low' });
    const image = await sharp(Buffer.from(reply.data[0]?.b64_json ?? '', 'base64')).metadata();
    expect([image.format, image.width, image.height]).toEqual(['png', 976, 704]);
    expect(reply).toMatchObject({
      size: '976x704',
      quality: 'low',
      background: 'opaque',
      output_format: 'png',
      usage: { input_tokens: 20, input_tokens_details: { text_tokens: 20, image_tokens: 0 }, output_tokens: 129, total_tokens: 149 },
    });
  });

  it.each([
    ['jpeg', 'jpeg'],
    ['webp', 'webp'],
  ])('delivers %s when it is asked for', async (format, delivered) => {
    const body = {
      model: 'gpt-image-1.5',
      prompt: shell,
      quality: 'low',
      size: '1024x1536',
      output_format: format,
      output_compression: 60,
    };
    const { reply } = await call('openai', body);
    const image = await sharp(Buffer.from(reply.data[0]?.b64_json ?? '', 'base64')).metadata();
    expect([image.format, image.width, image.height]).toEqual([delivered, 1024, 1536]);
  });

  it('draws a transparent ground where the model can', async () => {
    const { reply } = await call('openai', {
      model: 'gpt-image-1.5',
      prompt: shell,
      quality: 'low',
      size: '1024x1024',
      background: 'transparent',
    });
    const { data } = await sharp(Buffer.from(reply.data[0]?.b64_json ?? '', 'base64'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data[3]).toBe(0);
  });

  it('draws the same picture for the same prompt, and another for each of n', async () => {
    const body = { model: 'gpt-image-2', prompt: shell, size: '976x704', quality: 'low', n: 2 };
    const [first, second] = [await call('openai', body), await call('openai', body)];
    expect(first.reply.data).toEqual(second.reply.data);
    expect(first.reply.data[0]).not.toEqual(first.reply.data[1]);
  });

  it('says nothing of usage as smartaipi', async () => {
    const { reply } = await call('smartaipi', { model: 'dall-e-3', prompt: shell, quality: 'low', size: '1024x1024' });
    expect(Object.keys(reply)).toEqual(['created', 'data']);
  });

  it('reports text output apart for gpt-image-1.5 at openai, and in one figure at piapi', async () => {
    const body = { model: 'gpt-image-1.5', prompt: shell, quality: 'low', size: '1024x1024' };
    const atOpenai = (await call('openai', body)).reply['usage'] as {
      output_tokens: number;
      output_tokens_details: { text_tokens: number };
    };
    const atPiapi = (await call('piapi', body)).reply['usage'] as { output_tokens: number };
    expect(atOpenai.output_tokens).toBe(272 + atOpenai.output_tokens_details.text_tokens);
    expect(atPiapi).toEqual({ ...atPiapi, output_tokens: atOpenai.output_tokens });
    expect(atPiapi).not.toHaveProperty('output_tokens_details');
  });
});

describe('The invoice', () => {
  it.each([
    ['openai', { model: 'gpt-image-2', prompt: wizard, size: '976x704', quality: 'low' }, '0.00397'],
    ['openai', { model: 'gpt-image-2', prompt: wizard, size: '976x704', quality: 'low', n: 6 }, '0.02382'],
    ['openai', { model: 'gpt-image-2', prompt: shell, size: '1024x1024', quality: 'low' }, '0.00594'],
    ['openai', { model: 'gpt-image-2', prompt: shell, size: '1024x1024' }, '0.05274'],
    ['openai', { model: 'gpt-image-2.5-flare-2026-09-08', prompt: shell, size: '1536x1024', quality: 'xhigh' }, '0.07383'],
    ['piapi', { model: 'gpt-image-2-preview', prompt: shell, size: '2048x1152' }, '0.1'],
    ['smartaipi', { model: 'gpt-image-2', prompt: shell, size: '1024x1024' }, '0.0265'],
  ])('bills %s by its own price list: %o', async (provider, body, amount) => {
    expect(await billed(provider, body)).toBe(amount);
  });

  it('adds up each provider exactly, and one alone when asked', async () => {
    const whole = await invoice();
    const one = await invoice('/smartaipi/invoice');
    expect(one.lines.every((line) => line.provider === 'smartaipi')).toBe(true);
    expect(one.total).toBe(whole.totals['smartaipi']);
    expect(await invoice('/invoice?provider=smartaipi')).toEqual(one);
    expect((await invoice('/invoice?from=2026-11-21')).lines).toEqual([]);
    expect((await invoice('/invoice?from=2026-11-20&until=2026-11-21')).lines).toHaveLength(whole.lines.length);
  });

  it.each(['/invoice?provider=nobody', '/invoice?from=yesterday', '/openai/invoice?until='])('refuses the question %s', async (path) => {
    expect((await fetch(sandbox.url + path)).status).toBe(400);
  });

  it('survives a restart, and a last line that a crash left unfinished', async () => {
    const before = await invoice();
    await sandbox.close();
    appendFileSync(join(folder, 'invoice.jsonl'), '{"provider":"openai","amo');
    sandbox = await startSandbox({ port: 0, folder, clock });
    expect(await invoice()).toEqual(before);
    expect(await billed('piapi', { model: 'gpt-image-2-preview', prompt: shell })).toBe('0.1');
    expect((await invoice()).lines).toHaveLength(before.lines.length + 1);
  });

  it('has one line for each of twenty calls at once', async () => {
    const before = (await invoice()).lines.length;
    const body = { model: 'gpt-image-2', prompt: shell, size: '976x704', quality: 'low' };
    await Promise.all(Array.from({ length: 20 }, async () => await call('openai', body)));
    expect((await invoice()).lines).toHaveLength(before + 20);
  });
});

describe('A call the sandbox refuses is a 400 about one parameter, and is not billed', () => {
  const good = { model: 'gpt-image-2', prompt: shell, size: '1024x1024', quality: 'low' };

  it.each([
    ['openai', { ...good, model: 'gpt-image-3' }, 'model', "Invalid value: 'gpt-image-3'."],
    ['openai', { prompt: shell }, 'model', "Missing required parameter: 'model'."],
    ['openai', { ...good, model: 'gpt-image-1' }, 'model', "The model 'gpt-image-1' is not available at size 1024x1024 today."],
    ['openai', { ...good, prompt: undefined }, 'prompt', "Missing required parameter: 'prompt'."],
    ['openai', { ...good, prompt: ' ' }, 'prompt', 'Invalid prompt: expected at least one character.'],
    ['openai', { ...good, prompt: 'x'.repeat(32_001) }, 'prompt', 'Invalid prompt: expected at most 32000 characters, but got 32001.'],
    ['openai', { ...good, size: '1000x1000' }, 'size', 'Width and height must both be divisible by 16.'],
    ['openai', { ...good, size: '4096x1600' }, 'size', 'The longest edge must be at most 3840 pixels.'],
    ['openai', { ...good, size: '1616x512' }, 'size', 'The ratio of the long edge to the short edge must be at most 3:1.'],
    ['openai', { ...good, size: '512x512' }, 'size', 'The image must have at least 655360 pixels.'],
    ['openai', { ...good, size: '3840x3840' }, 'size', 'The image must have at most 8294400 pixels.'],
    ['openai', { ...good, model: 'gpt-image-1.5', size: '976x704' }, 'size', "Invalid value: '976x704'."],
    ['openai', { ...good, quality: 'xhigh' }, 'quality', "Supported values are: 'low', 'medium', 'high', and 'auto'."],
    ['openai', { ...good, n: 0 }, 'n', 'Invalid n: expected a value >= 1, but got 0.'],
    ['openai', { ...good, n: 11 }, 'n', 'Invalid n: expected a value <= 10, but got 11.'],
    ['openai', { ...good, n: 1.5 }, 'n', 'Invalid type for n: expected an integer.'],
    ['openai', { ...good, background: 'transparent' }, 'background', 'Transparent backgrounds are not supported by gpt-image-2.'],
    ['openai', { ...good, output_compression: 101, output_format: 'jpeg' }, 'output_compression', 'from 0 to 100'],
    ['openai', { ...good, response_format: 'b64_json' }, 'response_format', "Unknown parameter: 'response_format'."],
    ['smartaipi', { ...good, size: '976x704' }, 'model', 'not available at size 976x704'],
  ])('%s %o', async (provider, body, param, message) => {
    const before = (await invoice()).lines.length;
    const { status, reply } = await call(provider, body);
    expect(status).toBe(400);
    expect(reply.error).toMatchObject({ param, type: 'invalid_request_error' });
    expect(reply.error?.message).toContain(message);
    expect((await invoice()).lines).toHaveLength(before);
  });

  it('asks for a key', async () => {
    const { status, reply } = await call('openai', good, { authorization: '' });
    expect([status, reply.error?.code]).toEqual([401, 'missing_api_key']);
  });
});
