/** What callers are charged, rated again: under the drafts of a sell book, and after a mistake in it; and what was UNBILLED for want of a price. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, type Asker } from '../../../../test/world/askers.ts';
import { hardClosed } from '../../../../test/world/closed-month.ts';
import { generateDocument, type Generated } from '../../../../test/world/generation-document.ts';
import { ratedSpan, sumFigures, untilOver, type ShownRun } from '../../../../test/world/rating-runs.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let database: Client;
let admin: Asker;

beforeAll(async () => {
  world = await startWorld();
  admin = anonymous(world);
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await world.close();
});

const money = (amount: string) => ({ amount });
const key = {
  provider: 'openai',
  model: 'gpt-image-2',
  mode: 'realtime',
  currency: 'USD',
  from: '2026-11-20T00:00:00Z',
  source: 'our list',
};
const overCost = (multiply: string) => ({ ...key, checkedOn: '2026-11-20', basedOn: { book: 'cost', multiply }, components: [] });

async function generated(requestKey: string, prompt = 'Sparkling shell with a pearl'): Promise<Generated> {
  const input = { requestKey, request: { model: 'gpt-image-2', prompt, size: '976x704', quality: 'low' }, providers: ['openai'] };
  return (await asked<{ generate: Generated }>(admin, generateDocument, { input })).generate;
}

async function drafted(draft: object): Promise<string> {
  const document = `mutation ($drafts: [PriceDraftInput!]!) { made: createPriceChangeSet(input: { book: "list-price", title: "A margin", drafts: $drafts }) {
    ... on PriceChangeSet { id } ... on Refusal { message } } }`;
  return (await asked<{ made: { id: string } }>(admin, document, { drafts: [draft] })).made.id;
}

async function entryOf(book: string): Promise<string> {
  const { rows } = await database.query<{ id: string }>(
    `SELECT e.id FROM price_entry AS e JOIN price_book AS b ON b.id = e.book_id WHERE b.name = $1 AND e.provider = 'openai' AND e.model = 'gpt-image-2'
     AND e.mode = 'realtime' AND upper_inf(e.known)`,
    [book],
  );
  return rows[0]?.id ?? '';
}

/** Another tariff for what we knew of an entry, from its first day on, as a publication writes it. */
async function correct(book: string, tariff: object, knownFrom: string): Promise<void> {
  await database.query(
    `WITH closed AS (UPDATE price_entry SET known = tstzrange(lower(known), $2) WHERE id = $1 RETURNING *)
     INSERT INTO price_entry SELECT made.* FROM closed, jsonb_populate_record(NULL::price_entry, to_jsonb(closed) || jsonb_build_object(
       'id', gen_random_uuid(), 'change_set_id', NULL, 'draft_id', NULL, 'corrects', closed.id, 'known', tstzrange($2, NULL), 'tariff', $3::jsonb)) AS made`,
    [await entryOf(book), knownFrom, JSON.stringify(tariff)],
  );
}

const perMillion = (textInput: string, imageOutput: object) => ({
  components: [
    { meter: 'text_input', price: textInput, per: 1_000_000 },
    { meter: 'image_output', per: 1_000_000, ...imageOutput },
  ],
});

const items = 'items { edges { node { state settles was { amount } becomes { amount } chargeBecomes { amount } } } }';

async function rerate(of: 'COST' | 'CHARGE'): Promise<ShownRun & Record<string, unknown>> {
  const document = `mutation { startRerating(input: { ${ratedSpan}, of: ${of} }) { ... on ReratingRun { id } } }`;
  const { startRerating } = await asked<{ startRerating: ShownRun }>(admin, document);
  return await untilOver(admin, { query: 'reratingRun', id: startRerating.id, fields: `of proposed sums { ${sumFigures} } ${items}` });
}

