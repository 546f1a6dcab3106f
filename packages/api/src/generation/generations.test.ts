import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';
import { generateDocument } from '../../../../test/world/generation-document.ts';

const listDocument = `query ($filter: GenerationFilter, $first: Int!, $after: String) { generations(filter: $filter, first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  edges { cursor node { requestKey status stage charge { total { amount } priceEntry { id } } images { index outcome { outcome } } template { version { number } } } } } }`;

interface Listed {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: { readonly requestKey: string; readonly status: string } }[];
}

let world: World;
beforeAll(async () => {
  world = await startWorld();
  for (const [index, stage] of ['ideation', null, 'ideation'].entries()) {
    world.setNow(`2026-11-20T12:0${index}:00Z`);
    const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704', quality: 'low' };
    await world.ask(generateDocument, { input: { requestKey: `order ${index}`, request, providers: ['openai'], stage } });
  }
});
afterAll(() => world.close());

const list = async (variables: object) => (await world.ask<{ generations: Listed }>(listDocument, { first: 50, ...variables })).generations;
const keys = ({ edges }: Listed) => edges.map(({ node }) => node.requestKey);

describe('Generations', () => {
  it('are listed from the newest on, each whole, and page by page', async () => {
    const first = await list({ first: 2 });
    expect(first).toMatchObject({
      totalCount: 3,
      pageInfo: { hasNextPage: true },
      edges: [
        {
          node: {
            requestKey: 'order 2',
            status: 'SUCCEEDED',
            stage: 'ideation',
            charge: { total: { amount: '0.00393' } },
            images: [{ index: 0, outcome: null }],
          },
        },
        { node: { requestKey: 'order 1', stage: null, template: null } },
      ],
    });
    expect(keys(await list({ first: 2, after: first.pageInfo.endCursor }))).toEqual(['order 0']);
  });

  it('are filtered, by what is given alone', async () => {
    expect(keys(await list({ filter: { stage: 'ideation', status: 'SUCCEEDED', text: '' } }))).toEqual(['order 2', 'order 0']);
    expect(keys(await list({ filter: { text: 'order 1', provider: 'openai', book: 'SIMULATED', chargeState: 'SETTLED' } }))).toEqual([
      'order 1',
    ]);
    expect(await list({ filter: { status: 'FAILED' } })).toEqual({
      totalCount: 0,
      pageInfo: { hasNextPage: false, endCursor: null },
      edges: [],
    });
    expect(keys(await list({ filter: { from: '2026-11-20T12:01:00Z', until: '2026-11-20T12:02:00Z' } }))).toEqual(['order 1']);
  });

  it('are asked for by pages of 1 to 200, after a cursor that was given', async () => {
    await expect(list({ first: 0 })).rejects.toThrow('A page has from 1 to 200 rows, not 0.');
    await expect(list({ after: 'x' })).rejects.toThrow('A cursor is the endCursor of the page before, unchanged.');
  });
});
