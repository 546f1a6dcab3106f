/** The worked example of the accounting reference over HTTP: a month reconciled, accepted and resolved until nothing stands in suspense. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, keyOf, type Asker } from '../../../../test/world/askers.ts';
import { loadOctober } from '../../../../test/world/october.ts';
import { reconciled } from '../../../../test/world/reconciliations.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';

let world: World;
let database: Client;
let finance: Asker;
let account: string;
let run: Run;

interface Item {
  readonly number: number;
  readonly part: string;
  readonly cause: string;
  readonly state: string;
  readonly amount: { readonly amount: string };
}

interface Run {
  readonly id: string;
  readonly state: string;
  readonly hash: string;
  readonly bridge: readonly {
    readonly variance: { readonly amount: string };
    readonly parts: readonly { readonly part: string; readonly amount: { readonly amount: string } }[];
  }[];
  readonly items: { readonly edges: readonly { readonly node: Item }[] };
}

const fields = `id state hash failure bridge { variance { amount } parts { part amount { amount } } }
  items(first: 200) { edges { node { number part cause state amount { amount } } } }`;

beforeAll(async () => {
  world = await startWorld();
  finance = anonymous(world);
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  account = await loadOctober(database);
  run = await reconciled<Run>(
    finance,
    `startReconciliation(input: { providerAccountId: "${account}", from: "2026-10-01T00:00:00Z", until: "2026-11-01T00:00:00Z" })`,
    fields,
  );
});
afterAll(async () => {
  await database.end();
  await world.close();
});

async function itemsNow(): Promise<readonly Item[]> {
  const { reconciliation } = await asked<{ reconciliation: Run }>(finance, `{ reconciliation(id: "${run.id}") { ${fields} } }`);
  return reconciliation.items.edges.map(({ node }) => node);
}

/** The state of the resolution, or the code of its refusal. */
async function resolve(
  items: readonly Item[],
  decision: string,
): Promise<{ readonly id?: string; readonly state?: string; readonly code?: string; readonly message?: string }> {
  const input = `{ reconciliationId: "${run.id}", items: [${items.map(({ number }) => number).join(', ')}], decision: ${decision}, cause: "as named", reason: "Looked at." }`;
  const { resolveItems } = await asked<{ resolveItems: { id?: string; state?: string; code?: string; message?: string } }>(
    finance,
    `mutation { resolveItems(input: ${input}) { ... on ItemResolution { id state } ... on Refusal { code message } } }`,
  );
  return resolveItems;
}

async function approve(by: Asker, id: string): Promise<{ readonly state?: string; readonly code?: string }> {
  const document = `mutation { approveResolution(id: "${id}") { ... on ItemResolution { state } ... on Refusal { code } } }`;
  return (await asked<{ approveResolution: { state?: string; code?: string } }>(by, document)).approveResolution;
}

/** The part of the largest item after another. */
const largest = (after: string) => `items(order: SIZE, first: 1, after: ${after}) { pageInfo { endCursor } edges { node { part } } }`;

/** What waits for somebody. */
async function queue(): Promise<Readonly<Record<string, number | string | null>>> {
  const document = '{ reconciliationQueue { toAccept open openSince toApprove toApproveSince } }';
  return (await asked<{ reconciliationQueue: Record<string, number | string | null> }>(finance, document)).reconciliationQueue;
}

async function balances(): Promise<Readonly<Record<string, string>>> {
  const { rows } = await database.query<{ account: string; balance: string }>(
    'SELECT account, trim_scale(sum(amount))::text AS balance FROM ledger_entry GROUP BY account ORDER BY account',
  );
  return Object.fromEntries(rows.map((row) => [row.account, row.balance]));
}

