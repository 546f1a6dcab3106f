import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, withKey, type Asker } from '../../../../test/world/askers.ts';
import { generateDocument, type Generated } from '../../../../test/world/generation-document.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let maker: Asker;
let made: Generated;
let waiting: Generated;
beforeAll(async () => {
  world = await startWorld({ environment: { WORKERS: '0' } });
  maker = await keyOf('APP');
  made = await generateOf('its own', {});
  waiting = await generateOf('its own, queued', { wait: false });
});
afterAll(() => world.close());

async function generateOf(requestKey: string, more: object): Promise<Generated> {
  const request = { model: 'gpt-image-2', prompt: 'Shell', size: '976x704', quality: 'low', partialImages: 1 };
  const input = { requestKey, request, providers: ['openai'], ...more };
  return (await asked<{ generate: Generated }>(maker, generateDocument, { input })).generate;
}

async function keyOf(...roles: string[]): Promise<Asker> {
  const document =
    'mutation ($roles: [Role!]!) { createApiKey(input: { name: "one", roles: $roles }) { ... on CreatedApiKey { secret } } }';
  const { createApiKey } = await asked<{ createApiKey: { secret: string } }>(anonymous(world), document, { roles });
  return withKey(world, createApiKey.secret);
}

/** Which ways of reading the generation are open to somebody. */
async function seenBy(asker: Asker): Promise<unknown> {
  const query = `{ generation(id: "${made.id}") { id } generationByKey(requestKey: "its own") { id }
    generationProgress(id: "${made.id}") { done } generationProgressByKey(requestKey: "its own") { done }
    generations(filter: { status: SUCCEEDED }) { totalCount edges { node { id } } } }`;
  const paths = [made.images[0]?.url, `/images/${made.id}/partial/0-0.png`];
  const [image, partial] = await Promise.all(paths.map(async (path) => await fetch(`${world.address}${path}`, { headers: asker.headers })));
  return { ...(await asked<object>(asker, query)), image: image?.status, partial: partial?.status };
}

/** What becomes of a verdict and of a cancellation. */
async function changedBy(asker: Asker): Promise<readonly (string | undefined)[]> {
  const document = `mutation { recordOutcome(generationId: "${made.id}", index: 0, outcome: ACCEPTED) { ... on RecordedOutcome { outcome { outcome } } ... on Refusal { code } }
    cancelGeneration(id: "${waiting.id}") { ... on Generation { status } ... on Refusal { code } } }`;
  const { recordOutcome, cancelGeneration } = await asked<
    Record<string, { outcome?: { outcome: string }; code?: string; status?: string }>
  >(asker, document);
  return [recordOutcome?.code ?? recordOutcome?.outcome?.outcome, cancelGeneration?.code ?? cancelGeneration?.status];
}

describe('A generation', () => {
  const { id } = { id: expect.any(String) as string };
  const progress = { generationProgress: { done: true }, generationProgressByKey: { done: true } };
  const generations = { totalCount: 1, edges: [{ node: { id } }] };
  const seen = { generation: { id }, generationByKey: { id }, ...progress, generations, image: 200, partial: 200 };

  it('is not there for another key that is an app alone, nor changed by it', async () => {
    const none = { generation: null, generationByKey: null, generationProgress: null, generationProgressByKey: null };
    const other = await keyOf('APP');
    expect(await seenBy(other)).toEqual({ ...none, generations: { totalCount: 0, edges: [] }, image: 404, partial: 404 });
    expect(await changedBy(other)).toEqual(['GENERATION_NOT_FOUND', 'GENERATION_NOT_FOUND']);
  });

  it('is read, judged and cancelled by the key that asked for it', async () => {
    expect(await seenBy(maker)).toEqual(seen);
    expect(await changedBy(maker)).toEqual(['ACCEPTED', 'CANCELLED']);
  });

  it.each([['AUDITOR'], ['OPERATOR'], ['ADMIN']])('is read by whoever is %s', async (role) => {
    expect(await seenBy(await keyOf(role))).toEqual(seen);
    expect(await seenBy(await keyOf('APP', role))).toEqual(seen);
  });
});
