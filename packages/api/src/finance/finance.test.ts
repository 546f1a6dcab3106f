import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDocument, type Generated } from '../../../../test/world/generation-document.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;

/**
 * In October one image at openai for 12 × 5 + 129 × 30 a million, which is 0.00393. In November three of them in one generation, 0.01179, of which the first
 * is accepted and the second rejected; one at a flat 0.003; and one in doubt.
 */
beforeAll(async () => {
  world = await startWorld({ now: '2026-10-10T12:00:00Z' });
  await generate('october');
  world.setNow('2026-11-20T12:00:00Z');
  const id = await generate('three', { n: 3 });
  for (const [index, outcome] of [
    [0, 'ACCEPTED'],
    [1, 'REJECTED'],
  ]) {
    await world.ask(`mutation { recordOutcome(generationId: "${id}", index: ${index}, outcome: ${outcome}) { __typename } }`);
  }
  await generate('flat', { size: '1024x1024' }, 'smartaipi');
  await generate('doubt', { prompt: 'A shell [sandbox: server-error-billed]' });
});
afterAll(() => world.close());

async function generate(requestKey: string, more: object = {}, provider = 'openai'): Promise<string> {
  const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704', quality: 'low', ...more };
  return (await world.ask<{ generate: Generated }>(generateDocument, { input: { requestKey, request, providers: [provider] } })).generate
    .id;
}

const november = 'from: "2026-11-01", until: "2026-12-01", book: SIMULATED';
const usd = (amount: string) => ({ amount, currency: 'USD' });
const asked = async <T = unknown>(query: string): Promise<T> => Object.values(await world.ask<Record<string, T>>(`{ ${query} }`))[0] as T;
/** The nodes of a list. */
const listed = async <T = object>(query: string, fields: string): Promise<T[]> =>
  (await asked<{ edges: { node: T }[] }>(`${query} { edges { node { ${fields} } } }`)).edges.map(({ node }) => node);

