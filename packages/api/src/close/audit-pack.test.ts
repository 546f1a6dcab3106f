/** A month is closed by two, over HTTP; and a stranger, who has nothing but the audit pack, computes every total of it anew. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchPack, forgedWith, packNames, recomputed, sha256, type Manifest, type Row } from '../../../../test/world/audit-pack.ts';
import { anonymous, asked, keyNamed, type Asker } from '../../../../test/world/askers.ts';
import { generateDocument, type Generated } from '../../../../test/world/generation-document.ts';
import { postedLate, waitingForItsLock } from '../../../../test/world/closed-month.ts';
import { startWorld, type World } from '../../../../test/world/service.ts';
import { stateNovember } from '../../../../test/world/stated-month.ts';

let world: World;
let database: Client;
let preparer: Asker;
let reviewer: Asker;
let cards: Asker;

beforeAll(async () => {
  world = await startWorld();
  preparer = anonymous(world);
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  [reviewer, cards] = [await keyNamed(world, 'Grace', 'FINANCE'), await keyNamed(world, 'cards', 'APP')];
  for (const name of ['one', 'two']) await generated(name);
  await generated('in doubt', 'A shell [sandbox: server-error-billed]');
});
afterAll(async () => {
  await database.end();
  await world.close();
});

async function generated(requestKey: string, prompt = 'Sparkling shell with a pearl'): Promise<Generated> {
  const input = { requestKey, request: { model: 'gpt-image-2', prompt, size: '976x704', quality: 'low' }, providers: ['openai'] };
  return (await asked<{ generate: Generated }>(anonymous(world), generateDocument, { input })).generate;
}

interface Shown {
  readonly isReady: boolean;
  readonly fingerprint: string;
  readonly conditions: readonly {
    readonly key: string;
    readonly holds: boolean;
    readonly figures: readonly object[];
    readonly proofs: readonly object[];
  }[];
  readonly accruals: readonly object[];
}

const about = 'book: SIMULATED, month: "2026-11"';

async function checklist(): Promise<Shown> {
  const fields =
    'isReady fingerprint conditions { key holds figures { name value currency } proofs { of left { value } right { value } difference } next } accruals { basis amount { amount } floor { amount } unavailable }';
  return (await asked<{ closeChecklist: Shown }>(preparer, `{ closeChecklist(${about}) { ${fields} } }`)).closeChecklist;
}

const softClose = `mutation { softClosePeriod(input: { ${about}, reason: "November is over." }) { ... on AccountingPeriod { state } ... on Refusal { code } } }`;

/** The code of a refusal, or the hash of the close. */
async function sign(by: Asker, step: 'prepareClose' | 'signClose', fingerprint: string): Promise<string> {
  const told = step === 'signClose' ? '... on PeriodClose { hash }' : '... on CloseChecklist { isReady }';
  const document = `mutation { done: ${step}(input: { ${about}, fingerprint: "${fingerprint}" }) { ${told} ... on Refusal { code } } }`;
  const { done } = await asked<{ done: { code?: string; hash?: string } }>(by, document);
  return done.code ?? done.hash ?? 'SIGNED';
}

const failing = ({ conditions }: Shown) => conditions.filter(({ holds }) => !holds).map(({ key }) => key);

const figure = (name: string, value: string, currency: string | null = null) => ({ name, value, currency });
const batchLine = (code: number, debit: string, credit: string) => ({ code, debit: { amount: debit }, credit: { amount: credit } });
const closed = (code: number, amount: string) => ({ code, closing: { amount } });
const charge = (accountingDate: string) => expect.objectContaining({ state: 'settled', accountingDate, amount: { amount: '0.00393' } });

