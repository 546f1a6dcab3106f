import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, speakingFor, withKey } from '../../../../test/world/askers.ts';
import type { Asker } from '../../../../test/world/askers.ts';
import { draft, publish, raised, submit } from '../../../../test/world/change-sets.ts';
import type { ShownSet as PublishableSet } from '../../../../test/world/change-sets.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

interface ShownSet {
  readonly id: string;
  readonly state: string;
  readonly rowVersion: number;
  readonly drafts: readonly { readonly id: string; readonly rowVersion: number; readonly entry: { readonly note?: string } }[];
  readonly reviews: readonly { readonly verdict: string; readonly comment: string; readonly rowVersion: number }[];
  readonly code?: string;
  readonly message?: string;
}

const fields = `... on PriceChangeSet { id state rowVersion drafts { id rowVersion entry } reviews { verdict comment rowVersion } } ... on Refusal { code message }`;
const documents = {
  create: `mutation ($input: CreatePriceChangeSetInput!) { done: createPriceChangeSet(input: $input) { ${fields} } }`,
  save: `mutation ($input: SaveDraftsInput!) { done: saveDrafts(input: $input) { ${fields} } }`,
  submit: `mutation ($id: ID!, $rowVersion: Int!) { done: submitPriceChangeSet(id: $id, rowVersion: $rowVersion) { ${fields} } }`,
  sendBack: `mutation ($id: ID!, $rowVersion: Int!, $comment: String!) { done: sendBackPriceChangeSet(id: $id, rowVersion: $rowVersion, comment: $comment) { ${fields} } }`,
  discard: `mutation ($id: ID!, $rowVersion: Int!) { done: discardPriceChangeSet(id: $id, rowVersion: $rowVersion) { ${fields} } }`,
};

async function ask(step: keyof typeof documents, variables: object): Promise<ShownSet> {
  return (await asked<{ done: ShownSet }>(anonymous(world), documents[step], variables)).done;
}

const drafted = (note: string) => ({ entry: { provider: 'openai', model: 'gpt-image-2', note } });

describe('A change set', () => {
  it('keeps what was typed, however wrong, and answers with it', async () => {
    const junk = { entry: { model: 7, components: [{ meter: 'image', price: '1,234.5e-3' }] } };
    const made = await ask('create', { input: { title: 'Pasted', drafts: [junk] } });
    expect(made).toMatchObject({ state: 'DRAFT', rowVersion: 1, drafts: [{ rowVersion: 1, entry: junk.entry }] });
  });

  it('lets two editors write in different drafts, and none overwrite the other', async () => {
    const { id, drafts } = await ask('create', { input: { title: 'Two editors', drafts: [drafted('a'), drafted('b')] } });
    const [a, b] = drafts.map(({ id: draftId }) => draftId);
    const save = (draftId: string | undefined, note: string, rowVersion: number) =>
      ask('save', { input: { changeSetId: id, rowVersion, upserts: [{ id: draftId, ...drafted(note) }] } });
    expect(await save(a, 'first', 1)).toMatchObject({ rowVersion: 2 });
    expect(await save(b, 'beside it', 1)).toMatchObject({
      rowVersion: 3,
      drafts: [{ entry: { note: 'first' } }, { entry: { note: 'beside it' } }],
    });
    expect(await save(a, 'over it', 1)).toEqual({
      code: 'STALE_DRAFT',
      message: 'this machine has written one of these drafts since: read the change set again, nothing was saved.',
    });
    expect(await ask('save', { input: { changeSetId: id, rowVersion: 3, removals: [a] } })).toMatchObject({
      rowVersion: 4,
      drafts: [{ id: b }],
    });
  });

  it('is submitted, sent back with a comment, and taken back by whoever writes on', async () => {
    const { id, drafts } = await ask('create', { input: { title: 'Reviewed', drafts: [drafted('a')] } });
    expect(await ask('sendBack', { id, rowVersion: 1, comment: 'No.' })).toMatchObject({ code: 'CHANGE_SET_NOT_SUBMITTED' });
    expect(await ask('submit', { id, rowVersion: 1 })).toMatchObject({ state: 'SUBMITTED', rowVersion: 2 });
    expect(await ask('sendBack', { id, rowVersion: 1, comment: 'No.' })).toMatchObject({ code: 'STALE_DRAFT' });
    expect(await ask('sendBack', { id, rowVersion: 2, comment: ' ' })).toMatchObject({ code: 'INVALID_CHANGE_SET' });
    expect(await ask('sendBack', { id, rowVersion: 2, comment: 'Name the source.' })).toMatchObject({ state: 'DRAFT', rowVersion: 3 });
    await ask('submit', { id, rowVersion: 3 });
    const written = { changeSetId: id, upserts: [{ id: drafts[0]?.id, ...drafted('b') }] };
    expect(await ask('save', { input: { ...written, rowVersion: 3 } })).toMatchObject({ code: 'STALE_DRAFT' });
    expect(await ask('save', { input: { ...written, rowVersion: 4 } })).toMatchObject({
      state: 'DRAFT',
      reviews: [{ verdict: 'SUBMITTED' }, { verdict: 'SENT_BACK', comment: 'Name the source.', rowVersion: 2 }, { verdict: 'SUBMITTED' }],
    });
  });

  it('that was discarded takes nothing more', async () => {
    const { id } = await ask('create', { input: { title: 'Given up' } });
    expect(await ask('submit', { id, rowVersion: 1 })).toMatchObject({ code: 'INVALID_CHANGE_SET' });
    expect(await ask('discard', { id, rowVersion: 1 })).toMatchObject({ state: 'DISCARDED' });
    expect(await ask('save', { input: { changeSetId: id, rowVersion: 2, upserts: [drafted('a')] } })).toMatchObject({
      code: 'CHANGE_SET_CLOSED',
    });
    expect(await ask('discard', { id: 'nowhere', rowVersion: 1 })).toMatchObject({ code: 'CHANGE_SET_NOT_FOUND' });
  });

  it.each([
    [{ title: ' ' }, 'A change set has a title of 1 to 200 characters.'],
    [{ title: 'x', book: 'nowhere' }, 'There is no price book of that name.'],
    [{ title: 'x', drafts: [{ action: 'CLOSE' }] }, 'Say which entry it is about, by its id.'],
    [{ title: 'x', drafts: [{ entry: [1] }] }, 'An entry is an object of at most 200,000 characters of JSON.'],
    [{ title: 'x', drafts: [{}] }, 'Say what the entry is to be, in the fields of a price list.'],
  ])('is refused: %j', async (input, message) => {
    expect(await ask('create', { input })).toEqual({ code: 'INVALID_CHANGE_SET', message });
  });
});

