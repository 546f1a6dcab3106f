/** Statements with planted defects over the whole way: brought as a file, held against the ledger, and found item by item. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, withKey, type Asker } from '../../../../test/world/askers.ts';
import { draft, publish, raised, submit } from '../../../../test/world/change-sets.ts';
import { csvByCall, csvByMeter, invoiceOf, picoOf, plantDefects } from '../../../../test/world/planted-statements.ts';
import { plantInDays } from '../../../../test/world/planted-days.ts';
import { makeCalls, type RecordedCall } from '../../../../test/world/recorded-calls.ts';
import { reconcileMonth, type ReconciledMonth } from '../../../../test/world/reconciliations.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';
import { bringStatement } from '../../../../test/world/statements.ts';

let world: World;
let account: string;
let byMeter: string;
let byCall: string;
let calls: readonly RecordedCall[];

beforeAll(async () => {
  world = await startWorld({ now: '2026-10-01T00:00:00Z' });
  calls = await makeCalls(world, 26, '2026-11-20T12:00:00Z');
  const { providerAccounts } = await world.ask<{ providerAccounts: { id: string }[] }>('{ providerAccounts { id } }');
  account = providerAccounts[0]?.id ?? '';
  const shape = { SIZE: 'Size', QUALITY: 'Quality', CURRENCY: 'Currency' };
  byMeter = await savedMapping({ START: 'Day', REQUEST_ID: 'Request', LINE_ITEM: 'Item', QUANTITY: 'Units', AMOUNT: 'Cost', ...shape });
  byCall = await savedMapping({
    START: 'Time',
    REQUEST_ID: 'Theirs',
    CLIENT_REQUEST_ID: 'Ours',
    MODEL: 'Model',
    AMOUNT: 'Total',
    ...shape,
  });
  await publishDearer();
});
afterAll(() => world.close());

async function savedMapping(columns: Readonly<Record<string, string>>): Promise<string> {
  const input = {
    name: Object.keys(columns).join(' '),
    unit: 'CURRENCY',
    decimal: columns['REQUEST_ID'] === 'Theirs' ? 'COMMA' : 'POINT',
    columns: Object.entries(columns).map(([role, name]) => ({ role, name })),
  };
  const document =
    'mutation ($input: StatementMappingInput!) { saveStatementMapping(input: $input) { ... on StatementMapping { id } ... on Refusal { message } } }';
  return (await world.ask<{ saveStatementMapping: { id: string } }>(document, { input })).saveStatementMapping.id;
}

/** The provider has announced that an image costs twice as much from December on: one of its prices that are known. */
async function publishDearer(): Promise<void> {
  const set = await publish(
    await withNewKey('prices', 'ADMIN'),
    await submit(anonymous(world), await draft(anonymous(world), [raised('2026-12-01')])),
  );
  expect(set.state).toBe('PUBLISHED');
}

/** What was found: `<request id> <cause>` of each call that an item is about. */
function foundIn({ items }: ReconciledMonth): readonly string[] {
  const ours = new Map(calls.map(({ requestId, clientRequestId }) => [clientRequestId, requestId]));
  const found = items.edges.flatMap(({ node: { cause, stated, recorded } }) => {
    const ids = [...stated.map(({ requestId }) => requestId), ...recorded.map(({ attemptId }) => attemptId)];
    return ids.map((id) => `${ours.get(id ?? '') ?? id} ${cause}`);
  });
  return [...new Set(found)].toSorted();
}

function expectToSum({ bridge, items }: ReconciledMonth): void {
  for (const { currency, variance, parts } of bridge) {
    expect(parts.reduce((sum, { amount }) => sum + picoOf(amount.amount), 0n)).toBe(picoOf(variance.amount));
    const of = items.edges.filter(({ node }) => node.amount.currency === currency);
    expect(of.reduce((sum, { node }) => sum + picoOf(node.amount.amount), 0n)).toBe(picoOf(variance.amount));
  }
}

