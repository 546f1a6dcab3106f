/** The worked example of the accounting reference over HTTP: a month reconciled, accepted and resolved until nothing stands in suspense. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, keyOf, type Asker } from '../../../../test/world/askers.ts';
import { loadOctober } from '../../../../test/world/october.ts';
import { approve, balancesOf, begunAgain, pay, queue, reconciled } from '../../../../test/world/reconciliations.ts';
import { restatement } from '../../../../test/world/october-restated.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';
import { reconcileApart } from './reconcile-apart.ts';

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
  readonly bridge: readonly { readonly variance: Item['amount']; readonly parts: readonly Pick<Item, 'part' | 'amount'>[] }[];
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
  expect(await queue(finance)).toMatchObject({ toReconcile: 1, toAccept: 0 });
  run = await reconciled<Run>(finance, october(), fields);
});
afterAll(async () => {
  await database.end();
  await world.close();
});

const october = (): string =>
  `startReconciliation(input: { providerAccountId: "${account}", from: "2026-10-01T00:00:00Z", until: "2026-11-01T00:00:00Z" })`;

async function itemsIn(state: string): Promise<readonly Item[]> {
  return (await itemsNow()).filter((item) => item.state === state);
}

async function itemsNow(): Promise<readonly Item[]> {
  const { reconciliation } = await asked<{ reconciliation: Run }>(finance, `{ reconciliation(id: "${run.id}") { ${fields} } }`);
  return reconciliation.items.edges.map(({ node }) => node);
}

interface Matching {
  readonly code?: string;
  readonly resolutions?: readonly { readonly id: string; readonly state: string }[];
}

/** All open items accepted, on the ground of a file. */
async function resolveMatching(sha256: string): Promise<Matching> {
  const input = `{ reconciliationId: "${run.id}", states: [OPEN], decision: ACCEPT, cause: "as named", reason: "Looked at.",
    attachments: [{ name: "mail.eml", sha256: "${sha256}" }] }`;
  const { answer } = await asked<{ answer: Matching }>(
    finance,
    `mutation { answer: resolveMatchingItems(input: ${input}) { ... on Refusal { code path }
      ... on MatchingItemsResolved { resolutions { id state attachments { url } } resolved refused { number } } } }`,
  );
  return answer;
}

/** The state of the resolution, or the code of its refusal. */
async function resolve(items: readonly Item[], decision: string): Promise<Partial<Record<'id' | 'state' | 'code' | 'message', string>>> {
  const input = `{ reconciliationId: "${run.id}", items: [${items.map(({ number }) => number).join(', ')}], decision: ${decision}, cause: "as named", reason: "Looked at." }`;
  const { resolveItems } = await asked<{ resolveItems: { id?: string; state?: string; code?: string; message?: string } }>(
    finance,
    `mutation { resolveItems(input: ${input}) { ... on ItemResolution { id state } ... on Refusal { code message } } }`,
  );
  return resolveItems;
}

/** The part of the largest item after another. */
const largest = (after: string) => `items(order: SIZE, first: 1, after: ${after}) { pageInfo { endCursor } edges { node { part } } }`;

const balances = () => balancesOf(database);

