import { afterAll, describe, expect, it } from 'vitest';
import { generateDocument, generationFields } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { json } from '../../../../test/world/scripted-provider.ts';
import type { Answer } from '../../../../test/world/scripted-provider.ts';
import { picture, request, startScriptedWorld } from '../../../../test/world/scripted-world.ts';

const lost: Answer = (response) => response.destroy();

const { provider, world, database, close } = await startScriptedWorld('1');
afterAll(close);

async function generated(requestKey: string, answer: Answer): Promise<Generated> {
  provider.answer(answer);
  return (await world.ask<{ generate: Generated }>(generateDocument, { input: { requestKey, request, providers: ['openai'] } })).generate;
}

const span = { provider: 'openai', book: 'REAL', from: '2026-11-20T00:00:00Z', until: '2026-11-21T00:00:00Z' };
const usage = [
  { meter: 'text_input', quantity: '12' },
  { meter: 'image_output', quantity: '129' },
];
const lineFor = ({ attempts }: Generated, amount: string, more: object = { usage }) => ({
  clientRequestId: attempts[0]?.clientRequestId,
  servedAt: '2026-11-20T12:00:01Z',
  amount: { amount, currency: 'USD' },
  ...more,
});

async function resolve(lines: readonly object[], more: object = {}): Promise<{ settled: string[]; voided: string[] }> {
  const document = `mutation ($input: StatementInput!) { resolveDoubts(input: $input) { __typename
    ... on DoubtResolution { settled voided } ... on Refusal { code path } } }`;
  const input = { ...span, lines, ...more };
  return (await world.ask<{ resolveDoubts: { settled: string[]; voided: string[] } }>(document, { input })).resolveDoubts;
}

async function read(id: string) {
  const document = `query ($id: ID!) { generation(id: $id) { ${generationFields} } ledgerEntries(filter: { generation: $id }) {
    edges { node { account meter amount { amount } } } } budgets(book: REAL) { held { amount } spent { amount } } }`;
  const answer = await world.ask<{
    generation: Generated;
    ledgerEntries: { edges: { node: { account: string; meter: string; amount: { amount: string } } }[] };
    budgets: { held: { amount: string }; spent: { amount: string } }[];
  }>(document, { id });
  const entries = answer.ledgerEntries.edges.map(({ node }) => [node.account, node.meter, node.amount.amount]);
  return { generation: answer.generation, entries, budget: answer.budgets[0] };
}

describe('A final statement', () => {
  it('settles a doubt it shows, voids one it does not, and changes nothing the second time', async () => {
    const billed = await generated('billed', lost);
    const unbilled = await generated('not billed', lost);
    expect((await read(billed.id)).budget).toEqual({ held: { amount: '0.00786' }, spent: { amount: '0' } });
    expect(await resolve([lineFor(billed, '0.00393')])).toEqual({
      __typename: 'DoubtResolution',
      settled: [billed.id],
      voided: [unbilled.id],
    });
    const settled = await read(billed.id);
    expect(settled.generation).toMatchObject({
      status: 'FAILED',
      failure: { code: 'PROVIDER_OUTCOME_UNKNOWN' },
      charge: { state: 'SETTLED', total: { amount: '0.00393' } },
      cost: { state: 'SETTLED', total: { amount: '0.00393' } },
    });
    expect(settled.entries).toEqual([
      ['undelivered_cost', 'text_input', '0.00006'],
      ['provider_accrued', 'text_input', '-0.00006'],
      ['undelivered_cost', 'image_output', '0.00387'],
      ['provider_accrued', 'image_output', '-0.00387'],
    ]);
    const voided = await read(unbilled.id);
    expect(voided.generation).toMatchObject({ status: 'FAILED', charge: { state: 'VOID' }, cost: { state: 'VOID' } });
    expect([voided.entries, voided.budget]).toEqual([[], { held: { amount: '0' }, spent: { amount: '0.00393' } }]);
    expect(await resolve([lineFor(billed, '0.00393')])).toMatchObject({ settled: [], voided: [] });
  });

  it('outranks our own arithmetic: what its amount leaves is a line of its own', async () => {
    const billed = await generated('dearer than computed', lost);
    await resolve([lineFor(billed, '0.004')]);
    expect((await read(billed.id)).entries).toContainEqual(['undelivered_cost', 'stated_difference', '0.00007']);
    expect((await read(billed.id)).generation).toMatchObject({
      charge: { total: { amount: '0.00393' } },
      cost: { total: { amount: '0.004' } },
    });
    const moneyAlone = await generated('without usage', lost);
    await resolve([lineFor(moneyAlone, '0.004', {})]);
    expect((await read(moneyAlone.id)).entries).toEqual([
      ['undelivered_cost', 'stated_difference', '0.004'],
      ['provider_accrued', 'stated_difference', '-0.004'],
    ]);
  });

  it('makes an estimate known, as a correction, without a second one for the same truth', async () => {
    const estimated = await generated('estimated', json(200, { data: [{ b64_json: picture }] }));
    const other = [
      { meter: 'text_input', quantity: '12' },
      { meter: 'image_output', quantity: '128' },
    ];
    const line = lineFor(estimated, '0.0039', { usage: other });
    expect((await resolve([line])).settled).toEqual([estimated.id]);
    expect((await resolve([line])).settled).toEqual([]);
    const { generation, entries } = await read(estimated.id);
    expect(generation).toMatchObject({ status: 'SUCCEEDED', cost: { state: 'SETTLED', total: { amount: '0.0039' } } });
    const sum = (account: string) =>
      entries.filter(([name]) => name === account).reduce((total, [, , amount]) => total + Math.round(Number(amount) * 1e6), 0);
    expect(['generation_cost', 'provider_accrued_estimate', 'provider_accrued'].map(sum)).toEqual([3900, 0, -3900]);
  });

  it('leaves alone what lies outside its span', async () => {
    const doubt = await generated('another day', lost);
    expect(await resolve([], { from: '2026-11-21T00:00:00Z', until: '2026-11-22T00:00:00Z' })).toMatchObject({ voided: [] });
    expect(await resolve([])).toMatchObject({ voided: [doubt.id] });
  });

  it.each([
    ['that ends before it begins', { until: '2026-11-19T00:00:00Z' }, [], ['input', 'until']],
    [
      'with a line of no call',
      {},
      [{ servedAt: span.from, amount: { amount: '1', currency: 'USD' } }],
      ['input', 'lines', '0', 'clientRequestId'],
    ],
  ])('%s is refused', async (_what, more, lines, path) => {
    expect(await resolve(lines, more)).toMatchObject({ code: 'INVALID_STATEMENT', path });
  });
});

it('Every line of the ledger is what the entry it cites gives', async () => {
  const document = '{ recompute(from: "2026-11-20T00:00:00Z", until: "2026-11-21T00:00:00Z") { lines differences { stored recomputed } } }';
  expect(await world.ask(document)).toEqual({ recompute: { lines: 20, differences: [] } });
  await database.query('ALTER TABLE ledger_entry DISABLE TRIGGER never_rewritten');
  await database.query(`UPDATE ledger_entry SET quantity = 130, amount = 0.0039 WHERE (tx_id, position) = (SELECT tx_id, position FROM ledger_entry
    WHERE quantity = 129 AND account = 'undelivered_cost' LIMIT 1)`);
  await database.query(`UPDATE ledger_entry SET unit_price = 31, amount = 0.00403 WHERE quantity = 130`);
  expect(await world.ask(document)).toMatchObject({ recompute: { differences: [{ stored: '0.00403', recomputed: '0.0039' }] } });
});
