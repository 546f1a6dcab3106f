import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openaiImages } from './openai-images.ts';
import type { CallOutcome, ImageCall } from './provider.ts';
import { startSandbox } from './sandbox/start-sandbox.ts';
import type { Sandbox } from './sandbox/start-sandbox.ts';

const call: ImageCall = {
  attemptId: 'attempt-1',
  model: 'gpt-image-2',
  prompt: 'Sparkling shell with a pearl',
  n: 1,
  size: '976x704',
  quality: 'low',
};
const bounds = { timeoutSeconds: 1, replyBytesMax: 100_000 };

describe('Against the sandbox', () => {
  let folder: string;
  let sandbox: Sandbox;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'halfpenny-adapter-'));
    sandbox = await startSandbox({ port: 0, folder, clock: () => new Date('2026-11-20T12:00:00Z') });
  });
  afterAll(async () => {
    await sandbox.close();
    rmSync(folder, { recursive: true });
  });

  function played(provider: string): ReturnType<typeof openaiImages> {
    return openaiImages({ name: provider, baseUrl: `${sandbox.url}/${provider}/v1`, apiKey: 'sandbox', simulated: true });
  }

  it('keeps the reply whole but for the bytes, and sends our id along', async () => {
    const outcome = await played('openai').generate(call);
    expect(outcome).toMatchObject({ kind: 'succeeded', httpStatus: 200, images: [{ revisedPrompt: null }] });
    expect(outcome.kind === 'succeeded' && outcome.reply).toEqual({
      created: 1_795_176_000,
      data: [{}],
      background: 'opaque',
      output_format: 'png',
      quality: 'low',
      size: '976x704',
      usage: { input_tokens: 12, input_tokens_details: { image_tokens: 0, text_tokens: 12 }, output_tokens: 129, total_tokens: 141 },
    });
    const invoice = (await (await fetch(`${sandbox.url}/invoice`)).json()) as { lines: { clientRequestId: string; requestId: string }[] };
    expect(invoice.lines).toMatchObject([{ clientRequestId: 'attempt-1', requestId: outcome.providerRequestId }]);
  });

  it('passes on what the provider says when it refuses', async () => {
    expect(await played('openai').generate({ ...call, size: '1000x1000' })).toMatchObject({
      kind: 'refused',
      httpStatus: 400,
      sentence: "Invalid size '1000x1000'. Width and height must both be divisible by 16.",
    });
  });

  it('sends no field the caller left out', async () => {
    const outcome = await played('smartaipi').generate({ attemptId: 'a', model: 'dall-e-3', prompt: 'Shell', n: 2 });
    expect(outcome.kind === 'succeeded' && outcome.images.length).toBe(2);
    expect(outcome.kind === 'succeeded' && outcome.reply).not.toHaveProperty('usage');
  });
});

describe('What a failure means for the bill', () => {
  let server: Server | undefined;
  let requests = 0;

  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    requests = 0;
  });

  async function outcomeOf(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<CallOutcome> {
    server = createServer((request, response) => {
      requests += 1;
      request.resume().on('end', () => answer(request, response));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return await openaiImages({ name: 'openai', baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'k', simulated: false }, bounds).generate(
      call,
    );
  }

  it.each([
    [400, { message: 'Bad size.' }, 'refused', 'Bad size.'],
    [401, { message: 'Wrong key.' }, 'refused', 'Wrong key.'],
    [400, { message: 'Blocked.', code: 'moderation_blocked' }, 'unknown', 'Blocked.'],
    [500, {}, 'unknown', 'The provider answered with status 500.'],
  ])('a %i %o is %s', async (code, error, kind, sentence) => {
    expect(await outcomeOf(status(code, error))).toEqual({ kind, sentence, httpStatus: code, providerRequestId: 'req_9' });
    expect(requests).toBe(1);
  });

  it.each([
    [429, { message: 'Slow down.' }, {}, true, null],
    [429, { message: 'Slow down.' }, { 'retry-after': '3' }, true, 3000],
    [429, { message: 'Slow down.' }, { 'retry-after-ms': '250', 'retry-after': '1' }, true, 250],
    [429, { message: 'No money.', code: 'insufficient_quota' }, {}, false, null],
    [
      503,
      { message: 'Overloaded.' },
      { 'retry-after': 'Fri, 20 Nov 2026 12:00:05 GMT', date: 'Fri, 20 Nov 2026 12:00:00 GMT' },
      true,
      5000,
    ],
  ])('a %i %o with %o is unavailable, surely not billed', async (code, error, headers, worthRetrying, retryAfterMilliseconds) => {
    const answered = { sentence: error.message, httpStatus: code, providerRequestId: 'req_9' };
    expect(await outcomeOf(status(code, error, headers))).toEqual({
      kind: 'unavailable',
      ...answered,
      worthRetrying,
      retryAfterMilliseconds,
    });
    expect(requests).toBe(1);
  });

  it('a connection refused is surely not billed', async () => {
    const freed = createServer();
    await new Promise<void>((resolve) => freed.listen(0, '127.0.0.1', resolve));
    const { port } = freed.address() as AddressInfo;
    await new Promise((resolve) => freed.close(resolve));
    const unreachable = { name: 'openai', baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'k', simulated: false };
    expect(await openaiImages(unreachable, bounds).generate(call)).toMatchObject({ kind: 'unavailable', httpStatus: null });
  });

  it('a connection reset is unknown, and is not tried again', async () => {
    expect(await outcomeOf((request) => request.socket.destroy())).toMatchObject({ kind: 'unknown', httpStatus: null });
    expect(requests).toBe(1);
  });

  it('silence is unknown', async () => {
    expect(await outcomeOf(() => undefined)).toMatchObject({
      kind: 'unknown',
      sentence: expect.stringContaining('did not answer in time') as string,
    });
  });

  it('a body that never ends is unknown', async () => {
    const outcome = await outcomeOf(
      (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":['),
    );
    expect(outcome).toMatchObject({ kind: 'unknown', sentence: expect.stringContaining('did not answer in time') as string });
  });

  it('a reply beyond the bound is cut off, and unknown', async () => {
    const outcome = await outcomeOf((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: [{ b64_json: 'A'.repeat(200_000) }] })),
    );
    expect(outcome).toMatchObject({ kind: 'unknown', sentence: expect.stringContaining('longer than 100000 bytes') as string });
  });

  it.each(['{"data":', '"no"', '[]', '{"data":[]}'])('a reply of %s is unknown', async (body) => {
    const outcome = await outcomeOf((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
    expect(outcome).toMatchObject({ kind: 'unknown' });
  });

  it('a reply without images but with usage is read: it is billed', async () => {
    const body = JSON.stringify({ data: [], usage: { input_tokens: 12 } });
    const outcome = await outcomeOf((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(body));
    expect(outcome).toMatchObject({ kind: 'succeeded', images: [], reply: { usage: { input_tokens: 12 } } });
  });
});

function status(code: number, error: object, headers: object = {}): (request: IncomingMessage, response: ServerResponse) => void {
  return (_request, response) =>
    response.writeHead(code, { 'content-type': 'application/json', 'x-request-id': 'req_9', ...headers }).end(JSON.stringify({ error }));
}
