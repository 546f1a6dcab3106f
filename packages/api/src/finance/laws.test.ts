import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { drawLedger, type DrawnGeneration, type DrawnLine } from '../../../../test/world/drawn-ledger.ts';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import { writeDrawnLedger } from '../../../../test/world/write-drawn-ledger.ts';
import { allPostings } from '../close/posting-pages.ts';
import { readLedgerSums } from '../close/ledger-sums.ts';
import { rollForwardOf } from '../close/roll-forward.ts';
import { trialBalanceOf } from '../close/trial-balance.ts';
import { asSystem, closeDatabase, openDatabase, withWorkspace, type Database, type Transaction } from '../platform/database.ts';
import { picoOf } from '../platform/stored-amount.ts';
import { compareQuotes, countRetries, savingsForgone } from './compare-quotes.ts';
import { movedGroups, movementDimensions } from './derive-figures.ts';
import type { Dimension } from './dimension.ts';
import { effectiveRates, rateDimensions } from './effective-rates.ts';
import { foldRollups } from './fold-rollups.ts';
import { margins } from './margin.ts';
import { accountsOf, type Measure } from './measure.ts';
import { readQueues } from './queues.ts';
import { readLines, type LineRow } from './read-lines.ts';
import { readSpend, type SpendSum } from './read-spend.ts';
import { acceptedImageCost, gathered, wasted } from './told-apart.ts';

const { generations, lines } = drawLedger(7, 200);
const books = ['real', 'simulated'] as const;
const span = { from: '2026-10-01', until: '2026-12-01' } as const;
let stored: TestDatabase;
let database: Database;

beforeAll(async () => {
  stored = await createTestDatabase();
  await writeDrawnLedger(stored.url, { generations, lines });
  database = openDatabase(stored.url, { logger: pino({ level: 'silent' }) });
});
afterAll(async () => {
  await closeDatabase(database);
  await stored.drop();
});

/** A part of a line that belongs to one image, or to none. */
interface Part extends DrawnLine {
  readonly outcome: string | null;
}

/** Lines of an account shared among images, as the README has it: whole units, and what does not divide to the first. */
const parts: readonly Part[] = lines.flatMap((line): Part[] => {
  const { outcomes } = line.generation;
  const among = BigInt(outcomes.length);
  if (among < 2n) return [{ ...line, outcome: outcomes[0] ?? null }];
  const shareOf = (whole: bigint, index: number): bigint => whole / among + (index === 0 ? whole % among : 0n);
  return outcomes.map((outcome, index) => ({ ...line, outcome, pico: shareOf(line.pico, index), quantity: shareOf(line.quantity, index) }));
});

const codes: Readonly<Record<string, string>> = { generation_cost: '5100', undelivered_cost: '5110', revenue: '4100' };
const valueOf: Partial<Record<Dimension, (part: Part) => string | null>> = {
  day: ({ day }) => day,
  month: ({ day }) => day.slice(0, 7),
  workspace: () => defaultWorkspace,
  provider: ({ generation }) => generation.provider,
  model: ({ generation }) => generation.model,
  mode: ({ generation }) => generation.mode,
  operation: () => 'generate',
  quality: ({ generation }) => generation.quality,
  size: ({ generation }) => generation.size,
  key: ({ generation }) => generation.key,
  'template-version': ({ generation }) => generation.template,
  stage: ({ generation }) => generation.stage,
  outcome: ({ outcome }) => outcome,
  meter: ({ meter }) => meter,
  account: ({ account }) => codes[account] ?? '',
};

const isOf = (measure: Measure) => (part: DrawnLine) => (measure === 'cost' ? part.account.endsWith('_cost') : part.account === 'revenue');
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
const picos = (some: readonly DrawnLine[]): bigint => sum(some.map(({ pico }) => pico));

/** Added up again from the lines: amount and quantity by what groups them. */
function addedUp(by: readonly Dimension[], chosen: readonly Part[]): Readonly<Record<string, readonly string[]>> {
  const groups = Map.groupBy(chosen, (part) =>
    JSON.stringify([...by.map((dimension) => valueOf[dimension]?.(part) ?? null), part.generation.currency]),
  );
  return Object.fromEntries(
    [...groups].map(([name, group]) => [name, [String(picos(group)), String(sum(group.map(({ quantity }) => quantity)))]]),
  );
}

const inWorkspace = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => withWorkspace(database, defaultWorkspace, work);
const spend = (
  by: readonly Dimension[],
  book: (typeof books)[number],
  measure: Measure = 'cost',
  where = {},
): Promise<readonly SpendSum[]> =>
  inWorkspace((tx) => readSpend(tx, { by, book, ...span, accounts: accountsOf(measure).accounts, where: [], ...where }));
