import { afterAll, describe, expect, it } from 'vitest';
import { anonymous, asked, keyOf, type Asker } from '../../../../test/world/askers.ts';
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

const contradictory = {
  input_tokens: 12,
  input_tokens_details: { text_tokens: 99, image_tokens: 0 },
  output_tokens: 129,
  total_tokens: 141,
};

async function waiting(): Promise<unknown> {
  const { chargeQueue } = await world.ask<{ chargeQueue: { edges: { node: { decision: object | null } }[] } }>(
    '{ chargeQueue(state: IN_DOUBT, book: REAL) { edges { node { generation decidableAt decision { outcome proposedBy } } } } }',
  );
  return chargeQueue.edges.map(({ node }) => node);
}

describe('What nobody ever tells is decided by two people', () => {
  const fields =
    '... on DoubtDecision { id outcome state amount { amount } usage { meter quantity } approvedBy } ... on Refusal { code path details }';
  const decide = async (more: object): Promise<Record<string, unknown>> => {
    const input = { reason: 'Their support does not answer.', ...more };
    const document = `mutation ($input: DoubtDecisionInput!) { decideDoubt(input: $input) { ${fields} } }`;
    return (await world.ask<{ decideDoubt: Record<string, unknown> }>(document, { input })).decideDoubt;
  };
  const settle = async (asker: Asker, what: 'approve' | 'discard', id: unknown): Promise<unknown> =>
    Object.values(await asked<object>(asker, `mutation { ${what}DoubtDecision(id: "${String(id)}") { ${fields} } }`))[0];

  it('not before the policy says so, as billed for what was expected or as not billed; what a statement tells afterwards is a correction', async () => {
    const counts = await generated('counts as billed', lost);
    world.setNow('2026-11-20T12:00:01Z');
    const voids = await generated('counts as not billed', lost);
    const before = (await read(counts.id)).budget;
    const decidableAt = '2026-12-20T12:00:00.000Z';
    expect(await decide({ generationId: counts.id, outcome: 'VOID' })).toEqual({
      code: 'DOUBT_TOO_YOUNG',
      path: ['input', 'generationId'],
      details: { decidableAt },
    });
    world.setNow('2026-12-20T12:00:01Z');
    const billed = await decide({ generationId: counts.id, outcome: 'ESTIMATED' });
    expect(billed).toMatchObject({ state: 'PROPOSED', amount: { amount: '0.00393' }, usage });
    const unbilled = await decide({ generationId: voids.id, outcome: 'VOID' });
    expect(await waiting()).toEqual([
      { generation: counts.id, decidableAt: '2026-12-20T12:00:00Z', decision: { outcome: 'ESTIMATED', proposedBy: 'this machine' } },
      { generation: voids.id, decidableAt: '2026-12-20T12:00:01Z', decision: { outcome: 'VOID', proposedBy: 'this machine' } },
    ]);
    expect((await read(counts.id)).entries).toEqual([]);
    expect(await settle(anonymous(world), 'approve', billed['id'])).toMatchObject({ code: 'OWN_DOUBT_DECISION' });
    const another = await keyOf(world, 'APPROVER');
    expect(await settle(another, 'approve', billed['id'])).toMatchObject({ state: 'APPROVED', approvedBy: 'approver' });
    expect(await settle(another, 'approve', unbilled['id'])).toMatchObject({ state: 'APPROVED' });
    const estimated = { state: 'ESTIMATED', total: { amount: '0.00393' } };
    const { generation, entries, budget } = await read(counts.id);
    expect(generation).toMatchObject({ status: 'FAILED', charge: estimated, cost: estimated });
    expect(entries).toEqual([
      ['undelivered_cost', 'text_input', '0.00006'],
      ['provider_accrued_estimate', 'text_input', '-0.00006'],
      ['undelivered_cost', 'image_output', '0.00387'],
      ['provider_accrued_estimate', 'image_output', '-0.00387'],
    ]);
    expect((await read(voids.id)).generation).toMatchObject({ charge: { state: 'VOID' }, cost: { state: 'VOID' } });
    expect([before?.held.amount, budget?.held.amount]).toEqual(['0.00786', '0']);
    expect(await decide({ generationId: counts.id, outcome: 'VOID' })).toMatchObject({ code: 'INVALID_DOUBT_DECISION' });
    expect(await resolve([lineFor(counts, '0.004')])).toMatchObject({ settled: [counts.id] });
    expect((await read(counts.id)).generation.cost).toMatchObject({ state: 'SETTLED', total: { amount: '0.004' } });
  });

  it('for the usage that they state, and void though an image was delivered; what was discarded is decided anew', async () => {
    world.setNow('2026-11-20T12:00:00Z');
    const { id } = await generated('contradictory', json(200, { data: [{ b64_json: picture }], usage: contradictory }));
    world.setNow('2026-12-20T12:00:00Z');
    const decision = await decide({ generationId: id, outcome: 'ESTIMATED', usage: [{ meter: 'image_output', quantity: '130' }] });
    expect(decision).toMatchObject({ amount: { amount: '0.0039' } });
    expect(await decide({ generationId: id, outcome: 'VOID' })).toMatchObject({ code: 'INVALID_DOUBT_DECISION' });
    expect(await settle(anonymous(world), 'discard', decision['id'])).toMatchObject({ state: 'DISCARDED' });
    const { id: again } = await decide({ generationId: id, outcome: 'VOID' });
    expect(await settle(await keyOf(world, 'FINANCE'), 'approve', again)).toMatchObject({ state: 'APPROVED' });
    const { generation, entries } = await read(id);
    expect([generation.status, generation.cost.state, entries]).toEqual(['SUCCEEDED', 'VOID', []]);
  });
});