describe('Spending', () => {
  it('is grouped by several dimensions at once, and the groups sum to the whole', async () => {
    const fields =
      'edges { node { keys { value } amount { amount currency } quantity lines images generations } } totalCount totals { amount { amount } lines }';
    expect(await asked(`spend(by: [PROVIDER, OUTCOME], ${november}) { ${fields} }`)).toEqual({
      edges: [
        {
          node: {
            keys: [{ value: 'openai' }, { value: 'accepted' }],
            amount: usd('0.00393'),
            quantity: '141',
            lines: 2,
            images: 1,
            generations: 1,
          },
        },
        {
          node: {
            keys: [{ value: 'openai' }, { value: 'rejected' }],
            amount: usd('0.00393'),
            quantity: '141',
            lines: 0,
            images: 1,
            generations: 0,
          },
        },
        {
          node: {
            keys: [{ value: 'openai' }, { value: null }],
            amount: usd('0.00393'),
            quantity: '141',
            lines: 0,
            images: 1,
            generations: 0,
          },
        },
        {
          node: {
            keys: [{ value: 'smartaipi' }, { value: null }],
            amount: usd('0.003'),
            quantity: '1',
            lines: 1,
            images: 1,
            generations: 1,
          },
        },
      ],
      totalCount: 4,
      totals: [{ amount: { amount: '0.01479' }, lines: 3 }],
    });
  });

  it('comes in pages, by day or month, of what is chosen', async () => {
    const span = 'from: "2026-10-01", until: "2026-12-01", book: SIMULATED';
    const page = (more: string) =>
      asked(
        `spend(by: [MONTH, METER], ${span}, order: KEYS, first: 2, ${more}) { edges { cursor node { keys { value } amount { amount } } } pageInfo { hasNextPage endCursor } }`,
      );
    const first = (await page('')) as { edges: { cursor: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    expect(first.edges).toMatchObject([
      { node: { keys: [{ value: '2026-10' }, { value: 'image_output' }], amount: { amount: '0.00387' } } },
      {},
    ]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    await expect(page('after: "bm9uZQ"')).rejects.toThrow('A cursor is the endCursor of the page before, unchanged.');
    const second = await page(`after: "${first.pageInfo.endCursor}"`);
    expect(second).toMatchObject({
      edges: [
        { node: { keys: [{ value: '2026-11' }, { value: 'image' }] } },
        { node: { keys: [{ value: '2026-11' }, { value: 'image_output' }] } },
      ],
    });
    expect(
      await asked(
        `spend(by: [DAY], ${span}, where: [{ dimension: KEY, values: [null] }, { dimension: MODEL, values: ["gpt-image-2"] }]) { edges { node { keys { value } amount { amount } } } }`,
      ),
    ).toEqual({
      edges: [
        { node: { keys: [{ value: '2026-11-20' }], amount: { amount: '0.01479' } } },
        { node: { keys: [{ value: '2026-10-10' }], amount: { amount: '0.00393' } } },
      ],
    });
  });

  it('is re-derived from its lines, down to the generation', async () => {
    const rejected = '[{ dimension: OUTCOME, values: ["rejected"] }]';
    const lines = await asked<{ edges: { node: { amount: { amount: string }; generation: string } }[] }>(
      `spendLines(${november}, where: ${rejected}) { edges { cursor node { generation meter quantity account priceEntry amount { amount } } } pageInfo { hasNextPage } }`,
    );
    expect(lines.edges.map(({ node }) => node)).toMatchObject([
      { meter: 'text_input', account: 5100, amount: { amount: '0.00006' }, quantity: '12' },
      { meter: 'image_output', account: 5100, amount: { amount: '0.00387' }, quantity: '129' },
    ]);
    const page = await asked<{ edges: { cursor: string }[]; pageInfo: object }>(
      `spendLines(${november}, first: 1) { edges { cursor } pageInfo { hasNextPage } }`,
    );
    expect(page.pageInfo).toEqual({ hasNextPage: true });
    expect(
      await asked(
        `spendLines(${november}, after: "${page.edges[0]?.cursor}") { edges { node { amount { amount } } } pageInfo { hasNextPage } }`,
      ),
    ).toMatchObject({ edges: [{}, {}], pageInfo: { hasNextPage: false } });
  });
});

describe('What follows from spending', () => {
  it('is forecast from the days that are over: 0.01479 in 20 days of November are 0.022185 for all 30', async () => {
    expect(
      await asked('spendForecast(book: SIMULATED) { month spent { amount } forecast { amount } daysOver monthBefore { amount } }'),
    ).toEqual([
      { month: '2026-11', spent: { amount: '0.01479' }, forecast: { amount: '0.01479' }, daysOver: 19, monthBefore: { amount: '0.00393' } },
    ]);
    world.setNow('2026-11-21T12:00:00Z');
    expect(await asked('spendForecast(book: SIMULATED) { forecast { amount } daysOver }')).toEqual([
      { forecast: { amount: '0.022185' }, daysOver: 20 },
    ]);
    world.setNow('2026-11-20T12:00:00Z');
  });

  it('moved by volume, mix and rate, which sum to the difference', async () => {
    const parts =
      'before { amount } after { amount } difference { amount } volume { amount } mix { amount } rate { amount } other { amount }';
    const [moved] = await asked<{ total: object; groups: object[] }[]>(
      `spendMovement(beforeFrom: "2026-10-01", beforeUntil: "2026-11-01", ${november}) { total { ${parts} } groups { model meter ${parts} } }`,
    );
    expect(moved?.total).toEqual(
      Object.fromEntries(
        Object.entries({
          before: '0.00393',
          after: '0.01479',
          difference: '0.01086',
          volume: '0.01086',
          mix: '0',
          rate: '0',
          other: '0',
        }).map(([name, amount]) => [name, { amount }]),
      ),
    );
    expect(moved?.groups).toMatchObject([
      { meter: 'image_output', volume: { amount: '0.00774' } },
      { meter: 'image' },
      { meter: 'text_input' },
    ]);
  });

  it('is 0.01179 for the one image that was accepted of three, and a third of that was for one that was rejected', async () => {
    const figure = 'keys { value } cost { amount } images acceptedImages costPerAcceptedImage { amount }';
    expect(await listed(`costPerAcceptedImage(by: [PROVIDER], ${november})`, figure)).toEqual([
      {
        keys: [{ value: 'openai' }],
        cost: { amount: '0.01179' },
        images: 3,
        acceptedImages: 1,
        costPerAcceptedImage: { amount: '0.01179' },
      },
      { keys: [{ value: 'smartaipi' }], cost: { amount: '0.003' }, images: 1, acceptedImages: 0, costPerAcceptedImage: null },
    ]);
    expect(
      await listed(`waste(by: [], ${november})`, 'cost { amount } undelivered { amount } rejected { amount } wasted { amount }'),
    ).toEqual([
      { cost: { amount: '0.01479' }, undelivered: { amount: '0' }, rejected: { amount: '0.00393' }, wasted: { amount: '0.00393' } },
    ]);
  });

  it('leaves out what nobody knows yet, which waits in a queue with its age', async () => {
    world.setNow('2026-11-20T13:00:00Z');
    const [queue] = await asked<object[]>('chargeQueues(book: SIMULATED) { state count oldest expected { amount } unknown }');
    expect(queue).toMatchObject({ state: 'IN_DOUBT', count: 1, oldest: '2026-11-20T12:00:00Z', unknown: 0 });
    expect(
      await asked(
        'chargeQueue(state: IN_DOUBT, book: SIMULATED) { edges { node { state provider model ageSeconds } } pageInfo { hasNextPage } }',
      ),
    ).toEqual({
      edges: [{ node: { state: 'IN_DOUBT', provider: 'openai', model: 'gpt-image-2', ageSeconds: 3600 } }],
      pageInfo: { hasNextPage: false },
    });
    expect(await asked('chargeQueue(state: UNBILLED, book: SIMULATED) { edges { cursor } }')).toEqual({ edges: [] });
    const young = { fromDays: 0, untilDays: 4, count: 1, ceiling: { amount: '0.00395' } };
    expect(await asked('chargeAges(book: SIMULATED) { fromDays untilDays count ceiling { amount } }')).toEqual([young]);
  });
});

describe('What was paid', () => {
  it('is held against the quotes: 0.01191 expected, 0.01179 billed; the doubt is not billed yet', async () => {
    await world.sql(`SET session_replication_role = replica; UPDATE quote_offer SET floor = 0.01191, expected = 0.01191, ceiling = 0.01191
      WHERE expected = 0.01179`);
    const fields = 'provider generations bias { amount } biasShare spread histogram { from until generations }';
    const [openai, smartaipi] = await listed<{ histogram: { generations: number }[] }>(`quoteAgainstBill(${november})`, fields);
    expect(openai).toMatchObject({
      provider: 'openai',
      generations: 1,
      bias: { amount: '-0.00012' },
      biasShare: '-0.010076',
      spread: Array(3).fill('-0.010076'),
    });
    expect(openai?.histogram.filter(({ generations }) => generations > 0)).toEqual([{ from: '-0.05', until: '-0.01', generations: 1 }]);
    expect(smartaipi).toMatchObject({ bias: { amount: '0' }, biasShare: '0' });
  });

  it('is held against the list, and against cheaper offers, of which a quote of one provider has none', async () => {
    const rates = await listed(`effectiveRates(${november})`, 'provider meter unitCost { amount } listCost { amount }');
    expect(rates[0]).toEqual({
      provider: 'openai',
      meter: 'image_output',
      unitCost: { amount: '0.00003' },
      listCost: { amount: '0.01161' },
    });
    expect(await listed(`savingsForgone(${november})`, 'provider')).toEqual([]);
    expect(await listed(`retries(${november})`, 'attempts retries unknown')).toMatchObject([{ attempts: 2, retries: 0, unknown: 1 }, {}]);
  });
});
