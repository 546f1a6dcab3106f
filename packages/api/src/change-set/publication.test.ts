import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, withKey, type Asker } from '../../../../test/world/askers.ts';
import { draft, publish, raised, submit, type ShownSet } from '../../../../test/world/change-sets.ts';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let ada: Asker;
let ben: Asker;

const createKey = `mutation ($name: String!, $roles: [Role!]!) { createApiKey(input: { name: $name, roles: $roles }) { ... on CreatedApiKey { secret } } }`;
const keyOf = async (name: string, ...roles: readonly string[]) => {
  const made = await asked<{ createApiKey: { secret: string } }>(anonymous(world), createKey, { name, roles });
  return withKey(world, made.createApiKey.secret);
};

beforeAll(async () => {
  world = await startWorld();
  ada = await keyOf('Ada', 'OPERATOR', 'APPROVER');
  ben = await keyOf('Ben', 'OPERATOR', 'APPROVER');
  await asked(anonymous(world), 'mutation { setTwoPeoplePublish(required: true) }');
});
afterAll(() => world.close());

interface Entry {
  readonly id: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly components: readonly { readonly meter: string; readonly price: string }[];
}
/** The price of image output in force at an instant, as known now or at another, and the id of its entry. */
async function inForce(at: string, knownAt?: string): Promise<readonly [string | undefined, string | undefined]> {
  const document = `query ($at: DateTime!, $knownAt: DateTime) { found: priceEntryInForce(provider: "openai", model: "gpt-image-2", at: $at, knownAt: $knownAt) { id components { meter price } } }`;
  const { found } = await asked<{ found: Entry | null }>(ada, document, { at, knownAt });
  return [found?.components.find(({ meter }) => meter === 'image_output')?.price, found?.id];
}

describe('From a draft to the ledger', () => {
  let reviewed: ShownSet;

  it('a draft with a problem is not published, and one that must be confirmed only by its name', async () => {
    const commas = await submit(ada, await draft(ada, [raised('2026-11-20T12:10:00Z', '6,000')]));
    expect(await publish(ben, commas)).toMatchObject({ code: 'DRAFT_INCOMPLETE' });
    const units = await submit(ada, await draft(ada, [raised('2026-11-20T12:10:00Z', '0.00006')]));
    const [problem] = units.problems;
    expect(await publish(ben, units)).toMatchObject({ code: 'PROBLEMS_UNCONFIRMED', accepted: units.problems.map(({ name }) => name) });
    expect(problem?.message).toBe('image_output would cost 1/500000 of the price before it: confirm it, or check the units.');
  });

  it('no approval can be stolen: not by who wrote it, not without the role, not of another row version, not before it is submitted', async () => {
    const drafted = await draft(ada, [raised('2026-11-20T12:10:00Z')]);
    expect(await publish(ben, drafted)).toMatchObject({ code: 'CHANGE_SET_NOT_SUBMITTED' });
    reviewed = await submit(ada, drafted);
    expect(await publish(ada, reviewed)).toMatchObject({ code: 'OWN_CHANGE_SET' });
    const second = await keyOf('Ada, at night', 'APPROVER');
    await world.sql(`UPDATE api_key SET holder = (SELECT holder FROM api_key WHERE name = 'Ada') WHERE name = 'Ada, at night'`);
    expect(await publish(second, reviewed)).toMatchObject({ code: 'OWN_CHANGE_SET' });
    expect(await publish(await keyOf('Eve', 'OPERATOR'), reviewed)).toMatchObject({ code: 'FORBIDDEN', accepted: ['approver', 'admin'] });
    expect(await publish(ben, { ...reviewed, rowVersion: 1 })).toMatchObject({ code: 'STALE_DRAFT' });
    expect(await publish(ben, reviewed, { fingerprint: 'another' })).toMatchObject({
      code: 'STALE_DRAFT',
      accepted: [reviewed.fingerprint],
    });
    for (const herself of ['writers[1]', `(SELECT 'key:' || id FROM api_key WHERE name = 'Ada, at night')`]) {
      const past = `UPDATE price_change_set SET state = 'published', row_version = row_version + 1, approver = ${herself}, approver_name = 'Ada',
                    published_at = now(), known_from = now() WHERE id = '${reviewed.id}'`;
      await expect(world.sql(past)).rejects.toThrow('its book asks for two people');
    }
  });

  it('a second person publishes it, the quote changes at the instant, and the ledger cites the new entry', async () => {
    expect(await publish(ben, reviewed, { fingerprint: reviewed.fingerprint })).toMatchObject({
      state: 'PUBLISHED',
      approver: 'Ben',
      problems: [],
      diff: [
        {
          sentences: [
            expect.stringContaining(
              'A new price applies from 2026-11-20T12:10:00Z on. image_output: 30 per 1000000 becomes 60 per 1000000, 100.0% more.',
            ),
            'The price known from 2026-04-21 on applies from 2026-04-21 until 2026-11-20T12:10:00Z.',
          ],
        },
      ],
    });
    const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low' };
    const quote = `mutation ($input: QuoteInput!) { quote(input: $input) { ... on Quote { best { expected { amount } priceEntry { id } } } } }`;
    const quoted = async () =>
      (
        await world.ask<{ quote: { best: { expected: { amount: string }; priceEntry: { id: string } } } }>(quote, {
          input: { request, providers: ['openai'] },
        })
      ).quote.best;
    world.setNow('2026-11-20T12:09:59Z');
    expect((await quoted()).expected.amount).toBe('0.00594');
    world.setNow('2026-11-20T12:10:00Z');
    const [, newEntry] = await inForce('2026-11-20T12:10:00Z');
    expect(await quoted()).toEqual({ expected: { amount: '0.01182' }, priceEntry: { id: newEntry } });
    await world.ask(generateDocument, { input: { requestKey: 'at the new price', request, providers: ['openai'] } });
    expect(await world.sql(`SELECT FROM ledger_entry WHERE meter = 'image_output' AND price_entry_id = '${newEntry}'`)).toBe(2);
  });

  it('what was published stands', async () => {
    expect(await publish(ben, { ...reviewed, rowVersion: 3 })).toMatchObject({ code: 'CHANGE_SET_CLOSED' });
    await expect(world.sql(`UPDATE price_change_set SET state = 'draft', row_version = 4 WHERE id = '${reviewed.id}'`)).rejects.toThrow(
      'that stands',
    );
    await expect(world.sql(`UPDATE price_draft SET position = 9 WHERE change_set_id = '${reviewed.id}'`)).rejects.toThrow(
      'A draft is written while',
    );
  });
});

