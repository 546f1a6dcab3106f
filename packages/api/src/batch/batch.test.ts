import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editsIn, shell } from '../../../../test/world/edits.ts';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { halfMask, plainPicture } from '../../../../test/world/pictures.ts';
import { askProgress, untilDone } from '../../../../test/world/progress-document.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

const environment = { WORKERS: '4', BATCH_GATHER_SECONDS: '0', BATCH_POLL_SECONDS: '1' };
let world: World;
beforeAll(async () => {
  world = await startWorld({ environment });
});
afterAll(() => world.close());

async function generate(requestKey: string, prompt = 'Sparkling shell with a pearl', more: object = {}): Promise<Generated> {
  const request = { model: 'gpt-image-2', prompt, size: '1024x1024', quality: 'low' };
  const input = { requestKey, request, mode: 'BATCH', ...more };
  return (await world.ask<{ generate: Generated }>(generateDocument, { input })).generate;
}

/** Requests that are gathered into one batch: nobody works the queue off until all of them wait. */
async function generateTogether(
  prompts: Readonly<Record<string, string>>,
  more: Readonly<Record<string, object>> = {},
): Promise<readonly Generated[]> {
  environment.WORKERS = '0';
  await world.restart();
  const queued: Generated[] = [];
  for (const [key, prompt] of Object.entries(prompts)) queued.push(await generate(key, prompt, more[key]));
  environment.WORKERS = '4';
  await world.restart();
  return await Promise.all(queued.map(async ({ id }) => (await untilDone(world, id)).generation));
}

/** "SUCCEEDED SETTLED 0.00297; billed 0.00297" */
async function outcomeOf({ status, cost, attempts }: Generated): Promise<string> {
  const { lines } = await world.invoice();
  const billed = lines.filter(({ clientRequestId }) => attempts.some((attempt) => attempt.clientRequestId === clientRequestId));
  const amounts = billed.map(({ amount }) => amount).join(', ') || 'nothing';
  return `${[status, cost.state, cost.total?.amount].filter((part) => part !== undefined).join(' ')}; billed ${amounts}`;
}

describe('A generation in batch', () => {
  it('is never waited for, is held at the batch price, and costs half of the price at once', async () => {
    const queued = await generate('alone');
    expect(queued).toMatchObject({ status: 'QUEUED', mode: 'BATCH', charge: { state: 'HELD' } });
    const { generation, batch } = await untilDone(world, queued.id);
    expect(generation).toMatchObject({ status: 'SUCCEEDED', images: [{ width: 1024 }], charge: { total: { amount: '0.00297' } } });
    expect(batch).toMatchObject({ items: 1, providerBatchId: expect.stringMatching(/^batch_/) });
    expect(await outcomeOf(generation)).toBe('SUCCEEDED SETTLED 0.00297; billed 0.00297');
    expect(await world.sql(`SELECT FROM hold WHERE generation_id = '${queued.id}' AND amount = 0.00297`)).toBe(1);
  });

  it('is gathered with others of its model into one batch, and settled item by item', async () => {
    const generations = await generateTogether({ a: 'Sparkling shell with a pearl', b: 'Sparkling shell with a pearl', c: 'A harbour' });
    const outcomes = await Promise.all(generations.map(outcomeOf));
    expect(outcomes).toEqual([
      'SUCCEEDED SETTLED 0.00297; billed 0.00297',
      'SUCCEEDED SETTLED 0.00297; billed 0.00297',
      'SUCCEEDED SETTLED 0.00296; billed 0.00296',
    ]);
    const batches = await Promise.all(generations.map(async ({ id }) => (await askProgress(world, { id }))?.batch));
    expect(batches.map((batch) => batch?.items)).toEqual([3, 3, 3]);
    expect(new Set(batches.map((batch) => batch?.providerBatchId)).size).toBe(1);
  });

  it('goes with those of its operation: edits are a batch of their own, made from the images that were brought', async () => {
    const edits = editsIn(world);
    const picture = await edits.upload(await plainPicture(550, 368));
    const mask = await edits.upload(await halfMask(550, 368));
    const request = { ...shell, images: [{ uploadId: picture }], mask: { uploadId: mask } };
    const prompt = shell.prompt;
    const made = await generateTogether({ d: prompt, e: prompt, f: prompt }, { e: { request }, f: { request } });
    // 13 text tokens, 704 of the image and 196 of what is made: 13 × 2.5 + 704 × 4 + 196 × 15 a million.
    expect(await Promise.all(made.map(outcomeOf))).toEqual([
      'SUCCEEDED SETTLED 0.00297; billed 0.00297',
      'SUCCEEDED SETTLED 0.0057885; billed 0.0057885',
      'SUCCEEDED SETTLED 0.0057885; billed 0.0057885',
    ]);
    const batches = await Promise.all(made.map(async ({ id }) => (await askProgress(world, { id }))?.batch?.items));
    expect(batches).toEqual([1, 2, 2]);
  });

  it('is not offered where no batch is sold, and takes no partial images', async () => {
    expect(await generate('none', 'A shell', { providers: ['piapi'] })).toMatchObject({ __typename: 'Refusal' });
    const request = { model: 'gpt-image-2', prompt: 'A shell', size: '1024x1024', quality: 'low', partialImages: 1 };
    expect(await generate('partial', '', { request })).toMatchObject({ code: 'INVALID_PARTIAL_IMAGES' });
  });

  it('of a quote for realtime is refused, and of a quote for batch goes into one', async () => {
    const quoteIn = async (mode: string): Promise<string> => {
      const request = { model: 'gpt-image-2', prompt: 'A shell', size: '1024x1024', quality: 'low' };
      const document = 'mutation ($input: QuoteInput!) { quote(input: $input) { ... on Quote { id } } }';
      return (await world.ask<{ quote: { id: string } }>(document, { input: { request, mode } })).quote.id;
    };
    const realtime = { request: null, quoteId: await quoteIn('REALTIME') };
    expect(await generate('other', '', realtime)).toMatchObject({ code: 'INVALID_MODE', path: ['input', 'mode'] });
    const { id, status } = await generate('quoted', '', { request: null, mode: 'REALTIME', quoteId: await quoteIn('BATCH') });
    expect(status).toBe('QUEUED');
    expect(await outcomeOf((await untilDone(world, id)).generation)).toBe('SUCCEEDED SETTLED 0.00296; billed 0.00296');
  });
});