it('A set of the cost book is published by a second person wherever any workspace asks for two', async () => {
  const alone = anonymous(world);
  await asked(alone, 'mutation { createWorkspace(name: "atelier") { __typename } }');
  await asked(speakingFor(alone, 'atelier'), 'mutation { setTwoPeoplePublish(required: true) }');
  expect(await asked(alone, '{ twoPeoplePublish }')).toEqual({ twoPeoplePublish: false });
  const set = await submit(alone, await draft(alone, [raised('2026-11-20T12:10:00Z')]));
  expect(await publish(alone, set)).toMatchObject({ code: 'OWN_CHANGE_SET' });
  const byHand = `UPDATE price_change_set SET state = 'published', row_version = row_version + 1, approver = writers[1], approver_name = 'A',
    published_at = now(), known_from = now() WHERE id = '${set.id}'`;
  await expect(world.sql(byHand)).rejects.toThrow('its book asks for two people');
  await world.sql(
    `INSERT INTO price_book (id, name, kind, scope, created_at) SELECT gen_random_uuid(), 'own', 'sell', id::text, now() FROM workspace`,
  );
  const asking = `SELECT FROM workspace AS w, price_book AS b WHERE asks_for_two_people(b.id, w.id) AND b.scope IN ('*', w.id::text)`;
  expect(await world.sql(`${asking} AND b.scope = '*'`)).toBe(await world.sql(`SELECT FROM workspace, price_book WHERE scope = '*'`));
  expect(await world.sql(`${asking} AND b.scope <> '*'`)).toBe(1);
});

const keyOf = async (...roles: readonly string[]) => {
  const create = `mutation ($roles: [Role!]!) { made: createApiKey(input: { name: "one", roles: $roles }) { ... on CreatedApiKey { secret } } }`;
  const { made } = await asked<{ made: { secret: string } }>(anonymous(world), create, { roles });
  return withKey(world, made.secret);
};
interface Told {
  readonly withheld: boolean;
  readonly hindrance: { readonly code: string } | null;
  readonly drafts: readonly object[];
  readonly diff: readonly object[];
}
const told = async (asker: Asker, { id }: { readonly id: string }) => {
  const document = `query ($id: ID!) { set: priceChangeSet(id: $id) { withheld asksForTwoPeople hindrance { code } drafts { id } diff { model } } }`;
  const { withheld, hindrance, drafts, diff, ...rest } = (await asked<{ set: Told }>(asker, document, { id })).set;
  return { ...rest, withheld, hindrance: hindrance?.code ?? null, shown: drafts.length + diff.length };
};
const impactOf = async (asker: Asker, id: string) => {
  const span = { from: '2026-11-01T00:00:00Z', until: '2026-11-20T00:00:00Z' };
  const start = `mutation ($input: ImpactInput!) { started: startImpact(input: $input) { ... on ImpactRun { id } ... on Refusal { code } } }`;
  return (await asked<{ started: { id?: string; code?: string } }>(asker, start, { input: { ...span, changeSetId: id } })).started;
};
const seesRun = async (asker: Asker, id: string | undefined) =>
  (await asked<{ impactRun: object | null }>(asker, 'query ($id: ID!) { impactRun(id: $id) { id } }', { id })).impactRun !== null;

