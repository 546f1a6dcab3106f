import { afterAll, describe, expect, it } from 'vitest';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { json } from '../../../../test/world/scripted-provider.ts';
import type { Answer } from '../../../../test/world/scripted-provider.ts';
import { picture, request, startScriptedWorld, usage } from '../../../../test/world/scripted-world.ts';

const delivered = json(200, { data: [{ b64_json: picture }], usage });
const busy =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end('{"error":{"message":"Slow down."}}');

const { provider, world, close } = await startScriptedWorld();
afterAll(close);

/** Generates while the provider answers one after the other; answers with the generation, the pauses made and the ids that were sent. */
async function generated(requestKey: string, ...answers: readonly Answer[]) {
  const left = [...answers];
  provider.answer((response, call) => (left.shift() ?? busy(500))(response, call));
  const [calls, pauses] = [provider.calls.length, world.pauses.length];
  const { generate } = await world.ask<{ generate: Generated }>(generateDocument, {
    input: { requestKey, request, providers: ['openai'] },
  });
  return { generation: generate, pauses: world.pauses.slice(pauses), sent: provider.calls.slice(calls) };
}

describe('What the provider surely did not bill is tried again, as an attempt of its own', () => {
  it('after a 429 and a 503, each pause twice the one before', async () => {
    const { generation, pauses, sent } = await generated('busy twice', busy(429), busy(503), delivered);
    expect(generation).toMatchObject({
      status: 'SUCCEEDED',
      charge: { state: 'SETTLED', total: { amount: '0.00393' } },
      attempts: [{ outcome: 'FAILED' }, { outcome: 'FAILED' }, { outcome: 'SUCCEEDED' }],
    });
    expect(pauses).toEqual([500, 1000]);
    expect(sent).toEqual(generation.attempts.map(({ clientRequestId }) => clientRequestId));
    expect(new Set(sent).size).toBe(3);
  });

  it('no sooner than the provider asks for', async () => {
    const { pauses } = await generated('asked to wait', busy(429, { 'retry-after': '3' }), delivered);
    expect(pauses).toEqual([3000]);
  });

  it('three times at most: then it is void, and its hold released', async () => {
    const { generation, sent } = await generated('busy for good', busy(429), busy(429), busy(429), delivered);
    expect(generation).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_UNAVAILABLE', message: 'openai: Slow down.' },
      charge: { state: 'VOID', total: { amount: '0' } },
    });
    expect(sent).toHaveLength(3);
  });

  it('not where the provider asks for longer than a caller waits', async () => {
    const { generation, pauses } = await generated('come back later', busy(429, { 'retry-after': '60' }), delivered);
    expect(generation).toMatchObject({ status: 'FAILED', attempts: [{ outcome: 'FAILED' }] });
    expect(pauses).toEqual([]);
  });
});

describe('What may have been billed is never tried again by itself', () => {
  it.each([
    ['a 500', busy(500), 'IN_DOUBT'],
    ['a reset', (response) => response.destroy(), 'IN_DOUBT'],
    ['a block at output', json(400, { error: { message: 'Blocked.', code: 'moderation_blocked' } }), 'IN_DOUBT'],
    ['a wrong key', busy(401), 'VOID'],
    ['a used-up quota', json(429, { error: { message: 'No money.', code: 'insufficient_quota' } }), 'VOID'],
  ] satisfies [string, Answer, string][])('after %s', async (what, answer, state) => {
    const { generation, sent, pauses } = await generated(what, answer, delivered);
    expect(generation).toMatchObject({ charge: { state } });
    expect([sent.length, pauses]).toEqual([1, []]);
  });

  it('but after a failed attempt the doubt is of the last one alone', async () => {
    const { generation } = await generated('busy, then lost', busy(429), (response) => response.destroy());
    expect(generation).toMatchObject({
      status: 'UNKNOWN',
      charge: { state: 'IN_DOUBT' },
      attempts: [{ outcome: 'FAILED' }, { outcome: 'UNKNOWN' }],
    });
  });
});
