import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvoiceReport } from '../invoice-report.ts';
import { startSandbox } from '../start-sandbox.ts';
import type { Sandbox } from '../start-sandbox.ts';
import type { PlayedBatch } from './played-batch.ts';

let folder: string;
let sandbox: Sandbox;
const start = async (): Promise<Sandbox> => await startSandbox({ port: 0, folder, clock: () => new Date('2026-11-20T12:00:00Z') });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halfpenny-batches-'));
  sandbox = await start();
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const authorization = 'Bearer any';

async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return await fetch(`${sandbox.url}/openai/v1${path}`, { ...init, headers: { authorization, ...(init.headers as object) } });
}

async function post(path: string, body: object): Promise<Response> {
  return await ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

const url = '/v1/images/generations';
const body = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low' };

async function upload(lines: readonly object[]): Promise<string> {
  const form = new FormData();
  form.append('purpose', 'batch');
  form.append('file', new Blob([lines.map((line) => JSON.stringify(line)).join('\n')]), 'batch.jsonl');
  return ((await (await ask('/files', { method: 'POST', body: form })).json()) as { id: string }).id;
}

/** Sends items of these names and prompts. */
async function submit(items: Readonly<Record<string, string>>, metadata: object = {}): Promise<PlayedBatch> {
  const lines = Object.entries(items).map(([id, prompt]) => ({ custom_id: id, method: 'POST', url, body: { ...body, prompt } }));
  const given = { input_file_id: await upload(lines), endpoint: url, completion_window: '24h', metadata };
  return (await (await post('/batches', given)).json()) as PlayedBatch;
}

async function over(id: string): Promise<PlayedBatch> {
  for (;;) {
    const batch = (await (await ask(`/batches/${id}`)).json()) as PlayedBatch;
    if (!['validating', 'in_progress', 'cancelling'].includes(batch.status)) return batch;
  }
}

/** What became of each item, by its name: a status, or the code of an error. */
async function results({ output_file_id: output, error_file_id: errors }: PlayedBatch): Promise<Readonly<Record<string, unknown>>> {
  const files = [output, errors].filter((id) => id !== null);
  const texts = await Promise.all(files.map(async (id) => await (await ask(`/files/${id}/content`)).text()));
  const lines = texts.flatMap((text) => text.trim().split('\n')).map((line) => JSON.parse(line) as Line);
  return Object.fromEntries(lines.map(({ custom_id: id, response, error }) => [id, response?.status_code ?? error?.code]));
}

interface Line {
  readonly custom_id: string;
  readonly response: { readonly status_code: number } | null;
  readonly error: { readonly code: string } | null;
}

async function billed(): Promise<Readonly<Record<string, string>>> {
  const { lines } = (await (await fetch(`${sandbox.url}/invoice`)).json()) as InvoiceReport;
  return Object.fromEntries(lines.map(({ clientRequestId, amount }) => [clientRequestId, amount]));
}

describe('A batch', () => {
  it('bills each item at half the price, by its custom_id, and has a line for it', async () => {
    const sent = await submit({ one: body.prompt, two: body.prompt }, { ours: 'b1' });
    expect(sent).toMatchObject({ object: 'batch', status: 'validating', metadata: { ours: 'b1' } });
    expect(sent).not.toHaveProperty('played');
    const batch = await over(sent.id);
    expect(batch).toMatchObject({ status: 'completed', request_counts: { total: 2, completed: 2, failed: 0 } });
    expect(await results(batch)).toEqual({ one: 200, two: 200 });
    expect(await billed()).toMatchObject({ one: '0.00297', two: '0.00297' });
  });

  it('is found among all others, newest first, page by page', async () => {
    const { id } = await submit({ three: body.prompt }, { ours: 'b2' });
    const first = (await (await ask('/batches?limit=1')).json()) as { data: PlayedBatch[]; has_more: boolean; last_id: string };
    expect([first.data[0]?.id, first.data[0]?.metadata, first.has_more]).toEqual([id, { ours: 'b2' }, true]);
    const second = (await (await ask(`/batches?limit=50&after=${first.last_id}`)).json()) as { data: PlayedBatch[] };
    expect(second.data.map(({ metadata }) => metadata)).toEqual([{ ours: 'b1' }]);
    await over(id);
  });

  it('and its results outlive the sandbox', async () => {
    const { id } = await submit({ four: body.prompt });
    await over(id);
    await sandbox.close();
    sandbox = await start();
    expect(await results(await over(id))).toEqual({ four: 200 });
    expect((await billed())['four']).toBe('0.00297');
  });

  it('of two models is refused whole, and bills nothing', async () => {
    const lines = ['gpt-image-2', 'gpt-image-1.5'].map((model) => ({ custom_id: model, method: 'POST', url, body: { ...body, model } }));
    const given = { input_file_id: await upload(lines), endpoint: url, completion_window: '24h' };
    const batch = await over(((await (await post('/batches', given)).json()) as PlayedBatch).id);
    expect([batch.status, batch.errors?.data[0]?.code]).toEqual(['failed', 'mismatched_model']);
    expect(Object.keys(await billed())).not.toContain('gpt-image-2');
  });

  it.each([
    ['a file that is not there', { input_file_id: 'file-none', endpoint: url, completion_window: '24h' }, 404],
    ['another endpoint', { endpoint: '/v1/embeddings', completion_window: '24h' }, 400],
    ['another window', { endpoint: url, completion_window: '1h' }, 400],
  ])('is not taken with %s', async (_what, given, status) => {
    const file = await upload([{ custom_id: 'x', method: 'POST', url, body }]);
    expect((await post('/batches', { input_file_id: file, ...given })).status).toBe(status);
  });
});

describe('A batch that goes wrong on command', () => {
  it.each([
    ['batch-rejected', 'failed', {}, []],
    ['batch-item-failed', 'completed', { a: 500, b: 200 }, ['b']],
    ['batch-line-missing', 'completed', { b: 200 }, ['a', 'b']],
    ['batch-expired', 'expired', { a: 200, b: 'batch_expired' }, ['a']],
    ['batch-cancelled', 'cancelled', { a: 'batch_cancelled', b: 'batch_cancelled' }, []],
    ['usage-missing', 'completed', { a: 200, b: 200 }, ['a', 'b']],
    ['server-error-billed', 'completed', { a: 500, b: 200 }, ['a', 'b']],
  ])('%s ends %s', async (name, status, lines, paid) => {
    const names = { [`${name} a`]: `A shell [sandbox: ${name}]`, [`${name} b`]: 'A shell' };
    const batch = await over((await submit(names)).id);
    expect(batch.status).toBe(status);
    expect(await results(batch)).toEqual(Object.fromEntries(Object.entries(lines).map(([item, what]) => [`${name} ${item}`, what])));
    const invoice = await billed();
    expect(['a', 'b'].filter((item) => `${name} ${item}` in invoice)).toEqual(paid);
  });

  it('batch-reply-lost is taken, and found by its metadata', async () => {
    await expect(submit({ lost: 'A shell [sandbox: batch-reply-lost]' }, { ours: 'lost' })).rejects.toThrow('fetch failed');
    const { data } = (await (await ask('/batches')).json()) as { data: PlayedBatch[] };
    const found = data.find(({ metadata }) => metadata?.['ours'] === 'lost');
    expect((await over(found?.id ?? '')).status).toBe('completed');
    expect((await billed())['lost']).toBe('0.0029825');
  });

  it('batch-stuck is in progress for ever, until it is cancelled', async () => {
    const { id } = await submit({ stuck: 'A shell [sandbox: batch-stuck]' });
    while (((await (await ask(`/batches/${id}`)).json()) as PlayedBatch).status !== 'in_progress') await Promise.resolve();
    expect(await (await post(`/batches/${id}/cancel`, {})).json()).toMatchObject({ status: 'cancelled' });
    expect(await billed()).not.toHaveProperty('stuck');
  });
});