const shown = (sums: readonly SpendSum[]) =>
  Object.fromEntries(
    sums.map(({ keys, currency, amount, quantity }) => [JSON.stringify([...keys, currency]), [String(picoOf(amount)), quantity]]),
  );
const partsOf = (book: string, measure: Measure = 'cost') => parts.filter((part) => part.book === book && isOf(measure)(part));

describe.each(['not folded', 'folded in part', 'folded'])('Of a drawn ledger, %s,', (folded) => {
  beforeAll(async () => {
    if (folded === 'folded in part') await asSystem(database, (tx) => tx.$client.query('SELECT fold_rollups(90)'));
    if (folded === 'folded') await foldRollups(database);
  });

  it('spending by all dimensions at once is the sum of its lines', async () => {
    const every = Object.keys(valueOf) as Dimension[];
    for (const book of books) {
      for (const measure of ['cost', 'revenue'] as const) {
        expect(shown(await spend(every, book, measure))).toEqual(addedUp(every, partsOf(book, measure)));
      }
    }
  });
});

describe('Of a drawn ledger', () => {
  it.each(Object.keys(valueOf) as Dimension[])('spending by %s is the sum of its lines', async (dimension) => {
    expect(shown(await spend([dimension], 'real'))).toEqual(addedUp([dimension], partsOf('real')));
  });

  it('the pages of lines behind a sum are its lines, however rare they are', async () => {
    const where = [{ dimension: 'outcome' as const, values: ['deleted'] }];
    const found: LineRow[] = [];
    for (let more = true; more;) {
      const last = found.at(-1);
      const page = await inWorkspace((tx) =>
        readLines(tx, { accounts: [5100, 5110], book: 'real', ...span, where, first: 7, after: last }),
      );
      found.push(...page.rows);
      more = page.more;
    }
    const meant = partsOf('real').filter(({ outcome }) => outcome === 'deleted');
    expect(found).toHaveLength(new Set(meant.map(({ transaction, position }) => `${transaction} ${position}`)).size);
    expect(sum(found.map(({ amount }) => picoOf(amount)))).toBe(picos(meant));
  });

  it('a span that begins and ends within months is the sum of its days', async () => {
    const [from, until] = ['2026-09-20', '2026-11-11'];
    const sums = await spend(['provider', 'meter'], 'real', 'cost', { from, until });
    expect(shown(sums)).toEqual(
      addedUp(
        ['provider', 'meter'],
        partsOf('real').filter(({ day }) => day >= from && day < until),
      ),
    );
  });

  it('margin is what was sold less what it cost', async () => {
    const groups = margins(negated(await spend(['model'], 'real', 'revenue')), await spend(['model'], 'real'));
    expect(groups).toHaveLength(4);
    for (const { keys, currency, margin } of groups) {
      const meant = parts.filter(
        (part) => part.book === 'real' && part.generation.model === keys[0] && part.generation.currency === currency,
      );
      expect(picoOf(margin)).toBe(-picos(meant.filter(isOf('revenue'))) - picos(meant.filter(isOf('cost'))));
    }
  });

  it('an accepted image bears all that was spent, and waste is what led to nothing', async () => {
    const groups = gathered(await spend(['provider', 'account', 'outcome'], 'real'), 1);
    expect(groups).toHaveLength(4);
    for (const group of groups) {
      const meant = partsOf('real').filter(
        ({ generation }) => generation.provider === group.keys[0] && generation.currency === group.currency,
      );
      const lost = meant.filter(
        ({ account, outcome }) => account === 'undelivered_cost' || ['rejected', 'regenerated', 'deleted'].includes(outcome ?? ''),
      );
      expect([picoOf(acceptedImageCost(group).cost.amount), picoOf(wasted(group).wasted.amount)]).toEqual([picos(meant), picos(lost)]);
    }
  });

  it('the parts of a movement sum to what moved', async () => {
    const [october, november] = await Promise.all(
      ['2026-10', '2026-11'].map((month) =>
        spend(movementDimensions, 'real', 'cost', { where: [{ dimension: 'month', values: [month] }] }),
      ),
    );
    for (const currency of ['USD', 'EUR']) {
      const of = (sums: readonly SpendSum[] = []) => sums.filter((each) => each.currency === currency);
      const meant = (month: string) =>
        picos(partsOf('real').filter(({ day, generation }) => day.startsWith(month) && generation.currency === currency));
      const groups = movedGroups(of(october), of(november));
      expect([sum(groups.map(({ before }) => before)), sum(groups.map(({ after }) => after))]).toEqual([
        meant('2026-10'),
        meant('2026-11'),
      ]);
      for (const { before, after, volume, mix, rate, other } of groups) expect(volume + mix + rate + other).toBe(after - before);
    }
  });

  it('effective rates are of all units and all that was paid for them', async () => {
    const rates = effectiveRates(await spend(rateDimensions, 'real'), []);
    expect(sum(rates.map(({ cost }) => picoOf(cost)))).toBe(picos(partsOf('real')));
    expect(sum(rates.map(({ quantity }) => BigInt(quantity)))).toBe(sum(partsOf('real').map(({ quantity }) => quantity)));
  });

  it.each(books)('quotes, bills, savings forgone, retries and queues are those of its generations: %s', async (book) => {
    const meant = generations.filter((generation) => generation.book === book);
    const billed = meant.filter((generation) => generation.billed !== undefined);
    const compared = await inWorkspace((tx) => compareQuotes(tx, { book, ...span }));
    expect(grouped(compared, ({ bias }) => picoOf(bias))).toEqual(grouped(billed, ({ billed: bill = 0n, expected }) => bill - expected));
    const cheaper = meant.filter((each) => each.cheaper !== undefined && each.state !== 'in_doubt');
    const forgone = await inWorkspace((tx) => savingsForgone(tx, { book, ...span }));
    expect(grouped(forgone, (row) => picoOf(row.forgone))).toEqual(grouped(cheaper, ({ expected, cheaper: less = 0n }) => expected - less));
    const retries = await inWorkspace((tx) => countRetries(tx, { book, ...span }));
    expect(sum(retries.map((row) => BigInt(row.retries)))).toBe(sum(meant.map(({ attempts }) => BigInt(attempts.length - 1))));
    const queues = await inWorkspace((tx) => readQueues(tx, { book, now: new Date('2026-12-01T00:00:00Z') }));
    for (const { state, currency, count, expected } of queues) {
      const queue = meant.filter((each) => each.state === state && each.currency === currency);
      expect([count, picoOf(expected)]).toEqual([queue.length, sum(queue.map((each) => each.billed ?? each.expected))]);
    }
    const waiting = meant.filter(({ state }) => ['estimated', 'unbilled', 'in_doubt'].includes(state));
    expect(sum(queues.map(({ count }) => BigInt(count)))).toBe(BigInt(waiting.length));
  });

  it.each(books)('trial balance and roll-forward are its lines by account, and balance: %s', async (book) => {
    const closing = { workspaceId: defaultWorkspace, book, month: '2026-11-01', until: '2026-12-01' } as const;
    const posted = lines.filter((line) => line.book === book);
    const sums = await inWorkspace((tx) => readLedgerSums(tx, closing, allPostings(closing)));
    for (const { account, currency, opening, closing: end } of trialBalanceOf(sums)) {
      const meant = posted.filter((line) => line.account === account && line.generation.currency === currency);
      expect([picoOf(opening), picoOf(end)]).toEqual([picos(meant.filter(({ day }) => day < '2026-11-01')), picos(meant)]);
    }
    const accrued = posted.filter(({ account }) => account === 'provider_accrued');
    const rolled = await inWorkspace((tx) => rollForwardOf(tx, closing, sums));
    expect(rolled).toHaveLength(4);
    for (const row of rolled) {
      const meant = accrued.filter(({ generation }) => generation.provider === row.provider && generation.currency === row.currency);
      const november = meant.filter(({ day }) => day >= '2026-11-01');
      expect([row.recorded, row.corrected, row.closing].map(picoOf)).toEqual([
        picos(november.filter(({ corrects }) => corrects === null)),
        picos(november.filter(({ corrects }) => corrects !== null)),
        picos(meant),
      ]);
    }
  });
});

function negated(sums: readonly SpendSum[]): readonly SpendSum[] {
  return sums.map((each) => ({ ...each, amount: each.amount.startsWith('-') ? each.amount.slice(1) : `-${each.amount}` }));
}

type Grouped = Pick<DrawnGeneration, 'provider' | 'model' | 'currency'>;
function grouped<Row extends Grouped>(rows: readonly Row[], amountOf: (row: Row) => bigint) {
  const groups = Map.groupBy(rows, ({ provider, model, currency }) => `${provider} ${model} ${currency}`);
  return Object.fromEntries([...groups].map(([name, group]) => [name, sum(group.map(amountOf))]));
}