describe('Closing a month', () => {
  it('asks for all of it: soft-closed, every day stated and final', async () => {
    await expect(asked(cards, `{ closeChecklist(${about}) { isReady } }`)).rejects.toThrow('takes one of the roles');
    expect(failing(await checklist())).toEqual(['soft-closed', 'days-final']);
    world.setNow('2026-12-06T09:00:00Z');
    await asked(preparer, softClose);
    const open = await checklist();
    expect(failing(open)).toEqual(['days-final']);
    expect(await sign(preparer, 'prepareClose', open.fingerprint)).toBe('CLOSE_NOT_READY');
    await stateNovember(world);
    const ready = await checklist();
    expect([ready.isReady, failing(ready)]).toEqual([true, []]);
    expect(ready.conditions.find(({ key }) => key === 'doubts')?.figures).toEqual([
      figure('doubts', '1'),
      figure('without a figure', '0'),
      figure('floor', '0.00395', 'USD'),
      figure('expected', '0.00395', 'USD'),
      figure('ceiling', '0.00395', 'USD'),
    ]);
    expect(ready.conditions.find(({ key }) => key === 'roll-forward')?.proofs).toEqual([
      { of: 'openai', left: { value: '-0.00786' }, right: { value: '-0.00786' }, difference: '0' },
    ]);
    expect(ready.accruals).toMatchObject([
      { basis: 'EXPECTED', amount: { amount: '0.00395' }, floor: { amount: '0' } },
      { basis: 'CEILING', amount: { amount: '0.00395' } },
      { basis: 'MEASURED', amount: null, unavailable: expect.stringContaining('only 0 did') },
    ]);
  });

  it('is refused where something is posted in the month meanwhile, and leaves nothing behind', async () => {
    const { fingerprint } = await checklist();
    expect(await sign(reviewer, 'signClose', fingerprint)).toBe('CLOSE_CHANGED');
    expect(await sign(preparer, 'prepareClose', fingerprint)).toBe('SIGNED');
    await database.query(`BEGIN; ${postedLate}`);
    const signing = sign(reviewer, 'signClose', fingerprint);
    await waitingForItsLock(database);
    await database.query('COMMIT');
    expect(await signing).toBe('CLOSE_CHANGED');
    expect(await database.query('SELECT FROM journal_number UNION ALL SELECT FROM period_close')).toMatchObject({ rows: [] });
  });

  it('takes two who sign for the same figures, neither of them the other', async () => {
    world.setNow('2026-12-06T09:30:00Z');
    const { fingerprint } = await checklist();
    expect(await sign(preparer, 'prepareClose', '0'.repeat(64))).toBe('CLOSE_CHANGED');
    expect(await sign(preparer, 'prepareClose', fingerprint)).toBe('SIGNED');
    expect(await sign(preparer, 'signClose', fingerprint)).toBe('OWN_CLOSE');
    expect(await sign(reviewer, 'signClose', fingerprint)).toMatch(/^[0-9a-f]{64}$/);
    expect(await sign(preparer, 'prepareClose', fingerprint)).toBe('PERIOD_STATE');
  });

  it('accrues doubts at the last instant of the month, and takes that back at the first of the next', async () => {
    const { rows } = await database.query<{ posted: string }>(`
      SELECT concat_ws(' ', t.event, t.accounting_date, e.account, trim_scale(e.amount), CASE WHEN t.reason IS NOT NULL THEN 'says why' END) AS posted
      FROM ledger_tx AS t JOIN ledger_entry AS e ON e.tx_id = t.id WHERE t.event LIKE 'doubts-%' ORDER BY t.service_at, e.position`);
    expect(rows.map(({ posted }) => posted)).toEqual([
      'doubts-accrued 2026-11-30 doubt_cost 0.00395 says why',
      'doubts-accrued 2026-11-30 provider_accrued_doubt -0.00395 says why',
      'doubts-reversed 2026-12-01 doubt_cost -0.00395',
      'doubts-reversed 2026-12-01 provider_accrued_doubt 0.00395',
    ]);
  });

  it('hands its journal, of which it says the numbers, to the general ledger once', async () => {
    const send = `mutation { sendJournalBatch(book: SIMULATED, number: 1) {
      ... on PeriodClose { transactions firstJournalNumber lastJournalNumber batch { sentBy lines { code debit { amount } credit { amount } } } } ... on Refusal { code } } }`;
    const lines = [
      batchLine(2100, '0', '-0.00786'),
      batchLine(2120, '0', '-0.00395'),
      batchLine(5100, '0.00786', '0'),
      batchLine(5120, '0.00395', '0'),
    ];
    const sendJournalBatch = { transactions: 4, firstJournalNumber: '1', lastJournalNumber: '4', batch: { sentBy: 'this machine', lines } };
    expect(await asked(preparer, send)).toEqual({ sendJournalBatch });
    expect(await asked(reviewer, send)).toEqual({ sendJournalBatch: { code: 'BATCH_SENT' } });
  });

  it('shows its accounts, and the entries of one', async () => {
    const balances = `{ monthBalances(${about}) { trialBalance { code closing { amount } } rollForward { provider closing { amount } } } }`;
    const trialBalance = [closed(2100, '-0.00786'), closed(2120, '-0.00395'), closed(5100, '0.00786'), closed(5120, '0.00395')];
    const rollForward = [{ provider: 'openai', closing: { amount: '-0.00786' } }];
    expect(await asked(preparer, balances)).toEqual({ monthBalances: { trialBalance, rollForward } });
    const entries = '{ ledgerEntries(filter: { account: "doubt_cost", currency: "USD", until: "2026-12-01" }) { totalCount } }';
    expect(await asked(preparer, entries)).toEqual({ ledgerEntries: { totalCount: 1 } });
  });

  it('shows the charges around its midnight', async () => {
    await generated('of December');
    const fields = 'generationId state accountingDate amount { amount }';
    const { cutOff } = await asked<{ cutOff: Record<'before' | 'after' | 'held', readonly object[]> }>(
      preparer,
      `{ cutOff(${about}) { before { ${fields} } after { ${fields} } held { ${fields} } } }`,
    );
    expect(cutOff).toEqual({ before: [charge('2026-11-20'), charge('2026-11-20')], after: [charge('2026-12-06')], held: [] });
  });
});

