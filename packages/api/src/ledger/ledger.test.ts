import { priceEntry, rateUsage, type Charge } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace, writeSampleGeneration, type SampleGeneration } from '../../../../test/world/sample-generation.ts';
import { closeDatabase, openDatabase, withWorkspace, type Database, type Transaction } from '../platform/database.ts';
import { idsBy } from '../platform/identifiers.ts';
import { loadPublishedBook } from '../price-book/load-published-book.ts';
import { engineVersion } from './engine-version.ts';
import { carriedPostings } from './carried-postings.ts';
import { ledgerRows } from './ledger-rows.ts';
import type { LedgerEvent } from './ledger-rows.ts';
import { readAccountBalances, readLedgerEntries } from './read-ledger.ts';
import { correctionPostings, settlementPostings } from './settlement.ts';

const noon = new Date('2026-11-20T12:00:00Z');
const newId = idsBy(() => noon);
let world: TestDatabase;
let database: Database;

beforeAll(async () => {
  world = await createTestDatabase();
  database = openDatabase(world.url, { logger: pino({ level: 'silent' }) });
  await loadPublishedBook(database, { at: noon, newId });
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

const inWorkspace = <T>(work: (tx: Transaction) => Promise<T>) => withWorkspace(database, defaultWorkspace, work);

const sampleIn = (tx: Transaction) => writeSampleGeneration((text) => tx.execute(sql.raw(text)));

/** 20 text tokens at 5 and 129 image tokens at 30 per million: 0.0001 + 0.00387. */
function wizardCost(): Charge {
  const entry = priceEntry({
    provider: 'openai',
    model: 'gpt-image-2',
    mode: 'realtime',
    currency: 'USD',
    from: '2026-04-21',
    components: [
      { meter: 'text_input', price: '5.00', per: 1_000_000 },
      { meter: 'image_output', price: '30.00', per: 1_000_000 },
    ],
  });
  const charge = entry.ok ? rateUsage({ text_input: 20n, image_output: 129n }, entry.value) : entry;
  if (!charge.ok) throw new Error(charge.refusal.message);
  return charge.value;
}

function settlementOf(sample: SampleGeneration, delivered = true, cost = wizardCost()) {
  const { providerAccountId, generationId, attemptId, priceEntryId } = sample;
  const postings = settlementPostings(cost, { priceEntryId, delivered, estimated: false });
  const ids = { workspaceId: defaultWorkspace, providerAccountId, generationId, attemptId };
  return {
    ...ids,
    book: 'simulated' as const,
    event: 'settled',
    serviceAt: noon,
    recordedAt: noon,
    corrects: null,
    reason: 'A test.',
    postings,
  };
}

async function postIn(tx: Transaction, event: LedgerEvent): Promise<string> {
  const { posting, entries } = ledgerRows(event, newId());
  await tx.$client.query('SELECT post_transaction($1, $2)', [JSON.stringify(posting), JSON.stringify(entries)]);
  return posting.id;
}

const post = (event: LedgerEvent): Promise<string> => inWorkspace((tx) => postIn(tx, event));

async function settle(delivered = true): Promise<SampleGeneration> {
  const sample = await inWorkspace((tx) => sampleIn(tx));
  await post(settlementOf(sample, delivered));
  return sample;
}

/** account, meter, quantity, amount of each entry that a generation caused. */
async function entriesOf(generation: string) {
  const { rows } = await inWorkspace((tx) => readLedgerEntries(tx, { generation }, { first: 50 }));
  return rows.map(({ account, meter, quantity, amount }) => [account, meter, quantity, amount]);
}

describe('A settlement', () => {
  it('posts a pair for each usage line: the cost, and what is accrued to the provider', async () => {
    const sample = await settle();
    expect(await entriesOf(sample.generationId)).toEqual([
      ['generation_cost', 'text_input', '20', '0.0001'],
      ['provider_accrued', 'text_input', '-20', '-0.0001'],
      ['generation_cost', 'image_output', '129', '0.00387'],
      ['provider_accrued', 'image_output', '-129', '-0.00387'],
    ]);
  });

  it('that delivered nothing is an undelivered cost', async () => {
    const sample = await settle(false);
    expect((await entriesOf(sample.generationId)).map(([account]) => account)).toEqual([
      'undelivered_cost',
      'provider_accrued',
      'undelivered_cost',
      'provider_accrued',
    ]);
  });

  it('is posted once for an attempt: the second one fails with all that came with it', async () => {
    const sample = await settle();
    const again = post(settlementOf(sample));
    await expect(again).rejects.toMatchObject({ constraint: 'one_posting_per_attempt_and_event' });
    expect(await entriesOf(sample.generationId)).toHaveLength(4);
  });

  it('keeps its own book: one that calls a simulated account real is refused', async () => {
    const sample = await inWorkspace((tx) => sampleIn(tx));
    const real = post({ ...settlementOf(sample), book: 'real' });
    await expect(real).rejects.toMatchObject({ constraint: 'ledger_tx_provider_account_id_book_fkey' });
  });

  it('is refused when the amount of a line is not its quantity times its price', async () => {
    const sample = await inWorkspace((tx) => sampleIn(tx));
    const [line, ...others] = wizardCost().lines;
    if (line === undefined) throw new Error('A wizard costs something.');
    const dearer = { ...line, amount: { currency: 'USD', pico: line.amount.pico + 1n } };
    const posted = post(settlementOf(sample, true, { ...wizardCost(), lines: [dearer, ...others] }));
    await expect(posted).rejects.toMatchObject({ constraint: 'amount_is_that_of_its_line' });
  });

  it('names the engine whose digits it carries', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../../core/package.json', import.meta.url), 'utf8')) as {
      name: string;
      version: string;
    };
    expect(engineVersion).toBe(`${manifest.name} ${manifest.version}`);
  });
});

