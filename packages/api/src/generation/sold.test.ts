import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, withKey, type Asker } from '../../../../test/world/askers.ts';
import { generationFields, type Generated } from '../../../../test/world/generation-document.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

// A margin of a quarter over cost: text input 5.00 × 1.25 = 6.25 and image output 30.00 × 1.25 = 37.50 per million.
// 976x704 at low is 129 image tokens, the prompt 12 text tokens: cost 0.00006 + 0.00387, price 0.000075 + 0.0048375.
const margin = { basedOn: { book: 'cost', multiply: '1.25' }, components: [] };
const flat = { components: [{ meter: 'image', price: '0.02', per: 1 }] };
const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704', quality: 'low' };

let world: World;
let app: Asker;
let own: Asker;
beforeAll(async () => {
  world = await startWorld();
  own = anonymous(world);
  app = await keyOf('APP');
  await asked(own, 'mutation { openSellBook(name: "list-price", forAll: true) { __typename } }');
  await publishMargin();
  for (const [counts, scope] of [
    ['COST', 'scope: WORKSPACE'],
    ['SELL_PRICE', `scope: API_KEY, scopeId: "${await keyId()}"`],
  ]) {
    const input = `{ book: SIMULATED, counts: ${counts}, ${scope}, limit: { amount: "0.02", currency: "USD" } }`;
    await asked(own, `mutation { setBudget(input: ${input}) { ... on Budget { id } ... on Refusal { message } } }`);
  }
});
afterAll(() => world.close());

async function keyOf(...roles: string[]): Promise<Asker> {
  const document =
    'mutation ($roles: [Role!]!) { createApiKey(input: { name: "one", roles: $roles }) { ... on CreatedApiKey { secret } } }';
  return withKey(world, (await asked<{ createApiKey: { secret: string } }>(own, document, { roles })).createApiKey.secret);
}

async function keyId(): Promise<string> {
  return (await asked<{ apiKeys: { id: string }[] }>(own, '{ apiKeys { id } }')).apiKeys[0]?.id ?? '';
}

/** The margin comes into force as every price does: drafted and published. */
async function publishMargin(): Promise<void> {
  const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from: '2026-11-20T12:00:00Z' };
  const drafts = [{ entry: { ...key, ...margin, source: 'our list', checkedOn: '2026-11-20', note: 'between us' } }];
  const made = `mutation ($drafts: [PriceDraftInput!]!) { made: createPriceChangeSet(input: { book: "list-price", title: "A quarter", drafts: $drafts }) {
    ... on PriceChangeSet { id } } }`;
  const { id } = (await asked<{ made: { id: string } }>(own, made, { drafts })).made;
  const document = `mutation { publishPriceChangeSet(id: "${id}", rowVersion: 1) { ... on PriceChangeSet { state } ... on Refusal { code } } }`;
  expect(await asked(own, document)).toEqual({ publishPriceChangeSet: { state: 'PUBLISHED' } });
}

/** Puts an entry of gpt-image-2 at openai into a book as its publication would. */
async function price(book: string, tariff: object): Promise<void> {
  await world.sql(`INSERT INTO price_entry (id, book_id, provider, model, mode, currency, kind, tariff, valid, known, note)
    SELECT gen_random_uuid(), id, 'openai', 'gpt-image-2', 'realtime', 'USD', 'metered', '${JSON.stringify(tariff)}', '[2026-11-20,)', '[2026-11-20,)', 'between us'
    FROM price_book WHERE name = '${book}'`);
}

async function generated(
  requestKey: string,
  more: object = {},
  asker = app,
): Promise<Generated & { readonly quote: { readonly best: object } }> {
  const document = `mutation ($input: GenerateInput!) { generate(input: $input) { ... on Generation { ${generationFields}
    quote { best { expected { amount } priceEntry { book tariff note source } lines { meter unitPrice } } } } ... on Refusal { code message details } } }`;
  const input = { requestKey, request: { ...request, ...more }, providers: ['openai'] };
  return (await asked<{ generate: Generated & { quote: { best: object } } }>(asker, document, { input })).generate;
}

async function balances(id: string): Promise<readonly (readonly string[])[]> {
  const document = `{ ledgerEntries(filter: { generation: "${id}" }) { edges { node { account meter amount { amount } } } } }`;
  type Entries = { ledgerEntries: { edges: { node: { account: string; meter: string; amount: { amount: string } } }[] } };
  return (await asked<Entries>(own, document)).ledgerEntries.edges.map(({ node }) => [node.account, node.meter, node.amount.amount]);
}

const spent = async () => (await asked<{ budgets: object[] }>(own, '{ budgets { counts held { amount } spent { amount } } }')).budgets;

