import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InvoiceReport } from '../invoice-report.ts';
import { startSandbox } from '../start-sandbox.ts';
import type { Sandbox } from '../start-sandbox.ts';
import { callMisbehaviours } from './misbehaviours.ts';

let now = new Date('2026-11-20T12:00:00Z');
let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halfpenny-misbehaviour-'));
  sandbox = await startSandbox({ port: 0, folder, clock: () => now });
});
afterEach(async () => {
  await fetch(`${sandbox.url}/control`, { method: 'DELETE' });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const callMisbehaviourNames = Object.keys(callMisbehaviours) as readonly (keyof typeof callMisbehaviours)[];
const shell = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low' };

async function call(body: object = {}, signal?: AbortSignal): Promise<Response> {
  return await fetch(`${sandbox.url}/openai/v1/images/generations`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    body: JSON.stringify({ ...shell, ...body }),
    ...(signal === undefined ? {} : { signal }),
  });
}

async function post(path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return await fetch(sandbox.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function command(misbehaviour: string, more: object = {}): Promise<void> {
  expect((await post('/control', { misbehaviour, ...more })).status).toBe(201);
}

async function billedLines(): Promise<InvoiceReport['lines']> {
  return ((await (await fetch(`${sandbox.url}/invoice`)).json()) as InvoiceReport).lines;
}

/** How many lines the invoice has more after `work`. */
async function linesAddedBy(work: () => Promise<unknown>): Promise<number> {
  const before = (await billedLines()).length;
  await work();
  return (await billedLines()).length - before;
}

async function linesUntil(count: number): Promise<void> {
  while ((await billedLines()).length < count) await Promise.resolve();
}

async function untilTaken(): Promise<void> {
  for (;;) {
    const { standing } = (await (await fetch(`${sandbox.url}/control`)).json()) as { standing: unknown[] };
    if (standing.length === 0) return;
  }
}

describe('The invoice has a line exactly where the list says billed', () => {
  const neverEnding = new Set(['silent', 'silent-billed', 'slow-loris']);

  it.each(callMisbehaviourNames.filter((name) => !neverEnding.has(name)))('%s', async (name) => {
    await command(name);
    const added = await linesAddedBy(async () => await (await call()).text().catch(() => 'broken off'));
    expect(added).toBe(callMisbehaviours[name].billed ? 1 : 0);
  });

  it.each(['silent', 'silent-billed', 'slow-loris'] as const)('%s, though no answer ends', async (name) => {
    await command(name);
    const leaving = new AbortController();
    const added = await linesAddedBy(async () => {
      const answered = call({}, leaving.signal).then((response) => response.text());
      if (callMisbehaviours[name].billed) await linesUntil((await billedLines()).length + 1);
      else await untilTaken();
      leaving.abort();
      await expect(answered).rejects.toThrow('abort');
    });
    expect(added).toBe(callMisbehaviours[name].billed ? 1 : 0);
  });
});

describe('What the client sees', () => {
  it.each([
    ['rate-limited', 429, 'rate_limit_exceeded'],
    ['unavailable', 503, null],
    ['server-error', 500, null],
    ['wrong-key', 401, 'invalid_api_key'],
    ['moderation-block', 400, 'moderation_blocked'],
    ['moderation-block-billed', 400, 'moderation_blocked'],
  ])('%s is a %i with code %s', async (name, status, code) => {
    await command(name);
    const response = await call();
    expect([response.status, ((await response.json()) as { error: { code: string | null } }).error.code]).toEqual([status, code]);
  });

  it('is told how long to wait, by command or by a marker in the prompt', async () => {
    await command('rate-limited', { seconds: 7 });
    expect((await call()).headers.get('retry-after')).toBe('7');
    expect((await call({ prompt: 'A shell [sandbox: rate-limited 3]' })).headers.get('retry-after')).toBe('3');
    expect((await call({ prompt: 'A shell [sandbox: nonsense]' })).status).toBe(200);
  });

  it('reads half a reply, then a reset', async () => {
    await command('reset');
    const response = await call();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('is sent 200 MB', async () => {
    await command('huge-reply');
    let bytes = 0;
    for await (const chunk of (await call()).body ?? []) bytes += (chunk as Uint8Array).byteLength;
    expect(bytes).toBeGreaterThanOrEqual(200_000_000);
  });

  it.each([
    ['usage-missing', {}],
    ['usage-contradictory', { usage: { input_tokens: 12, output_tokens: 196, total_tokens: 1 } }],
    ['usage-zero', { usage: { input_tokens: 0, output_tokens: 0, total_tokens: 0 } }],
    ['other-size', { size: '1536x1024' }],
    ['other-quality', { quality: 'medium' }],
    ['not-an-image', { data: [{ b64_json: 'VGhpcyBpcyBubyBpbWFnZS4=' }] }],
  ])('%s is a reply with %o', async (name, part) => {
    await command(name);
    const reply = await (await call()).json();
    expect(reply).toMatchObject(part);
    expect('usage' in reply).toBe(name !== 'usage-missing');
  });

  it('gets the request id of the call before', async () => {
    const first = await call();
    await command('repeated-request-id');
    expect((await call()).headers.get('x-request-id')).toBe(first.headers.get('x-request-id'));
    expect((await call()).headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'));
  });
});

describe('What is delivered other than asked is billed as it was delivered', () => {
  it.each([
    ['other-size', '1536x1024', 'low', '0.0048'],
    ['other-quality', '1024x1024', 'medium', '0.05274'],
  ])('%s', async (name, size, quality, amount) => {
    await command(name);
    await call();
    expect((await billedLines()).at(-1)).toMatchObject({ size, quality, amount });
  });
});

describe('A price of its own', () => {
  it('is taken from its instant on, and not before', async () => {
    await post('/control/price', { provider: 'openai', model: 'gpt-image-2', from: '2026-11-20T13:00:00Z', textIn: '5', imageOut: '60' });
    await call();
    expect((await billedLines()).at(-1)).toMatchObject({ amount: '0.00594' });
    now = new Date('2026-11-20T13:00:00Z');
    await call();
    expect((await billedLines()).at(-1)).toMatchObject({ amount: '0.01182' });
    now = new Date('2026-11-20T12:00:00Z');
  });
});

describe('A command', () => {
  it('stands for as many calls as it says, and for its provider alone', async () => {
    await command('unavailable', { times: 2, provider: 'openai' });
    await command('unavailable', { provider: 'piapi' });
    expect([(await call()).status, (await call()).status, (await call()).status]).toEqual([503, 503, 200]);
  });

  it.each([
    ['/control', { misbehaviour: 'be-nice' }],
    ['/control', { misbehaviour: 'silent', provider: 'nobody' }],
    ['/control', { misbehaviour: 'silent', times: 0 }],
    ['/control/price', { provider: 'openai', model: 'gpt-image-2', from: 'soon', each: '1' }],
    ['/control/price', { provider: 'openai', model: 'gpt-image-2', from: '2026-11-20', each: '0.001' }],
  ])('to %s of %o is refused', async (path, body) => {
    expect((await post(path, body)).status).toBe(400);
  });
});