describe('A stranger who has nothing but the audit pack', () => {
  let pack: ReadonlyMap<string, Buffer>;
  let manifest: Manifest;
  const table = (name: string) => parse(pack.get(name) ?? '', { columns: true }) as readonly Row[];
  beforeAll(async () => {
    pack = await fetchPack(`${world.address}/audit-packs/simulated/2026-11`);
    manifest = JSON.parse(pack.get('manifest.json')?.toString() ?? '') as Manifest;
  });

  it('finds every file as the manifest says, and the hash chained to the close before', () => {
    expect(manifest.files.map(({ name }) => name)).toEqual(packNames.split(' '));
    expect(manifest.entriesHash).toBe(sha256(pack.get('journal.csv') ?? ''));
    expect([manifest.previousHash, manifest.hash]).toEqual(['0'.repeat(64), sha256(`${manifest.previousHash}\n${manifest.entriesHash}\n`)]);
  });

  it('computes every total anew with the script of the pack, and is told of each file that was tampered with', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pack-'));
    expect(await recomputed(folder, pack, new Map())).toMatch(/^All of \d\d+ checks hold\.\n$/);
    for (const name of ['journal.csv', 'trial-balance.csv', 'doubts.csv', 'statements.json', 'access-log.csv']) {
      const bytes = Buffer.from(pack.get(name) ?? '');
      bytes[bytes.length - 2] = (bytes.at(-2) ?? 0) ^ 1;
      expect(await recomputed(folder, pack, new Map([[name, bytes]]))).toContain(`${name} is not the file that the manifest names`);
    }
    // A forger who writes the manifest anew is found by the totals.
    const forged = (pack.get('journal.csv') ?? '').toString().replace('generation_cost,USD,0.00387', 'generation_cost,USD,0.00388');
    const told = await recomputed(folder, pack, forgedWith(manifest, forged));
    expect(told).toContain('does not sum to zero in USD');
    expect(told).toContain('is not quantity times price to the twelfth place');
    expect(told).toContain('What moved on generation_cost in USD is not what the journal says');
    await rm(folder, { recursive: true });
  });

  it('sees who asked what of finance, and who was turned away', async () => {
    const log = table('access-log.csv').map(({ name, operation, was_allowed: allowed }) => `${name} ${operation} ${allowed}`);
    expect(new Set(log)).toEqual(
      new Set([
        'this machine Mutation.prepareClose true',
        'this machine Mutation.signClose true',
        'this machine Mutation.softClosePeriod true',
        'this machine Query.closeChecklist true',
        'Grace Mutation.signClose true',
        'cards Query.closeChecklist false',
      ]),
    );
    await expect(database.query('DELETE FROM finance_access')).rejects.toThrow('is added to, never rewritten');
  });

  it('sees who signed, and samples that the seed of the manifest picks', () => {
    const signatures = JSON.parse(pack.get('signatures.json')?.toString() ?? '[]') as { what: string; by: string }[];
    expect(signatures.map(({ what, by }) => [what, by])).toEqual([
      ['close prepared', 'this machine'],
      ['period soft-closed', 'this machine'],
      ['close prepared', 'this machine'],
    ]);
    const samples = JSON.parse(pack.get('samples.json')?.toString() ?? '[]') as { id: string }[];
    const seeded = samples
      .map(({ id }) => id)
      .toSorted((a, b) => (sha256(manifest.entriesHash + a) < sha256(manifest.entriesHash + b) ? -1 : 1));
    expect([samples.length, samples.map(({ id }) => id)]).toEqual([2, seeded]);
  });
});

const copied = (change: string) => `INSERT INTO period_close SELECT made.* FROM period_close AS c,
    jsonb_populate_record(NULL::period_close, to_jsonb(c) || jsonb_build_object('month', '2026-12-01', ${change})) AS made`;

describe('The database', () => {
  it.each([
    [
      'a gap in the journal',
      `'number', 2, 'previous_hash', hash, 'last_journal_number', last_journal_number + 1, 'transactions', 1`,
      'has a gap',
    ],
    ['a close that does not follow', `'number', 2`, 'does not follow the close before it'],
  ])('refuses %s', async (_what, change, complaint) => {
    await expect(database.query(copied(change))).rejects.toThrow(complaint);
  });
});