describe('A statement that names its calls', () => {
  it('in which nothing is planted has nothing to find', async () => {
    const brought = await bringStatement(
      world,
      invoiceOf(plantDefects([], { seed: 1, dearer: 60n })).replace('\n\n', JSON.stringify(calls).slice(1, -1)),
      `kind=sandbox_invoice&providerAccount=${account}&from=2026-10-01&until=2026-11-05`,
    );
    expect(brought).toMatchObject({ state: 'CURRENT' });
    expect(foundIn(await reconcileMonth(anonymous(world), account, '2026-10'))).toEqual([]);
  });

  it.each([
    [1, 'by meter'],
    [2, 'by call, with what it used'],
    [3, 'by call'],
    [4, 'by meter'],
    [5, 'by call, with what it used'],
    [6, 'by call'],
  ])('has each planted defect found as itself, and none invented: seed %i, %s', async (seed, form) => {
    const statement = plantDefects(calls, { seed, dearer: 60n });
    const forms: Readonly<Record<string, readonly [string, string]>> = {
      'by meter': [csvByMeter(statement), `kind=csv&mapping=${byMeter}`],
      'by call': [csvByCall(statement), `kind=csv&mapping=${byCall}`],
    };
    const [file, how] = forms[form] ?? [invoiceOf(statement), 'kind=sandbox_invoice'];
    const brought = await bringStatement(world, file, `${how}&providerAccount=${account}&from=2026-10-01&until=2026-11-05`);
    expect(brought).toMatchObject({ state: 'CURRENT', refusal: null });
    if (seed === 1) await approveProposals();
    const run = await reconcileMonth(anonymous(world), account, '2026-10');
    expect(foundIn(run)).toEqual(statement.planted);
    expectToSum(run);
  });

  it('of a later month has the late calls as those of another period, and nothing else', async () => {
    const late = plantDefects(calls, { seed: 6, dearer: 60n }).planted.filter((one) => one.endsWith('stated-elsewhere'));
    const run = await reconcileMonth(anonymous(world), account, '2026-11');
    expect(foundIn(run)).toEqual(late.map((one) => one.replace('stated-elsewhere', 'of-another-period')));
    expectToSum(run);
  });
});

describe('A statement by days', () => {
  it.each([11, 12, 13])('is explained to the last digit, part by part, and names what else it may be: seed %i', async (seed) => {
    const { file, parts } = plantInDays(calls, { seed, dearer: 60n });
    const brought = await bringStatement(world, file, `kind=openai_costs&providerAccount=${account}`);
    expect(brought).toMatchObject({ state: 'CURRENT', refusal: null });
    if (seed === 11) await meanOtherwise();
    await approveProposals();
    const run = await reconcileMonth(anonymous(world), account, '2026-10');
    const found = run.bridge.flatMap((bridge) => bridge.parts).map(({ part, amount }) => [part, picoOf(amount.amount)] as const);
    expect(Object.fromEntries(found.filter(([, pico]) => pico !== 0n))).toEqual(parts);
    expectToSum(run);
    const volume = run.items.edges.filter(({ node }) => node.part === 'VOLUME');
    expect(volume.flatMap(({ node }) => node.alternatives.map(({ cause }) => cause))).toContain('missing-charge');
  });
});

/** Somebody proposes what no program can know, and another approves it. */
async function meanOtherwise(): Promise<void> {
  const reviewer = await withNewKey('books', 'FINANCE');
  for (const [lineItem, more] of [
    ['a chat model', 'meaning: OUTSIDE, service: "chat"'],
    ['a credit', 'meaning: NOT_USAGE, notUsageKind: CREDIT'],
  ] as const) {
    const { proposeLineItem: made } = await world.ask<{ proposeLineItem: { id: string } }>(
      `mutation { proposeLineItem(input: { provider: "openai", lineItem: "${lineItem}", ${more} }) { ... on LineItem { id } ... on Refusal { message } } }`,
    );
    await approve(reviewer, made.id);
  }
}

/** What the words of the lines stand for was proposed when they were read. */
async function approveProposals(): Promise<void> {
  const { unmappedLineItems } = await world.ask<{ unmappedLineItems: { proposalId: string | null }[] }>(
    '{ unmappedLineItems(from: "2026-10-01", until: "2026-12-01") { proposalId } }',
  );
  for (const { proposalId } of unmappedLineItems) if (proposalId !== null) await approve(anonymous(world), proposalId);
}

async function approve(by: Asker, id: string): Promise<void> {
  await asked(by, `mutation { approveLineItem(id: "${id}") { ... on LineItem { state } ... on Refusal { message } } }`);
}

async function withNewKey(name: string, role: string): Promise<Asker> {
  const { createApiKey } = await world.ask<{ createApiKey: { secret: string } }>(
    `mutation { createApiKey(input: { name: "${name}", roles: [${role}] }) { ... on CreatedApiKey { secret } } }`,
  );
  return withKey(world, createApiKey.secret);
}