describe('At a sell price', () => {
  it('an offer is at the price, the charge by the pinned sell entry, the cost by that in force; both are posted on delivery', async () => {
    const { id, quote, charge, variance } = (await generated('sold')) as Generated & { quote: { best: object }; variance: object };
    const entry = { book: 'list-price', tariff: { components: expect.any(Array) as unknown[] }, note: null, source: null };
    expect(quote.best).toEqual({
      expected: { amount: '0.0049125' },
      priceEntry: entry,
      lines: [
        { meter: 'text_input', unitPrice: '6.25' },
        { meter: 'image_output', unitPrice: '37.5' },
      ],
    });
    expect([charge.state, charge.total?.amount, variance]).toEqual(['SETTLED', '0.0049125', { amount: '0', currency: 'USD' }]);
    expect(await balances(id)).toEqual([
      ['generation_cost', 'text_input', '0.00006'],
      ['provider_accrued', 'text_input', '-0.00006'],
      ['generation_cost', 'image_output', '0.00387'],
      ['provider_accrued', 'image_output', '-0.00387'],
      ['workspace_receivable', 'text_input', '0.000075'],
      ['revenue', 'text_input', '-0.000075'],
      ['workspace_receivable', 'image_output', '0.0048375'],
      ['revenue', 'image_output', '-0.0048375'],
    ]);
    expect(await spent()).toEqual([
      { counts: 'COST', held: { amount: '0' }, spent: { amount: '0.00393' } },
      { counts: 'SELL_PRICE', held: { amount: '0' }, spent: { amount: '0.0049125' } },
    ]);
  });

  it('what it cost is seen by operator, finance, auditor and admin, and by nobody else', async () => {
    const { id } = await generated('seen', {}, own);
    const query = `{ generation(id: "${id}") { charge { total { amount } } cost { state total { amount } lines { meter } priceEntry { id } } }
      priceEntries { totalCount } priceSheet { entryCount } priceBooks { name }
      priceEntryInForce(provider: "openai", model: "gpt-image-2") { id }
      sold: priceEntryInForce(provider: "openai", model: "gpt-image-2", book: "list-price") { components { price } tariff note } }`;
    const unseen = { state: 'SETTLED', total: null, lines: [], priceEntry: null };
    const sold = { components: [{ price: '6.25' }, { price: '1.5625' }, { price: '10' }, { price: '2.5' }, { price: '37.5' }], note: null };
    expect(await asked(await keyOf('APPROVER'), query)).toMatchObject({
      generation: { charge: { total: { amount: '0.0049125' } }, cost: unseen },
      priceEntries: { totalCount: 1 },
      priceSheet: { entryCount: 0 },
      priceBooks: [{ name: 'list-price' }],
      priceEntryInForce: null,
      sold: { ...sold, tariff: { components: sold.components } },
    });
    const seen = { state: 'SETTLED', total: { amount: '0.00393' }, lines: [{ meter: 'text_input' }, { meter: 'image_output' }] };
    for (const role of ['OPERATOR', 'FINANCE', 'AUDITOR', 'ADMIN']) {
      expect(await asked(await keyOf(role), query)).toMatchObject({
        generation: { cost: { ...seen, priceEntry: { id: expect.any(String) as string } } },
        priceEntries: { totalCount: 16 },
        sold: { note: 'between us', tariff: margin },
      });
    }
  });

  it('nothing delivered is nothing charged, though the provider takes its cost', async () => {
    const { id, status, charge } = await generated('no image', { prompt: `${request.prompt} [sandbox: not-an-image]` });
    expect([status, charge.state, charge.total]).toEqual(['FAILED', 'VOID', { amount: '0', currency: 'USD' }]);
    const accounts = (await balances(id)).map(([account]) => account);
    expect(new Set(accounts)).toEqual(new Set(['undelivered_cost', 'provider_accrued']));
  });

  it('a doubt that a statement settles posts its cost, and charges nothing for what never arrived', async () => {
    const { id, attempts, charge } = await generated('lost', { prompt: `${request.prompt} [sandbox: server-error-billed]` });
    expect(charge.state).toBe('IN_DOUBT');
    const usage = '[{ meter: "text_input", quantity: "12" }, { meter: "image_output", quantity: "129" }]';
    const line = `{ clientRequestId: "${attempts[0]?.clientRequestId}", servedAt: "2026-11-20T12:00:00Z", amount: { amount: "0.00393", currency: "USD" }, usage: ${usage} }`;
    const input = `{ provider: "openai", book: SIMULATED, from: "2026-11-20T00:00:00Z", until: "2026-11-21T00:00:00Z", lines: [${line}] }`;
    await asked(own, `mutation { resolveDoubts(input: ${input}) { ... on DoubtResolution { settled } } }`);
    expect(await asked(own, `{ generation(id: "${id}") { charge { state total { amount } } cost { state total { amount } } } }`)).toEqual({
      generation: { charge: { state: 'VOID', total: { amount: '0' } }, cost: { state: 'SETTLED', total: { amount: '0.00393' } } },
    });
    expect((await spent())[1]).toMatchObject({ held: { amount: '0' }, spent: { amount: '0.0049125' } });
  });

  it('a budget of costs refuses what does not fit it without saying what it has left', async () => {
    const refusal = await generated('too dear', { quality: 'high', size: '1024x1024' });
    expect(refusal).toEqual({
      code: 'BUDGET_EXCEEDED',
      message: 'The budget has too little left for this: ask for less, or have the budget raised.',
      details: { scope: 'workspace' },
    });
  });

  it('what has no sell price is not sold', async () => {
    const document = `mutation ($input: QuoteInput!) { quote(input: $input) { ... on Quote { best { provider } refusedProviders { provider refusal { code } } } } }`;
    expect(await asked(app, document, { input: { request } })).toEqual({
      quote: {
        best: { provider: 'openai' },
        refusedProviders: [
          { provider: 'piapi', refusal: { code: 'NO_PRICE_IN_FORCE' } },
          { provider: 'smartaipi', refusal: { code: 'NO_PRICE_IN_FORCE' } },
        ],
      },
    });
  });

  it('the book of a workspace goes before the one for all, and a quote keeps the price it was made at', async () => {
    const document = 'mutation ($input: QuoteInput!) { quote(input: $input) { ... on Quote { id best { expected { amount } } } } }';
    type Quoted = { quote: { id: string; best: { expected: { amount: string } } } };
    const { quote } = await asked<Quoted>(own, document, { input: { request } });
    await asked(own, 'mutation { openSellBook(name: "ours") { __typename } }');
    await price('ours', flat);
    expect((await asked<Quoted>(own, document, { input: { request } })).quote.best.expected.amount).toBe('0.02');
    const executed = `mutation { generate(input: { requestKey: "kept", quoteId: "${quote.id}" }) { ... on Generation { charge { total { amount } } cost { total { amount } } } } }`;
    expect(await asked(own, executed)).toEqual({
      generate: { charge: { total: { amount: '0.0049125' } }, cost: { total: { amount: '0.00393' } } },
    });
  });

  it('the margin is what is left of the charges, and every line is rated again to the same digits', async () => {
    const { margin: left } = await asked<{ margin: { edges: { node: object }[] } }>(
      own,
      `{ margin(by: [MODEL, WORKSPACE, MONTH], from: "2026-11-01", until: "2026-12-01", book: SIMULATED) {
        edges { node { keys { label } revenue { amount } cost { amount } margin { amount } } } } }`,
    );
    expect(left.edges.map(({ node }) => node)).toEqual([
      {
        keys: [{ label: 'gpt-image-2' }, { label: 'default' }, { label: '2026-11' }],
        revenue: { amount: '0.0147375' },
        cost: { amount: '0.019685' },
        margin: { amount: '-0.0049475' },
      },
    ]);
    expect(
      await asked(own, '{ recompute(from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z") { lines differences { stored } } }'),
    ).toEqual({
      recompute: { lines: 32, differences: [] },
    });
  });
});

