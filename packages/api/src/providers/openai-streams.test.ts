import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openaiImages } from './openai-images.ts';
import type { CallOutcome, PartialImage } from './provider.ts';
import { startSandbox } from './sandbox/start-sandbox.ts';
import type { Sandbox } from './sandbox/start-sandbox.ts';

const shell = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', n: 1, size: '1024x1024', quality: 'low', partialImages: 2 };
let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'halfpenny-streams-'));
  sandbox = await startSandbox({ port: 0, folder, clock: () => new Date('2026-11-20T12:00:00Z') });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

async function stream(more: object = {}): Promise<{ outcome: CallOutcome; partials: readonly PartialImage[] }> {
  const provider = openaiImages({ name: 'openai', baseUrl: `${sandbox.url}/openai/v1`, apiKey: 'sandbox', simulated: true });
  const partials: PartialImage[] = [];
  const onPartial = async (partial: PartialImage): Promise<void> => void partials.push(partial);
  return { outcome: await provider.generate({ attemptId: 'streamed', ...shell, ...more }, onPartial), partials };
}

describe('A streamed call', () => {
  it('hands over partial images as they arrive, and ends with what a whole reply would have', async () => {
    const { outcome, partials } = await stream();
    expect(partials.map(({ image, number, bytes }) => [image, number, Buffer.from(bytes.subarray(1, 4)).toString()])).toEqual([
      [0, 0, 'PNG'],
      [0, 1, 'PNG'],
    ]);
    expect(outcome).toMatchObject({ kind: 'succeeded', httpStatus: 200, images: [{ revisedPrompt: null }] });
    expect(outcome.kind === 'succeeded' && outcome.reply).toEqual({
      created: 1_795_176_000,
      data: [{}],
      background: 'opaque',
      output_format: 'png',
      quality: 'low',
      size: '1024x1024',
      usage: { input_tokens: 12, input_tokens_details: { image_tokens: 0, text_tokens: 12 }, output_tokens: 396, total_tokens: 408 },
    });
  });

  it('of three images has the usage of all three together', async () => {
    const { outcome, partials } = await stream({ n: 3, partialImages: 1 });
    expect(partials.map(({ image, number }) => [image, number])).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
    ]);
    expect(outcome.kind === 'succeeded' && [outcome.images.length, outcome.reply['usage']]).toEqual([
      3,
      { input_tokens: 36, input_tokens_details: { image_tokens: 0, text_tokens: 36 }, output_tokens: 888, total_tokens: 924 },
    ]);
  });

  it.each([
    ['stream-cut', 'unknown', 1],
    ['stream-cut-unbilled', 'unknown', 1],
    ['stream-unfinished', 'unknown', 2],
    ['stream-error', 'unknown', 1],
    ['reset', 'unknown', null],
    ['server-error-billed', 'unknown', 0],
    ['unavailable', 'unavailable', 0],
    ['wrong-key', 'refused', 0],
  ])('that ends in %s is %s', async (name, kind, partialImages) => {
    const { outcome, partials } = await stream({ prompt: `A shell [sandbox: ${name}]` });
    expect(outcome.kind).toBe(kind);
    if (partialImages !== null) expect(partials.length).toBe(partialImages);
  });

  it('whose completed event has no usage has a reply without any', async () => {
    const { outcome } = await stream({ prompt: 'A shell [sandbox: usage-missing]' });
    expect(outcome.kind === 'succeeded' && 'usage' in outcome.reply).toBe(false);
  });
});
