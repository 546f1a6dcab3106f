/** A statement that takes back what an accepted one said, decision by decision: afterwards the books are as if it had been right at once. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, asked, type Asker } from '../../../../test/world/askers.ts';
import { reconciled } from '../../../../test/world/reconciliations.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';
import { bringStatement, costs } from '../../../../test/world/statements.ts';

let world: World;
let database: Client;
let finance: Asker;
let account: string;

beforeAll(async () => {
  world = await startWorld();
  finance = anonymous(world);
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  const made = `SELECT provider_account_of(id, 'openai', 'simulated', gen_random_uuid(), '2026-11-01') AS id FROM workspace`;
  account = (await database.query<{ id: string }>(made)).rows[0]?.id ?? '';
});
afterAll(async () => {
  await database.end();
  await world.close();
});

interface Run {
  readonly id: string;
  readonly items: {
    readonly edges: readonly { readonly node: { readonly number: number; readonly amount: { readonly amount: string } } }[];
  };
}
const fields = 'id state failure items { edges { node { number amount { amount } } } }';

type Day = readonly { readonly item: string; readonly value: string }[];
let minutes = 0;

/** Days from the first of October on are stated, held against the ledger and, where that can be, accepted: the run, and what the acceptance was refused for. */
async function accepted(days: readonly Day[], until: string): Promise<Run & { readonly code: string | undefined }> {
  // A minute later each time, in a file of its own.
  world.setNow(`2026-11-20T12:0${(minutes += 1)}:00Z`);
  const brought = await bringStatement(world, `${costs(...days)}${'\n'.repeat(minutes)}`, `providerAccount=${account}&kind=openai_costs`);
  expect(brought).toMatchObject({ refusal: null });
  const start = `startReconciliation(input: { providerAccountId: "${account}", from: "2026-10-01T00:00:00Z", until: "${until}T00:00:00Z" })`;
  const run = await reconciled<Run>(finance, start, fields);
  const accept = `mutation { answer: acceptStatement(id: "${run.id}") { ... on Refusal { code } } }`;
  const { answer } = await asked<{ answer: { code?: string } }>(finance, accept);
  return { ...run, code: answer.code };
}

/** "DONE", or the code of the refusal. */
async function decided({ id, items }: Run, amount: string, decision: string): Promise<string | undefined> {
  const { number } = items.edges.map(({ node }) => node).find((node) => node.amount.amount === amount) ?? {};
  const input = `{ reconciliationId: "${id}", items: [${number}], decision: ${decision}, cause: "as named", reason: "Looked at." }`;
  const { answer } = await asked<{ answer: { state?: string; code?: string } }>(
    finance,
    `mutation { answer: resolveItems(input: ${input}) { ... on ItemResolution { state } ... on Refusal { code } } }`,
  );
  return answer.state ?? answer.code;
}

/** Accounts that hold something. */
async function balances(): Promise<Readonly<Record<string, string>>> {
  const { rows } = await database.query<{ account: string; balance: string }>(
    'SELECT account, trim_scale(sum(amount))::text AS balance FROM ledger_entry GROUP BY account HAVING sum(amount) <> 0 ORDER BY account',
  );
  return Object.fromEntries(rows.map((row) => [row.account, row.balance]));
}

/** Which balances of October are not what they stand for. */
async function unproved(): Promise<readonly string[]> {
  const { list } = await asked<{ list: { conditions: { key: string; holds: boolean }[] } }>(
    finance,
    '{ list: closeChecklist(book: SIMULATED, month: "2026-10") { conditions { key holds } } }',
  );
  const balance = new Set(['payable', 'claims', 'suspense']);
  return list.conditions.filter(({ key, holds }) => balance.has(key) && !holds).map(({ key }) => key);
}

/** Words that nobody explained: each is an item of its own. */
const threeDays = [
  [{ item: 'alpha', value: '1.5' }],
  [{ item: 'beta', value: '0.7' }],
  [
    { item: 'gamma', value: '0.2' },
    { item: 'delta', value: '0.1' },
  ],
];

const waitingFields = 'runId item part cause reason provider ageSeconds amount { amount }';

interface CarriedPage {
  readonly carriedItems: {
    readonly edges: readonly { readonly node: { readonly amount: { readonly amount: string } } }[];
    readonly pageInfo: { readonly endCursor: string };
  };
}

/** A page of one carried item, and all by their age. */
async function carried(after?: string): Promise<CarriedPage> {
  const page = `first: 1${after === undefined ? '' : `, after: "${after}"`}`;
  const list = `carriedItems(book: SIMULATED, ${page}) { totalCount edges { node { carriedBy carriedAt ${waitingFields} } } pageInfo { hasNextPage endCursor } }`;
  return await asked(finance, `{ ${list} carriedAges(book: SIMULATED) { fromDays untilDays count amount { amount } } }`);
}

/** The amounts that wait over all runs: claims, and how much is carried. */
async function waiting(): Promise<unknown> {
  const { claims, ages } = await asked<Record<'claims' | 'ages', { amount: { amount: string } }[]>>(
    finance,
    '{ claims: openClaims(book: SIMULATED) { amount { amount } } ages: carriedAges(book: SIMULATED) { amount { amount } } }',
  );
  return { claimed: claims.map(({ amount }) => amount.amount), carried: ages.map(({ amount }) => amount.amount) };
}