async function approve(id: string): Promise<void> {
  await asked(admin, `mutation { approveRerating(id: "${id}") { __typename } }`);
  while ((await untilOver(admin, { query: 'reratingRun', id, fields: '' })).state !== 'WRITTEN');
}

const itemsOf = (run: Record<string, unknown>) => (run['items'] as { edges: { node: object }[] }).edges.map(({ node }) => node);

/** The balance of each account that a generation moved. */
async function balances(id: string): Promise<Readonly<Record<string, string>>> {
  const { rows } = await database.query<{ account: string; balance: string }>(
    `SELECT e.account, trim_scale(sum(e.amount))::text AS balance FROM ledger_tx AS t JOIN ledger_entry AS e ON e.tx_id = t.id
     WHERE t.generation_id = $1 GROUP BY e.account HAVING sum(e.amount) <> 0`,
    [id],
  );
  return Object.fromEntries(rows.map(({ account, balance }) => [account, balance]));
}

describe('A charge that was UNBILLED for want of a price', () => {
  it('is settled by a re-rating once there is one: proposed, shown, and on approval posted with its hold', async () => {
    const budget = 'setBudget(input: { book: SIMULATED, limit: { amount: "1", currency: "USD" } }) { __typename }';
    await asked(admin, `mutation { ${budget} }`);
    await correct('cost', perMillion('5', { price: '30', when: { quality: ['low'] } }), '2026-11-20T12:00:00.1Z');
    const unbilled = await generated('unbilled', 'A shell [sandbox: other-quality]');
    expect([unbilled.charge.state, unbilled.cost.state]).toEqual(['UNBILLED', 'UNBILLED']);
    const nothing = await rerate('COST');
    expect([nothing.proposed, nothing['sums']]).toEqual([0, [expect.objectContaining({ generations: 0, doubts: 1 })]]);

    await correct('cost', perMillion('5', { price: '30' }), '2026-11-20T12:00:00.2Z');
    const run = await rerate('COST');
    const [image, text] = [
      unbilled.usage.find(({ meter }) => meter === 'image_output'),
      unbilled.usage.find(({ meter }) => meter === 'text_input'),
    ];
    expect([image?.quantity, text?.quantity]).toEqual(['1129', '14']);
    // 1,129 × 30 and 14 × 5 a million.
    const settled = { was: money('0'), becomes: money('0.03394'), chargeBecomes: money('0.03394') };
    expect(itemsOf(run)).toEqual([{ state: 'PROPOSED', settles: true, ...settled }]);
    expect(await balances(unbilled.id)).toEqual({});
    await approve(run.id);
    expect(await balances(unbilled.id)).toEqual({ generation_cost: '0.03394', provider_accrued: '-0.03394' });
    const shown = `{ generation(id: "${unbilled.id}") { charge { state total { amount } } cost { state } } budgets { held { amount } spent { amount } } }`;
    expect(await asked(admin, shown)).toEqual({
      generation: { charge: { state: 'SETTLED', total: money('0.03394') }, cost: { state: 'SETTLED' } },
      budgets: [{ held: money('0'), spent: money('0.03394') }],
    });
    expect((await rerate('COST')).proposed).toBe(0);
  });
});

const softClosed = `INSERT INTO period_step VALUES ('01890000-0000-7000-8000-000000000001', 'simulated', '2026-11-01', 1, 'soft-closed', 'All agree.',
  'name:Ada', 'Ada', now())`;