describe('A scheduled entry', () => {
  it('is withdrawn, and what it had cut is what it was', async () => {
    const before = await inForce('2027-05-01T00:00:00Z');
    await publish(ben, await submit(ada, await draft(ada, [raised('2027-01-01', '90')])));
    const [price, scheduled] = await inForce('2027-05-01T00:00:00Z');
    expect(price).toBe('90');
    const withdrawal = await submit(ada, await draft(ada, [{ action: 'WITHDRAW', targetId: scheduled }]));
    expect(withdrawal.diff[0]?.sentences).toEqual([
      'The price known from 2026-11-20T12:10:00Z until 2027-01-01 applies from 2026-11-20T12:10:00Z on.',
      'The price known from 2027-01-01 on no longer applies at all.',
    ]);
    expect(await publish(ben, withdrawal)).toMatchObject({ state: 'PUBLISHED' });
    expect((await inForce('2027-05-01T00:00:00Z'))[0]).toBe(before[0]);
    const again = await draft(ada, [{ action: 'WITHDRAW', targetId: scheduled }]);
    expect(again.problems).toMatchObject([{ code: 'PRICE_ENTRY_NOT_KNOWN' }]);
  });

  it('that was corrected is withdrawn together with its mistake', async () => {
    await publish(ben, await submit(ada, await draft(ada, [raised('2027-01-01', '90')])));
    const [, mistaken] = await inForce('2027-05-01T00:00:00Z');
    await publish(ben, await submit(ada, await draft(ada, [{ ...raised('2027-01-01', '91'), action: 'CORRECT', targetId: mistaken }])));
    const [price, corrected] = await inForce('2027-05-01T00:00:00Z');
    expect(price).toBe('91');
    await publish(ben, await submit(ada, await draft(ada, [{ action: 'WITHDRAW', targetId: corrected }])));
    expect((await inForce('2027-05-01T00:00:00Z'))[0]).toBe('60');
  });
});

it('A correction answers what we believed on one day about another', async () => {
  world.setNow('2026-12-05T00:00:00Z');
  const [, believed] = await inForce('2026-05-01T00:00:00Z');
  const { entry } = raised('2026-04-21', '31');
  const correction = { entry: { ...entry, until: '2026-11-20T12:10:00Z' }, action: 'CORRECT', targetId: believed };
  expect(await publish(ben, await submit(ada, await draft(ada, [correction])))).toMatchObject({ state: 'PUBLISHED' });
  expect((await inForce('2026-05-01T00:00:00Z', '2026-12-04T00:00:00Z'))[0]).toBe('30');
  expect((await inForce('2026-05-01T00:00:00Z', '2026-12-05T00:00:00Z'))[0]).toBe('31');
  expect((await inForce('2026-05-01T00:00:00Z'))[0]).toBe('31');
});

it('Of two that are published at once, the second does not do what nobody reviewed', async () => {
  const [first, second] = [
    await submit(ada, await draft(ada, [raised('2028-01-01', '65')])),
    await submit(ada, await draft(ada, [raised('2028-02-01', '66')])),
  ];
  const both = await Promise.all([first, second].map((set) => publish(ben, set, { fingerprint: set.fingerprint })));
  expect(both.map(({ state, code }) => state ?? code).toSorted()).toEqual(['PUBLISHED', 'STALE_DRAFT']);
});

