import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBucket, type TestBucket } from '../../../test/world/bucket.ts';
import { generateDocument, type Generated } from '../../../test/world/generation-document.ts';
import { untilDone } from '../../../test/world/progress-document.ts';
import { startWorld, type World } from '../../../test/world/service.ts';
import { readSettings, type Settings } from './platform/settings.ts';
import { startWorkers } from './start-workers.ts';

const parts = { clock: () => new Date('2026-11-20T12:00:00Z'), logger: pino({ level: 'silent' }) };
let world: World;
let bucket: TestBucket;
beforeAll(async () => {
  [world, bucket] = await Promise.all([startWorld({ environment: { WORKERS: '0' } }), startBucket()]);
});
afterAll(async () => {
  await world.close();
  await bucket.close();
});

function settingsWith(more: Readonly<Record<string, string>> = {}): Settings {
  const own = { DATABASE_URL: world.databaseUrl, HALFPENNY_DATA: world.dataFolder, SANDBOX_URL: world.sandboxUrl };
  const settings = readSettings({ ...own, ...more });
  if (!settings.ok) throw new Error(settings.refusal.message);
  return settings.value;
}

/** The sentence with which workers do not start. */
async function refusal(more: Readonly<Record<string, string>>): Promise<string | undefined> {
  const workers = await startWorkers(settingsWith(more), parts);
  return workers.ok ? undefined : workers.refusal.message;
}

describe('Workers apart from the service', () => {
  it('work off what a service without workers has queued, and tell whoever waits at the service', async () => {
    const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low' };
    const input = { requestKey: 'apart', request, providers: ['openai'], wait: false };
    const { id } = (await world.ask<{ generate: Generated }>(generateDocument, { input })).generate;
    const workers = await startWorkers(settingsWith(), parts);
    const { generation } = await untilDone(world, id);
    expect(generation).toMatchObject({ status: 'SUCCEEDED', cost: { total: { amount: '0.00594' } } });
    expect((await fetch(`${world.address}${generation.images[0]?.url}`)).status).toBe(200);
    if (workers.ok) await workers.value.close();
  });

  it('do not start as none', async () => {
    expect(await refusal({ WORKERS: '0' })).toBe('WORKERS is 0: a process of workers needs at least 1.');
  });
});

describe('A bucket that would not take an image', () => {
  const correct = 'correct IMAGE_BUCKET and its endpoint, region and keys.';

  it.each([
    ['that is not there', { IMAGE_BUCKET: 'no-such-bucket' }, 'NoSuchBucket: The specified bucket does not exist'],
    ['whose key does not hold', { IMAGE_BUCKET_SECRET: 'another secret' }, 'SignatureDoesNotMatch'],
    ['that does not answer', { IMAGE_BUCKET_ENDPOINT: 'http://127.0.0.1:1' }, 'ECONNREFUSED'],
  ])('%s keeps a process from starting', async (_what, wrong, reason) => {
    const said = await refusal({ ...bucket.environment, ...wrong });
    expect(said).toContain(reason);
    expect(said?.endsWith(correct)).toBe(true);
  });
});