describe('October 2026 at openai', () => {
  it('is explained part by part to the last digit, and the same inputs have the same hash', async () => {
    const loaded = '{ generations(first: 1) { edges { node { charge { state } quote { id } } } } }';
    expect(await asked(finance, loaded)).toEqual({ generations: { edges: [{ node: { charge: { state: 'SETTLED' }, quote: null } }] } });
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

  it('comes to the same in a thread of its own, as a long statement has', async () => {
    const about = await begunAgain(database, run.id);
    const parts = { databaseUrl: world.databaseUrl, clock: () => new Date('2026-11-20T12:00:00Z') };
    expect(await reconcileApart(parts, { about, prices: [] })).toBeUndefined();
    const { reconciliation } = await asked<{ reconciliation: Run }>(finance, `{ reconciliation(id: "${about.runId}") { ${fields} } }`);
    expect(reconciliation).toMatchObject({ state: 'RECONCILED', bridge: run.bridge });
  });

  it('opens suspense at 40.418340000001 when its statement is accepted, and only then lets causes be resolved', async () => {
    expect(await resolve(await itemsNow(), 'ACCEPT')).toMatchObject({ code: 'RUN_CLOSED' });
    expect(await queue(finance)).toMatchObject({ toReconcile: 0, toAccept: 1, open: 0 });
    const { acceptStatement } = await asked<{ acceptStatement: { state: string } }>(
      finance,
      `mutation { acceptStatement(id: "${run.id}") { ... on Reconciliation { state } ... on Refusal { message } } }`,
    );
    expect(acceptStatement).toEqual({ state: 'ACCEPTED' });
    expect(await balances()).toMatchObject({ provider_payable: '-440.400840000001', statement_suspense: '40.418340000001' });
  });

  it('lets all items be decided by a filter, above the threshold once another approves, refuses by number what that does not fit, and rests on files that were brought', async () => {
    const open = (await itemsNow()).filter(({ state }) => state === 'OPEN');
    const charges = open.filter(({ part }) => part === 'UNKNOWN_OUTCOME' || part === 'UNSTATED');
    await database.query('UPDATE reconciliation_run SET approval_above = 10');
    expect(await queue(finance)).toMatchObject({ open: open.length, toApprove: 0, toApproveSince: null });
    const unknown = await resolveMatching('0'.repeat(64));
    expect(unknown).toMatchObject({ code: 'INVALID_RESOLUTION', path: ['input', 'attachments', '0', 'sha256'] });
    const brought = await fetch(`${world.address}/attachments?name=${encodeURIComponent("their 'mail'.eml")}`, {
      method: 'POST',
      body: 'Yes.',
    });
    const { sha256, url } = (await brought.json()) as { sha256: string; url: string };
    const proposed = await resolveMatching(sha256);
    expect(proposed).toMatchObject({
      resolutions: [{ state: 'PROPOSED', attachments: [{ url }] }],
      resolved: open.length - charges.length,
      refused: charges.map(({ number }) => ({ number })),
    });
    expect(await queue(finance)).toMatchObject({ toAccept: 0, open: charges.length, toApprove: 1, toApproveSince: '2026-11-20T12:00:00Z' });
    const id = proposed.resolutions?.[0]?.id ?? '';
    expect(await approve(finance, id)).toMatchObject({ code: 'OWN_RESOLUTION' });
    expect(await approve(await keyOf(world, 'FINANCE'), id)).toMatchObject({ state: 'DONE' });
    const given = await fetch(world.address + url);
    expect([await given.text(), given.headers.get('content-disposition'), given.headers.get('x-content-type-options')]).toEqual([
      'Yes.',
      "attachment; filename*=UTF-8''their%20%27mail%27.eml",
      'nosniff',
    ]);
  });

  it('corrects charges until payable is what is stated, accrued what is still to be stated, and suspense zero', async () => {
    expect(await resolve(await itemsIn('OPEN'), 'CORRECT')).toMatchObject({ state: 'DONE' });
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
    expect(await itemsIn('OPEN')).toEqual([]);
  });

  it('is paid, no more than is payable; what it covers is then paid, and what is still to be stated is open', async () => {
    expect(await asked(finance, pay(run.id, '440.41'))).toMatchObject({
      recordPayment: { code: 'INVALID_PAYMENT', message: 'Of that statement 440.400840000001 USD is left to be paid.' },
    });
    expect(await asked(finance, pay(run.id, '440.400840000001'))).toEqual({ recordPayment: { amount: { amount: '440.400840000001' } } });
    expect(await balances()).toMatchObject({ provider_payable: '0', cash_clearing: '-440.400840000001' });
    const { rows } = await database.query<{ standing: string; charges: string }>(`
      SELECT coalesce(s.standing, 'open') AS standing, count(*) AS charges FROM provider_attempt AS a
      LEFT JOIN LATERAL (SELECT standing FROM charge_standing WHERE charge_id = a.id ORDER BY number DESC LIMIT 1) AS s ON true
      JOIN ledger_tx AS t ON t.attempt_id = a.id AND t.event IN ('settled', 'correction-1') AND t.service_at < '2026-11-01' GROUP BY 1 ORDER BY 1`);
    expect(rows.map(({ standing }) => standing)).toEqual(['open', 'paid']);
    const [billed] = await database
      .query<{ id: string }>(
        `SELECT generation_id AS id FROM charge_standing JOIN provider_attempt AS a ON a.id = charge_id WHERE a.outcome = 'unknown' LIMIT 1`,
      )
      .then((found) => found.rows);
    const { generation } = await asked<{ generation: object }>(
      finance,
      `{ generation(id: "${billed?.id}") { standing standingSteps { standing reconciliationId } } }`,
    );
    const steps = ['STATED', 'AGREED', 'PAID'].map((standing) => ({ standing, reconciliationId: run.id }));
    expect(generation).toEqual({ standing: 'PAID', standingSteps: steps });
  });

  it('stated anew and invoiced once its month is closed, posts the difference to what was accepted in the month that is open, and nothing twice', async () => {
    const before = await balances();
    await database.query('SET session_replication_role = replica');
    for (const statement of restatement) await database.query(statement);
    world.setNow('2026-11-21T12:00:00Z');
    await database.query('SET session_replication_role = DEFAULT');
    run = await reconciled<Run>(finance, october(), fields);
    await asked(finance, `mutation { acceptStatement(id: "${run.id}") { ... on Refusal { message } } }`);
    const open = await itemsIn('OPEN');
    // The doubts are recorded by now, so volume and mix share what they always came to by other weights: what each has more, the other has less.
    expect(open.map(({ part, amount }) => [part, amount.amount])).toEqual([
      ['MIX', '-1.498214336733'],
      ['NOT_USAGE', '-6'],
      ['NOT_USAGE', '10'],
      ['ROUNDING', '-0.000840000001'],
      ['VOLUME', '0.048214336733'],
    ]);
    expect(await resolve(open, 'ACCEPT')).toMatchObject({ state: 'DONE' });
    expect(await balances()).toEqual({
      ...before,
      provider_payable: '-8.999159999999',
      cost_adjustment: '-3.94',
      input_tax: '10',
      rounding: '-0.00084',
    });
    const { rows } = await database.query<{ dated: string }>(
      `SELECT DISTINCT accounting_date::text AS dated FROM ledger_tx WHERE id IN (SELECT acceptance_tx FROM reconciliation_run WHERE id = '${run.id}'
         UNION SELECT tx_id FROM item_resolution WHERE run_id = '${run.id}')`,
    );
    expect(rows).toEqual([{ dated: '2026-11-01' }]);
  });
});