describe('A correction', () => {
  it('takes back what is carried, posts what is known now, and forks no chain', async () => {
    const sample = await inWorkspace((tx) => sampleIn(tx));
    const first = await post(settlementOf(sample));
    const correct = () =>
      inWorkspace(async (tx) => {
        const carried = await carriedPostings(tx, { workspaceId: defaultWorkspace, attemptId: sample.attemptId });
        expect(carried.map(({ account, meter, quantity, amount }) => [account, meter, quantity, amount])).toEqual([
          ['generation_cost', 'text_input', '20', '0.0001'],
          ['provider_accrued', 'text_input', '-20', '-0.0001'],
          ['generation_cost', 'image_output', '129', '0.00387'],
          ['provider_accrued', 'image_output', '-129', '-0.00387'],
        ]);
        const event = { ...settlementOf(sample), event: 'correction-1', corrects: first, postings: correctionPostings(carried, []) };
        return await postIn(tx, event);
      });
    const second = await correct();
    const left = await inWorkspace((tx) => carriedPostings(tx, { workspaceId: defaultWorkspace, attemptId: sample.attemptId }));
    expect(left).toEqual([]);
    const fork = { ...settlementOf(sample), event: 'correction-2', corrects: first };
    await expect(post(fork)).rejects.toMatchObject({ constraint: 'a_chain_never_forks' });
    await post({ ...fork, corrects: second });
    expect(await entriesOf(sample.generationId)).toHaveLength(12);
  });
});

describe('The trial balance', () => {
  it('sums to zero, and accrues to the provider what was recorded', async () => {
    const before = await inWorkspace((tx) => readAccountBalances(tx, { book: 'simulated' }));
    const accrued = (rows: typeof before) => rows.find(({ account }) => account === 'provider_accrued')?.balance;
    expect(accrued(before)).toBe('-0.01588');
    await settle();
    const after = await inWorkspace((tx) => readAccountBalances(tx, { book: 'simulated' }));
    expect(
      after.map(({ code, account, normalSign, provider, currency, balance }) => [code, account, normalSign, provider, currency, balance]),
    ).toEqual([
      [2100, 'provider_accrued', 'credit', 'openai', 'USD', '-0.01985'],
      [5100, 'generation_cost', 'debit', 'openai', 'USD', '0.01588'],
      [5110, 'undelivered_cost', 'debit', 'openai', 'USD', '0.00397'],
    ]);
    expect(await inWorkspace((tx) => readAccountBalances(tx, { book: 'real' }))).toEqual([]);
    expect(await inWorkspace((tx) => readAccountBalances(tx, { recordedBy: '2026-11-20T11:59:59Z' }))).toEqual([]);
  });

  it('is read in pages that neither repeat nor skip an entry', async () => {
    const whole = await inWorkspace((tx) => readLedgerEntries(tx, {}, { first: 200 }));
    const places: string[] = [];
    let after: { txId: string; position: number } | undefined;
    for (let more = true; more;) {
      const page = await inWorkspace((tx) => readLedgerEntries(tx, {}, { first: 3, after }));
      places.push(...page.rows.map(({ transaction, position }) => `${transaction}:${position}`));
      const last = page.rows.at(-1);
      after = last && { txId: last.transaction, position: last.position };
      more = page.more;
    }
    expect(places).toEqual(whole.rows.map(({ transaction, position }) => `${transaction}:${position}`));
    expect([places.length, whole.total]).toEqual([28, 28]);
  });
});