describe('A batch that goes wrong', () => {
  it.each([
    ['batch-reply-lost', ['SUCCEEDED SETTLED 0.0029825; billed 0.0029825', 'SUCCEEDED SETTLED 0.0029825; billed 0.0029825']],
    ['batch-rejected', ['FAILED VOID 0; billed nothing', 'FAILED VOID 0; billed nothing']],
    ['batch-cancelled', ['FAILED VOID 0; billed nothing', 'FAILED VOID 0; billed nothing']],
    ['batch-expired', ['FAILED VOID 0; billed nothing', 'SUCCEEDED SETTLED 0.0029775; billed 0.0029775']],
    ['batch-item-failed', ['SUCCEEDED SETTLED 0.00298; billed 0.00298', 'UNKNOWN IN_DOUBT; billed nothing']],
    ['batch-line-missing', ['SUCCEEDED SETTLED 0.00298; billed 0.00298', 'UNKNOWN IN_DOUBT; billed 0.00298']],
    ['usage-missing', ['SUCCEEDED ESTIMATED 0.0029775; billed 0.0029775', 'SUCCEEDED ESTIMATED 0.0029775; billed 0.0029775']],
    ['server-error-billed', ['UNKNOWN IN_DOUBT; billed 0.00298', 'UNKNOWN IN_DOUBT; billed 0.00298']],
    ['wrong-key', ['FAILED VOID 0; billed nothing', 'FAILED VOID 0; billed nothing']],
  ])('%s leaves its items %j', async (name, outcomes) => {
    const prompt = `A shell [sandbox: ${name}]`;
    const generations = await generateTogether({ [`${name} a`]: prompt, [`${name} b`]: prompt });
    // Which of the two is first in the file is left to their ids.
    expect((await Promise.all(generations.map(outcomeOf))).toSorted()).toEqual(outcomes);
    const open = generations.filter(({ cost }) => cost.state === 'IN_DOUBT').length;
    const keys = `'${name} a', '${name} b'`;
    expect(
      await world.sql(`SELECT FROM hold AS h JOIN generation AS g ON g.id = h.generation_id WHERE request_key IN (${keys})
      AND NOT EXISTS (SELECT FROM hold_settlement AS s WHERE s.hold_id = h.id)`),
    ).toBe(open);
  });

  it('batch-stuck is looked after on and on; a day and an hour later it is in doubt, its holds kept', async () => {
    const { id } = await generate('stuck', 'A shell [sandbox: batch-stuck]');
    let seen = await askProgress(world, { id });
    while (seen?.batch?.providerBatchId == null) seen = await askProgress(world, { id, after: seen?.mark ?? '' });
    world.setNow('2026-11-21T13:00:01Z');
    const { generation } = await untilDone(world, id);
    expect(generation).toMatchObject({ status: 'UNKNOWN', cost: { state: 'IN_DOUBT' }, failure: { code: 'PROVIDER_OUTCOME_UNKNOWN' } });
    expect(await world.sql("SELECT FROM provider_batch WHERE state = 'submitted'")).toBe(1);
  });
});