describe('What was sold', () => {
  it('both sides are given back at most as far as they stand, above an amount once another has approved it', async () => {
    const { id } = await generated('sold');
    const answer = '... on Refund { id kind state decidedBy } ... on Refusal { code message }';
    const done = async (mutation: string, fields: string, asker = own) =>
      Object.values(await asked<object>(asker, `mutation { ${mutation} { ${fields} } }`))[0] as object;
    const given = (amount: string) =>
      `(input: { generationId: "${id}", amount: "${amount}", currency: "USD", happenedAt: "2026-11-20T12:00:00Z", reference: "Credit note 7" })`;
    expect(await done(`refundSale${given('0.005')}`, answer)).toEqual({
      code: 'INVALID_PAYMENT',
      message: 'Of it 0.0049125 USD is left: no more is given back.',
    });
    await asked(own, 'mutation { setRefundTwoPeopleAbove(amount: "0.003") }');
    expect(await done(`recordRefund${given('0.0029')}`, '__typename')).toEqual({ __typename: 'ProviderPayment' });
    const proposed = (await done(`refundSale${given('0.0049125')}`, answer)) as { readonly id: string };
    expect(proposed).toMatchObject({ kind: 'SALE', state: 'PROPOSED', decidedBy: null });
    expect(await asked(own, '{ refunds { id } }')).toEqual({ refunds: [{ id: proposed.id }] });
    expect(await done(`approveRefund(id: "${proposed.id}")`, answer)).toMatchObject({ code: 'OWN_REFUND' });
    expect((await balances(id)).map(([account]) => account)).not.toContain('workspace_credit');
    const approved = await done(`approveRefund(id: "${proposed.id}")`, answer, await keyOf('APPROVER'));
    expect(approved).toMatchObject({ state: 'RECORDED', decidedBy: 'one' });
    const plain = (await balances(id)).filter(([, meter]) => meter === null);
    expect(plain).toEqual(
      expect.arrayContaining([
        ['generation_cost', null, '-0.0029'],
        ['provider_payable', null, '0.0029'],
        ['revenue_refund', null, '0.0049125'],
        ['workspace_credit', null, '-0.0049125'],
      ]),
    );
    expect(await done(`refundSale${given('0.000000000001')}`, answer)).toMatchObject({
      message: 'Of it 0 USD is left: no more is given back.',
    });
    expect(await done(`recordRefund${given('0.00104')}`, answer)).toMatchObject({
      message: 'Of it 0.00103 USD is left: no more is given back.',
    });
    expect(
      await world.sql(`SELECT lock_generation(workspace_id, generation_id, id) FROM provider_attempt WHERE generation_id = '${id}'`),
    ).toBe(1);
  });
});
