import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { askProgress, untilDone } from '../../../../test/world/progress-document.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { PROVIDER_TROUBLES_MOST: '2' } });
});
afterAll(() => world.close());

async function generate(requestKey: string, prompt = 'A shell', more: object = {}): Promise<Generated & { details: { retryAt: string } }> {
  const request = { model: 'gpt-image-2', prompt, size: '1024x1024', quality: 'low' };
  const input = { requestKey, request, providers: ['openai'], ...more };
  return (await world.ask<{ generate: Generated & { details: { retryAt: string } } }>(generateDocument, { input })).generate;
}

describe('A provider that failed again and again', () => {
  it('is not called for a while: whoever asks is refused before a hold, and told when to try again', async () => {
    for (const key of ['one', 'two']) expect((await generate(key, 'A shell [sandbox: server-error]')).status).toBe('UNKNOWN');
    expect(await generate('three')).toMatchObject({ code: 'PROVIDER_BUSY', details: { retryAt: '2026-11-20T12:00:30.000Z' } });
    expect(await world.sql("SELECT FROM generation WHERE request_key = 'three'")).toBe(0);
  });

  it('is waited for by what is queued', async () => {
    const { id } = await generate('queued', 'A shell', { wait: false });
    expect(await askProgress(world, { id })).toMatchObject({ done: false, generation: { status: 'QUEUED', attempts: [] } });
    expect((await generate('elsewhere', 'A shell', { providers: ['piapi'] })).status).toBe('SUCCEEDED');
  });

  it('is called again afterwards, under the same key and for what was queued', async () => {
    world.setNow('2026-11-20T12:00:30Z');
    expect((await generate('three')).status).toBe('SUCCEEDED');
    const { id } = await generate('queued', 'A shell', { wait: false });
    await world.sql('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key IS NOT NULL');
    expect((await untilDone(world, id)).generation.status).toBe('SUCCEEDED');
  });
});