describe('Before anybody tries, a change set tells', () => {
  it('who may publish it and why not, and shows its figures to an approver who sees no costs while it waits, and once the decision was theirs', async () => {
    const [ada, eve, fay] = [await keyOf('OPERATOR'), await keyOf('APPROVER'), await keyOf('APPROVER')];
    const written = await draft(ada, [raised('2027-01-01')]);
    expect(await told(ada, written)).toEqual({ asksForTwoPeople: true, withheld: false, hindrance: 'FORBIDDEN', shown: 2 });
    const hidden = { asksForTwoPeople: true, withheld: true, hindrance: 'CHANGE_SET_NOT_SUBMITTED', shown: 0 };
    expect(await told(eve, written)).toEqual(hidden);
    expect(await publish(eve, written)).toMatchObject({ code: 'CHANGE_SET_NOT_SUBMITTED' });
    expect(await impactOf(eve, written.id)).toEqual({ code: 'FORBIDDEN' });
    const submitted = await submit(ada, written);
    expect(await told(eve, submitted)).toEqual({ ...hidden, withheld: false, hindrance: null, shown: 2 });
    expect(await told(anonymous(world), submitted)).toMatchObject({ hindrance: null });
    const { id: run } = await impactOf(eve, submitted.id);
    expect([await seesRun(eve, run), await seesRun(fay, run)]).toEqual([true, true]);
    expect(await publish(eve, submitted)).toMatchObject({ state: 'PUBLISHED' });
    expect(await told(eve, submitted)).toMatchObject({ withheld: false, hindrance: 'CHANGE_SET_CLOSED' });
    expect(await told(fay, submitted)).toMatchObject({ withheld: true, shown: 0 });
    expect([await seesRun(eve, run), await seesRun(fay, run), await seesRun(ada, run)]).toEqual([true, false, true]);
  });

  it('and is found in a list by state and book, page by page', async () => {
    for (const title of ['one', 'two', 'three']) await ask('create', { input: { title, book: 'own' } });
    const list = `query ($after: String) { sets: priceChangeSets(book: "own", state: DRAFT, first: 2, after: $after) { totalCount edges { node { title } } pageInfo { hasNextPage endCursor } } }`;
    interface Page {
      readonly edges: readonly { readonly node: { readonly title: string } }[];
      readonly pageInfo: { readonly endCursor: string };
    }
    const page = async (after?: string) => (await asked<{ sets: Page }>(anonymous(world), list, { after })).sets;
    const first = await page();
    const second = await page(first.pageInfo.endCursor);
    expect([first, second]).toMatchObject([{ totalCount: 3 }, { pageInfo: { hasNextPage: false } }]);
    expect([...first.edges, ...second.edges].map(({ node }) => node.title).toSorted()).toEqual(['one', 'three', 'two']);
  });
});

it('A sell book is drafted like any other: by a tariff or as a margin over cost, which in the cost book itself is refused', async () => {
  const { entry } = raised('2027-01-01', '40');
  const { components: _own, ...key } = entry;
  const margin = { ...key, basedOn: { book: 'cost', multiply: '1.25' } };
  const shown = '... on PriceChangeSet { id rowVersion state fingerprint problems { name code field } diff { model } }';
  const create = `mutation ($input: CreatePriceChangeSetInput!) { done: createPriceChangeSet(input: $input) { ${shown} } }`;
  const drafting = async (book: string, prices: object) =>
    (await asked<{ done: PublishableSet }>(anonymous(world), create, { input: { title: 'Sold', book, drafts: [{ entry: prices }] } })).done;
  expect(await drafting('own', { ...margin, source: '', currency: 'EUR' })).toMatchObject({
    problems: [{ code: 'SOURCE_MISSING' }, { code: 'MODIFIER_WITHOUT_BASE', field: 'basedOn' }],
  });
  expect(await drafting('cost', margin)).toMatchObject({ problems: [{ code: 'INVALID_MODIFIER', field: 'basedOn.book' }] });
  expect(await publish(anonymous(world), await drafting('cost', margin))).toMatchObject({ code: 'OWN_CHANGE_SET' });
  await asked(speakingFor(anonymous(world), 'atelier'), 'mutation { setTwoPeoplePublish(required: false) }');
  expect(await publish(anonymous(world), await drafting('own', margin))).toMatchObject({ state: 'PUBLISHED' });
  const corrected = await drafting('own', { ...entry, from: '2027-02-01' });
  expect(corrected).toMatchObject({ problems: [], diff: [{ model: 'gpt-image-2' }] });
  expect(await publish(anonymous(world), corrected)).toMatchObject({ state: 'PUBLISHED' });
});