describe('What was published can be looked back on', () => {
  it('as a timeline, by the time prices apply and by the time we knew them', async () => {
    const document = `query ($knownAt: DateTime) { priceTimeline(provider: "openai", model: "gpt-image-2", knownAt: $knownAt) {
      entries { state entry { validFrom knownUntil } differences { sentence } } history { knownFrom changeSetId added { id } closed { id } } } }`;
    interface Timeline {
      readonly entries: readonly { readonly state: string; readonly differences: readonly { readonly sentence: string }[] }[];
      readonly history: readonly { readonly added: readonly object[]; readonly closed: readonly object[] }[];
    }
    const { priceTimeline: now } = await asked<{ priceTimeline: Timeline }>(ada, document);
    expect(
      now.entries.filter(({ state }) => state !== 'CORRECTED').map(({ state, differences }) => [state, differences[0]?.sentence]),
    ).toEqual([
      ['PAST', undefined],
      ['IN_FORCE', 'image_output: 31 per 1000000 becomes 60 per 1000000, 93.5% more.'],
      ['SCHEDULED', expect.stringContaining('image_output: 60 per 1000000 becomes 6')],
    ]);
    const { priceTimeline: then } = await asked<{ priceTimeline: Timeline }>(ada, document, { knownAt: '2026-11-20T12:00:00Z' });
    expect([then.entries.some(({ state }) => state === 'IN_FORCE'), then.history[0]?.closed]).toEqual([true, []]);
    expect(now.history.length).toBeGreaterThan(then.history.length);
  });

  it('as the difference of two instants, and of two states of knowledge', async () => {
    const document = `query ($from: PriceView!, $to: PriceView!) { priceDiff(from: $from, to: $to) { model before { id } after { id } differences { field permille } } }`;
    interface Difference {
      readonly before: { readonly id: string };
      readonly after: { readonly id: string };
    }
    const differ = async (from: object, to: object) =>
      (await asked<{ priceDiff: readonly Difference[] }>(ada, document, { from, to })).priceDiff;
    const may = '2026-05-01T00:00:00Z';
    const [learnt, ...others] = await differ({ at: may, knownAt: '2026-12-04T00:00:00Z' }, { at: may });
    expect([learnt, others]).toMatchObject([
      { model: 'gpt-image-2', differences: expect.arrayContaining([{ field: 'components.image_output', permille: 33 }]) },
      [],
    ]);
    expect(await differ({ at: may }, { at: may })).toEqual([]);
    const two = `{ priceEntryDiff(before: "${learnt?.before.id}", after: "${learnt?.after.id}") { sentence } }`;
    expect(await asked(ada, two)).toMatchObject({
      priceEntryDiff: expect.arrayContaining([{ sentence: 'image_output: 30 per 1000000 becomes 31 per 1000000, 3.3% more.' }]),
    });
    expect(await asked(ada, '{ priceEntryDiff(before: "x", after: "y") { field } }')).toEqual({ priceEntryDiff: null });
  });
});

it('A price that is based on another is kept whole, with the tariff it rates by, and follows its base', async () => {
  const half = {
    provider: 'smartaipi',
    model: 'gpt-image-2.5-sunburst',
    mode: 'realtime',
    currency: 'USD',
    from: '2027-01-01',
    source: 's',
    checkedOn: '2026-12-01',
  };
  const based = {
    entry: {
      ...half,
      basedOn: { provider: 'openai', model: 'gpt-image-2', multiply: '0.5' },
      modifiers: [{ multiply: '0.9', when: { operation: 'edit' } }],
    },
  };
  expect(await publish(ben, await submit(ada, await draft(ada, [based])))).toMatchObject({ state: 'PUBLISHED' });
  const followed = await submit(ada, await draft(ada, [raised('2027-02-01', '70')]));
  expect(followed.diff).toMatchObject([
    { model: 'gpt-image-2' },
    { model: 'gpt-image-2.5-sunburst', adds: [{ draftId: null }, { draftId: null }] },
  ]);
  const confirmations = followed.problems.map(({ name }) => name);
  expect(await publish(ben, followed, { confirmations })).toMatchObject({ state: 'PUBLISHED' });
  const said = `{ priceChangeSet(id: "${followed.id}") { confirmations { draftId code field message by } } }`;
  const { priceChangeSet } = await asked<{ priceChangeSet: { confirmations: readonly object[] } }>(ada, said);
  expect(priceChangeSet.confirmations).toEqual(
    followed.problems.map(({ name, message }) => {
      const [draftId, code = '', field] = name.split(':');
      return { draftId, code: code.toUpperCase().replaceAll('-', '_'), field, message, by: 'Ben' };
    }),
  );
  const document = `{ priceEntryInForce(provider: "smartaipi", model: "gpt-image-2.5-sunburst", at: "2027-03-01T00:00:00Z") { tariff ratedTariff } }`;
  expect(await asked(ada, document)).toMatchObject({
    priceEntryInForce: {
      tariff: { basedOn: { multiply: '0.5' }, modifiers: [{ multiply: '0.9', when: { operation: 'edit' } }] },
      ratedTariff: {
        components: expect.arrayContaining([{ meter: 'image_output', price: '70', per: 1_000_000 }]),
        modifiers: [{ multiply: '0.5' }, { multiply: '0.9', when: { operation: ['edit'] } }],
      },
    },
  });
});