describe('Of what nobody recorded or explained, 1.50, 0.70, 0.20 and 0.10 stated on three days', () => {
  let first: Run;

  it('two are carried, and stand in one list with their ages, page by page', async () => {
    first = await accepted(threeDays, '2026-10-04');
    for (const amount of ['0.1', '1.5']) expect(await decided(first, amount, 'CARRY')).toBe('DONE');
    const one = await carried();
    const shown = {
      runId: first.id,
      part: 'unexplained',
      carriedBy: 'this machine',
      reason: 'Looked at.',
      provider: 'openai',
      ageSeconds: 0,
    };
    expect(one).toMatchObject({
      carriedItems: { totalCount: 2, edges: [{ node: shown }], pageInfo: { hasNextPage: true } },
      carriedAges: [{ fromDays: 0, untilDays: 4, count: 2, amount: { amount: '1.6' } }],
    });
    const two = await carried(one.carriedItems.pageInfo.endCursor);
    expect(two).toMatchObject({ carriedItems: { edges: [{ node: shown }], pageInfo: { hasNextPage: false } } });
    const amounts = [one, two].flatMap(({ carriedItems }) => carriedItems.edges.map(({ node }) => node.amount.amount));
    expect(amounts.toSorted()).toEqual(['0.1', '1.5']);
  });

  it('one is accepted as cost, one claimed, one claimed and credited, one still carried', async () => {
    expect(await decided(first, '1.5', 'ACCEPT')).toBe('DONE');
    for (const amount of ['0.7', '0.2']) expect(await decided(first, amount, 'CLAIM')).toBe('DONE');
    expect(await decided(first, '0.2', 'CREDITED')).toBe('DONE');
    expect(await balances()).toEqual({
      cost_adjustment: '1.5',
      provider_claim: '0.7',
      provider_payable: '-2.3',
      statement_suspense: '0.1',
    });
    expect(await unproved()).toEqual([]);
    expect(await waiting()).toEqual({ claimed: ['0.7'], carried: ['0.1'] });
  });

  it('a write-off that waits for another leaves the claim as it is, and so does discarding it', async () => {
    const [threshold] = (await database.query<{ above: string }>('SELECT approval_above AS above FROM reconciliation_run')).rows;
    await database.query('UPDATE reconciliation_run SET approval_above = 0.01');
    expect(await decided(first, '0.7', 'WRITE_OFF')).toBe('PROPOSED');
    expect(await unproved()).toEqual([]);
    const { rows } = await database.query<{ id: string }>(`SELECT id FROM item_resolution WHERE state = 'proposed'`);
    await asked(finance, `mutation { discardResolution(id: "${rows[0]?.id}") { ... on ItemResolution { state } } }`);
    expect(await waiting()).toEqual({ claimed: ['0.7'], carried: ['0.1'] });
    expect(await decided(first, '0.7', 'ACCEPT')).toBe('INVALID_RESOLUTION');
    await database.query('UPDATE reconciliation_run SET approval_above = $1', [threshold?.above]);
  });

  it('days of an accepted statement are not accepted once more within another period', async () => {
    expect(await accepted(threeDays, '2026-10-03')).toMatchObject({
      code: 'OVERLAPPING_STATEMENTS',
    });
    expect((await balances())['provider_payable']).toBe('-2.3');
  });

  it('stated anew without any of it, the cost is taken back, what was carried is over, and the claim waits for its credit', async () => {
    await accepted([[], [], []], '2026-10-04');
    expect(await balances()).toEqual({ provider_claim: '0.7', statement_suspense: '-0.7' });
    expect(await unproved()).toEqual(['suspense']);
    expect(await waiting()).toEqual({ claimed: ['0.7'], carried: [] });
  });

  it('in the run whose place was taken, claims alone are decided: crediting this one leaves nothing', async () => {
    expect(await decided(first, '1.5', 'CARRY')).toBe('RUN_CLOSED');
    expect(await decided(first, '0.7', 'CREDITED')).toBe('DONE');
    expect(await balances()).toEqual({});
    expect(await waiting()).toEqual({ claimed: [], carried: [] });
    expect(await unproved()).toEqual([]);
  });

  it('stated once more as at first, it is open once more', async () => {
    const again = await accepted(threeDays, '2026-10-04');
    expect(await balances()).toEqual({ provider_payable: '-2.5', statement_suspense: '2.5' });
    expect(await decided(again, '1.5', 'ACCEPT')).toBe('DONE');
    expect(await balances()).toEqual({ provider_payable: '-2.5', statement_suspense: '1', cost_adjustment: '1.5' });
    expect(await unproved()).toEqual([]);
  });
});

/** The status and the code that a file of zeros is answered with. */
async function attached(name: string, bytes: number): Promise<unknown> {
  const response = await fetch(`${world.address}/attachments?name=${name}`, { method: 'POST', body: new Uint8Array(bytes) });
  return [response.status, ((await response.json()) as { code?: string }).code];
}

it('What a decision rests on is a file with a name, of at most 25 MB', async () => {
  expect(await attached('', 1)).toEqual([400, 'INVALID_ATTACHMENT']);
  expect(await attached('mail.eml', 0)).toEqual([400, 'INVALID_ATTACHMENT']);
  expect(await attached('mail.eml', 25_000_001)).toEqual([413, 'ATTACHMENT_TOO_LARGE']);
});
