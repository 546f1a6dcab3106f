import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, withKey, type Asker } from '../../../../test/world/askers.ts';
import { generateDocument, type Generated } from '../../../../test/world/generation-document.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let maker: Asker;
let made: Generated;
beforeAll(async () => {
  world = await startWorld();
  maker = await keyOf('APP');
  const request = { model: 'gpt-image-2', prompt: 'Shell', size: '976x704', quality: 'low' };
  const input = { requestKey: 'its own', request, providers: ['openai'] };
  made = (await asked<{ generate: Generated }>(maker, generateDocument, { input })).generate;
});
afterAll(() => world.close());

async function keyOf(...roles: string[]): Promise<Asker> {
  const document =
    'mutation ($roles: [Role!]!) { createApiKey(input: { name: "one", roles: $roles }) { ... on CreatedApiKey { secret } } }';
  const { createApiKey } = await asked<{ createApiKey: { secret: string } }>(anonymous(world), document, { roles });
  return withKey(world, createApiKey.secret);
}

/** Which ways of reading the generation are open to somebody. */
async function seenBy(asker: Asker): Promise<unknown> {
  const query = `{ generation(id: "${made.id}") { id } generationByKey(requestKey: "its own") { id } generations { totalCount edges { node { id } } } }`;
  const image = await fetch(world.address + made.images[0]?.url, { headers: asker.headers });
  return { ...(await asked<object>(asker, query)), image: image.status };
}

describe('A generation', () => {
  const { id } = { id: expect.any(String) as string };
  const seen = { generation: { id }, generationByKey: { id }, generations: { totalCount: 1, edges: [{ node: { id } }] }, image: 200 };

  it('is read by the key that asked for it', async () => {
    expect(await seenBy(maker)).toEqual(seen);
  });

  it('is not there for another key that is an app alone', async () => {
    const unseen = { generation: null, generationByKey: null, generations: { totalCount: 0, edges: [] }, image: 404 };
    expect(await seenBy(await keyOf('APP'))).toEqual(unseen);
  });

  it.each([['AUDITOR'], ['OPERATOR'], ['ADMIN']])('is read by whoever is %s', async (role) => {
    expect(await seenBy(await keyOf(role))).toEqual(seen);
    expect(await seenBy(await keyOf('APP', role))).toEqual(seen);
  });
});