describe('October 2026 at openai', () => {
  it('is explained part by part to the last digit, and the same inputs have the same hash', async () => {
    expect(run).toMatchObject({ state: 'RECONCILED', bridge: [{ variance: { amount: '40.136620000001' } }] });
    expect(Object.fromEntries(run.bridge[0]?.parts.map(({ part, amount }) => [part, amount.amount]) ?? [])).toEqual({
      NOT_USAGE: '-5',
      OUTSIDE_SCOPE: '41.2',
      DUPLICATE: '0.39',
      TIMING: '-0.1485',
      UNKNOWN_OUTCOME: '0.15834',
      UNRECORDED: '2',
      UNSTATED: '-0.13322',
      VOLUME: '0.168214285714',
      MIX: '-1.498214285714',
      RATE: '3',
      ROUNDING: '0.000000000001',
      UNEXPLAINED: '0',
    });
    const { reconciliation } = await asked<{ reconciliation: { tally: unknown[]; items: { pageInfo: { endCursor: string } } } }>(
      finance,
      `{ reconciliation(id: "${run.id}") { tally { part cause state items amount { amount } } item(number: 1) { number } ${largest('null')} } }`,
    );
    expect(reconciliation).toMatchObject({ item: { number: 1 }, items: { edges: [{ node: { part: 'OUTSIDE_SCOPE' } }] } });
    const next = largest(`"${reconciliation.items.pageInfo.endCursor}"`);
    expect(await asked(finance, `{ reconciliation(id: "${run.id}") { ${next} } }`)).toMatchObject({
      reconciliation: { items: { edges: [{ node: { part: 'NOT_USAGE' } }] } },
    });
    expect(reconciliation.tally.slice(0, 2)).toEqual([
      { part: 'OUTSIDE_SCOPE', cause: 'outside', state: 'OPEN', items: 1, amount: { amount: '41.2' } },
      { part: 'NOT_USAGE', cause: 'credit', state: 'OPEN', items: 1, amount: { amount: '-5' } },
    ]);
    const again = await reconciled<Run>(finance, `repeatReconciliation(id: "${run.id}")`, fields);
    expect([again.hash, again.bridge, again.items]).toEqual([run.hash, run.bridge, run.items]);
  });

  it('opens suspense at 40.418340000001 when its statement is accepted, and only then lets causes be resolved', async () => {
    expect(await resolve(await itemsNow(), 'ACCEPT')).toMatchObject({ code: 'RUN_CLOSED' });
    expect(await queue()).toMatchObject({ toAccept: 1, open: 0 });
    const { acceptStatement } = await asked<{ acceptStatement: { state: string } }>(
      finance,
      `mutation { acceptStatement(id: "${run.id}") { ... on Reconciliation { state } ... on Refusal { message } } }`,
    );
    expect(acceptStatement).toEqual({ state: 'ACCEPTED' });
    expect(await balances()).toMatchObject({ provider_payable: '-440.400840000001', statement_suspense: '40.418340000001' });
  });

  it('corrects charges and, above the threshold once another approves, accepts causes until payable is what is stated, accrued what is still to be stated, and suspense zero', async () => {
    const open = (await itemsNow()).filter(({ state }) => state === 'OPEN');
    const charges = open.filter(({ part }) => part === 'UNKNOWN_OUTCOME' || part === 'UNSTATED');
    const causes = open.filter((item) => !charges.includes(item));
    expect(await resolve(open, 'ACCEPT')).toMatchObject({ code: 'INVALID_RESOLUTION' });
    expect(await resolve(charges, 'CORRECT')).toMatchObject({ state: 'DONE' });
    await database.query('UPDATE reconciliation_run SET approval_above = 10');
    expect(await queue()).toMatchObject({ open: causes.length, toApprove: 0, toApproveSince: null });
    const proposed = await resolve(causes, 'ACCEPT');
    expect(proposed).toMatchObject({ state: 'PROPOSED' });
    expect(await queue()).toEqual({ toAccept: 0, open: 0, openSince: null, toApprove: 1, toApproveSince: '2026-11-20T12:00:00Z' });
    expect(await approve(finance, proposed.id ?? '')).toMatchObject({ code: 'OWN_RESOLUTION' });
    expect(await approve(await keyOf(world, 'FINANCE'), proposed.id ?? '')).toMatchObject({ state: 'DONE' });
    expect(await balances()).toEqual({
      cost_adjustment: '-2.94',
      generation_cost: '400.5765',
      outside_scope: '41.2',
      provider_accrued: '-0.594',
      provider_payable: '-440.400840000001',
      rounding: '0.000000000001',
      statement_suspense: '0',
      undelivered_cost: '0.15834',
      unrecorded_cost: '2',
    });
    expect((await itemsNow()).filter(({ state }) => state === 'OPEN')).toEqual([]);
  });
});