describe('What callers are charged', () => {
  let sold: Generated;

  it('under the drafts of a sell book is what each would have been charged for what was delivered', async () => {
    await asked(admin, 'mutation { openSellBook(name: "list-price", forAll: true) { __typename } }');
    const id = await drafted({ entry: overCost('1.25') });
    await asked(admin, `mutation { publishPriceChangeSet(id: "${id}", rowVersion: 1) { __typename } }`);
    sold = await generated('sold');
    expect((await generated('nothing', 'A shell [sandbox: not-an-image]')).charge.state).toBe('VOID');
    const set = await drafted({ action: 'CORRECT', targetId: await entryOf('list-price'), entry: overCost('2') });
    const document = `mutation { startImpact(input: { changeSetId: "${set}", ${ratedSpan} }) { ... on ImpactRun { id } ... on Refusal { message } } }`;
    const { startImpact } = await asked<{ startImpact: ShownRun }>(admin, document);
    const run = await untilOver(admin, { query: 'impactRun', id: startImpact.id, fields: `of sums { ${sumFigures} }` });
    // The one at cost would have been 0.06788, the sold one 0.00786 instead of 0.0049125; what was not delivered stays at nothing.
    expect(run).toMatchObject({
      of: 'CHARGE',
      state: 'RATED',
      sums: [{ generations: 3, changed: 2, was: money('0.0388525'), would: money('0.07574'), difference: money('0.0368875'), unpriced: 0 }],
    });
  });

  it('does not follow the list of a provider', async () => {
    await correct('cost', perMillion('5', { price: '31' }), '2026-11-20T12:00:01Z');
    expect(await rerate('CHARGE')).toMatchObject({ of: 'CHARGE', proposed: 0 });
  });

  it('follows a mistake in the sell book once that is approved: what was too much is given back, over the cost that was pinned', async () => {
    await correct('list-price', { basedOn: { book: 'cost', multiply: '1.1' }, components: [] }, '2026-11-20T12:00:02Z');
    const run = await rerate('CHARGE');
    // 12 × 5.5 and 129 × 33 a million are 0.004323.
    expect(itemsOf(run)).toEqual([
      { state: 'PROPOSED', settles: false, was: money('0.0049125'), becomes: money('0.004323'), chargeBecomes: null },
    ]);
    await approve(run.id);
    const cost = { generation_cost: '0.00393', provider_accrued: '-0.00393' };
    const atFirst = { workspace_receivable: '0.0049125', revenue: '-0.0049125' };
    expect(await balances(sold.id)).toEqual({ ...cost, ...atFirst, revenue_refund: '0.0005895', workspace_credit: '-0.0005895' });
    expect((await rerate('CHARGE')).proposed).toBe(0);
  });

  it('and what was too little is owed besides, compared with all that was given back', async () => {
    await correct('list-price', { components: [{ meter: 'image', price: '0.02', per: 1 }] }, '2026-11-20T12:00:03Z');
    const run = await rerate('CHARGE');
    expect(itemsOf(run)).toMatchObject([{ was: money('0.004323'), becomes: money('0.02') }]);
    await approve(run.id);
    const owed = { workspace_receivable: '0.0205895', revenue: '-0.0205895', revenue_refund: '0.0005895', workspace_credit: '-0.0005895' };
    expect(await balances(sold.id)).toMatchObject(owed);
    const recomputed = '{ recompute(from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z") { differences { stored recomputed } } }';
    expect(await asked(admin, recomputed)).toEqual({ recompute: { differences: [] } });
  });

  it('lands in the first open month where that of its work is closed, and names it', async () => {
    world.setNow('2026-12-02T12:00:00Z');
    await database.query(softClosed);
    for (const statement of hardClosed('2026-11-01')) await database.query(statement);
    await correct('list-price', { components: [{ meter: 'image', price: '0.03', per: 1 }] }, '2026-12-02T12:00:00Z');
    await approve((await rerate('CHARGE')).id);
    const { rows } = await database.query(
      `SELECT accounting_date::text, (service_at AT TIME ZONE 'UTC')::date::text AS served FROM ledger_tx WHERE generation_id = $1 ORDER BY recorded_at DESC, id DESC LIMIT 1`,
      [sold.id],
    );
    expect(rows).toEqual([{ accounting_date: '2026-12-01', served: '2026-11-20' }]);
    expect((await balances(sold.id))['revenue']).toBe('-0.0305895');
  });
});
