import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { halfMask, plainPicture } from '../../../../test/world/pictures.ts';
import { openaiImages } from './openai-images.ts';
import type { BatchOver, BatchPort, BatchResult } from './provider.ts';
import { startSandbox } from './sandbox/start-sandbox.ts';
import type { Sandbox } from './sandbox/start-sandbox.ts';

let folder: string;
let sandbox: Sandbox;
let batches: BatchPort;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halfpenny-port-'));
  sandbox = await startSandbox({ port: 0, folder, clock: () => new Date('2026-11-20T12:00:00Z') });
  batches = portOf('openai') as BatchPort;
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

function portOf(name: string): BatchPort | undefined {
  return openaiImages({ name, baseUrl: `${sandbox.url}/${name}/v1`, apiKey: 'sandbox', simulated: true }).batches;
}

const shell = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', n: 1, size: '1024x1024', quality: 'low' };

async function submit(id: string, prompts: Readonly<Record<string, string>>): Promise<string> {
  const calls = Object.entries(prompts).map(([attemptId, prompt]) => ({ ...shell, attemptId, prompt }));
  const submission = await batches.submit({ id, calls });
  if (submission.kind !== 'taken') throw new Error(submission.sentence);
  return submission.providerBatchId;
}

async function over(providerBatchId: string): Promise<BatchOver> {
  for (;;) {
    const progress = await batches.look(providerBatchId);
    if (progress.kind === 'over') return progress;
    if (progress.kind !== 'working') throw new Error(progress.sentence);
  }
}

async function resultsOf(progress: BatchOver): Promise<readonly BatchResult[]> {
  const results: BatchResult[] = [];
  for await (const result of batches.results(progress)) results.push(result);
  return results.toSorted((one, other) => one.attemptId.localeCompare(other.attemptId));
}

/** Where nobody listens any more. */
async function closedAddress(): Promise<string> {
  const gone = await startSandbox({ port: 0, folder, clock: () => new Date('2026-11-20T12:00:00Z') });
  await gone.close();
  return gone.url;
}

describe('A batch', () => {
  it('is taken, looked after and read, each item under the id of its attempt', async () => {
    const progress = await over(await submit('ours-1', { 'item-1': shell.prompt, 'item-2': shell.prompt }));
    expect(progress).toMatchObject({ end: 'completed', sentence: 'The batch is completed.' });
    const results = await resultsOf(progress);
    expect(results.map(({ attemptId, outcome }) => [attemptId, outcome.kind, outcome.httpStatus])).toEqual([
      ['item-1', 'succeeded', 200],
      ['item-2', 'succeeded', 200],
    ]);
    const [{ outcome } = { outcome: undefined }] = results;
    expect(outcome?.kind === 'succeeded' && outcome.reply['usage']).toMatchObject({ input_tokens: 12, output_tokens: 196 });
    const bytes = outcome?.kind === 'succeeded' ? outcome.images[0]?.bytes : undefined;
    expect(Buffer.from(bytes?.subarray(1, 4) ?? []).toString()).toBe('PNG');
  });

  it('of edits brings each image once, and edits by the files of it', async () => {
    const [picture, mask] = [await plainPicture(550, 368), await halfMask(550, 368)].map((bytes) => ({
      format: 'png' as const,
      open: async () => Readable.from([bytes]),
    }));
    if (picture === undefined || mask === undefined) throw new Error('Both were drawn.');
    const calls = ['edit-1', 'edit-2'].map((attemptId) => ({ ...shell, attemptId, edit: { images: [picture, picture], mask } }));
    const submission = await batches.submit({ id: 'ours-edits', calls });
    const results = await resultsOf(await over(submission.kind === 'taken' ? submission.providerBatchId : ''));
    const usages = results.map(({ outcome }) => outcome.kind === 'succeeded' && outcome.reply['usage']);
    const usage = { input_tokens_details: { image_tokens: 1408, text_tokens: 20 }, output_tokens: 196 };
    expect(usages).toMatchObject([usage, usage]);
    expect(readdirSync(join(folder, 'files')).filter((name) => name.endsWith('.image'))).toHaveLength(2);
  });

  it.each([
    ['can no longer be read is not handed over, and worth trying again', Buffer.alloc(0), { kind: 'unavailable', worthRetrying: true }],
    ['is none is an item that fails', Buffer.from('no image'), { kind: 'taken' }],
  ])('an image of which %s', async (_what, bytes, expected) => {
    const open = async () => {
      if (bytes.length === 0) throw new Error('The upload is no longer in it.');
      return Readable.from([bytes]);
    };
    const call = { ...shell, attemptId: 'edit-3', edit: { images: [{ format: 'png' as const, open }] } };
    expect(await batches.submit({ id: 'ours-lost', calls: [call] })).toMatchObject(expected);
  });

  it('whose reply was lost is unknown, and found by our id of it', async () => {
    const lost = await batches.submit({
      id: 'ours-2',
      calls: [{ ...shell, attemptId: 'item-3', prompt: 'A shell [sandbox: batch-reply-lost]' }],
    });
    expect(lost.kind).toBe('unknown');
    const found = await batches.find('ours-2');
    expect(found.kind === 'found' && (await over(found.providerBatchId)).end).toBe('completed');
    expect(await batches.find('ours-never')).toEqual({ kind: 'absent' });
  });

  it.each([
    ['batch-rejected', 'rejected', []],
    ['batch-item-failed', 'completed', ['a unknown', 'b succeeded']],
    ['batch-line-missing', 'completed', ['b succeeded']],
    ['batch-expired', 'expired', ['a succeeded', 'b unavailable']],
    ['batch-cancelled', 'cancelled', ['a unavailable', 'b unavailable']],
    ['moderation-block', 'completed', ['a unknown', 'b succeeded']],
    ['wrong-key', 'completed', ['a refused', 'b succeeded']],
  ])('%s is over: %s', async (name, end, lines) => {
    const progress = await over(await submit(name, { [`${name} a`]: `A shell [sandbox: ${name}]`, [`${name} b`]: 'A shell' }));
    expect(progress.end).toBe(end);
    const read = (await resultsOf(progress)).map(({ attemptId, outcome }) => `${attemptId.slice(name.length + 1)} ${outcome.kind}`);
    expect(read).toEqual(lines);
  });

  it('that nobody can be reached for was surely not taken', async () => {
    const nowhere = openaiImages({ name: 'openai', baseUrl: `${await closedAddress()}/v1`, apiKey: 'sandbox', simulated: true });
    expect((await nowhere.batches?.submit({ id: 'x', calls: [] }))?.kind).toBe('unavailable');
  });

  it('is not taken where no batches are documented', () => {
    expect([portOf('piapi'), portOf('smartaipi')]).toEqual([undefined, undefined]);
  });
});
