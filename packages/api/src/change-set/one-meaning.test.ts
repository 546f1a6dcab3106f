/** Two say what is wrong with a publication, core and the database: whatever is drafted, they say the same. */
import { invariant } from '@halfpenny/core';
import type { DraftProblem } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import type { Caller } from '../access/caller.ts';
import { asSystem, closeDatabase, openDatabase, withWorkspace, type Database, type Transaction } from '../platform/database.ts';
import { idsBy } from '../platform/identifiers.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { BookInMemory } from '../price-book/book-in-memory.ts';
import { selectPriceEntries } from '../price-book/price-entry-row.ts';
import { checkChangeSet } from './check-change-set.ts';
import { publishChangeSet, writePublication } from './publish-change-set.ts';
import { createChangeSet } from './save-drafts.ts';
import type { ChangeSetRecord } from './read-change-sets.ts';

let world: TestDatabase;
let database: Database;
let hour = 0;
const clock = () => new Date(Date.parse('2026-11-20T12:00:00Z') + hour * 3_600_000);
const silent = pino({ level: 'silent' });
const book = new BookInMemory();
const caller: Caller = { workspaceId: defaultWorkspace, roles: new Set(['admin']), apiKeyId: null, personId: null, name: 'Ada' };
const parts = () => ({ database, clock, newId: idsBy(clock), book });

beforeAll(async () => {
  world = await createTestDatabase();
  await prepareDatabase(world.url, { clock, logger: silent });
  database = openDatabase(world.url, { logger: silent });
});
afterAll(async () => {
  await closeDatabase(database);
  await world.drop();
});

/** What the database keeps itself; the rest of what is to be confirmed is asked by the service alone. */
const kept = new Set(['unpriced-meter', 'partly-priced', 'price-off-predecessor', 'price-off-neighbour', 'zero-price', 'gap-in-coverage']);

/** Each draws a change set; more of them say no more by now. */
const rounds = 40;
let state = 20_261_120;
const chance = (below: number) => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * below);
};
const oneOf = <T>(values: readonly T[]): T => values[chance(values.length)] as T;

const meters = ['text_input', 'text_input_cached', 'image_input', 'image_input_cached', 'image_output', 'text_output'];
const days = ['2026-10-01', '2026-12-01', '2026-12-10', '2027-01-01', '2027-02-01', '2027-03-01'];

function component(meter: string): object {
  const when = oneOf([
    undefined,
    undefined,
    undefined,
    { quality: oneOf(['low', ['low', 'medium', 'high']]) },
    { sizeTier: '1K' },
    { tenant: 'a' },
  ]);
  return {
    meter,
    price: oneOf(['30', '30', '30', '29.5', '3', '0.00', '300', '12']),
    per: oneOf([1_000_000, 1_000_000, 1_000_000, 100_000]),
    when,
  };
}

function tariff(): object {
  const components = chance(6) === 0 ? [{ ...component('image'), per: 1 }] : meters.filter(() => chance(12) > 0).map(component);
  const credit = chance(8) === 0 ? { credit: { price: '1', per: oneOf([1, 10]) } } : {};
  const modifiers =
    chance(8) === 0 ? { modifiers: [{ multiply: oneOf(['0.5', '0.05']) }, { multiply: '0.001', when: { operation: 'edit' } }] } : {};
  const based = { components: [], basedOn: { provider: oneOf(['openai', 'piapi', 'elsewhere']), multiply: oneOf(['0.5', '0.01']) } };
  return chance(7) === 0
    ? { ...based, ...modifiers }
    : { components, ...credit, ...modifiers, sizeTiers: [{ name: '1K', longestEdgeMost: 1024 }] };
}

function drafted(known: readonly { readonly id: string; readonly validFrom: string }[]) {
  const [first, second] = [chance(days.length), chance(days.length)];
  const key = {
    provider: oneOf(['openai', 'piapi', 'elsewhere']),
    model: oneOf(['gpt-image-2', 'gpt-image-1.5', 'unheard-of']),
    mode: oneOf(['realtime', 'batch']),
  };
  const until = second > first ? days[second] : undefined;
  const entry = { ...key, currency: 'USD', from: days[first], until, ...tariff(), source: 's', checkedOn: '2026-11-20' };
  const target = known.length === 0 ? undefined : oneOf(known);
  if (target === undefined || chance(3) > 0) return { action: 'add' as const, entry };
  if (chance(2) > 0) return { action: 'close' as const, targetId: target.id, endsAt: oneOf(days) };
  return { action: 'withdraw' as const, targetId: target.id };
}

class Taken extends Error {}

/** What the database says to a publication of which one thing was not confirmed; it is taken back. */
async function refusalWithout(record: ChangeSetRecord, left: string | undefined): Promise<string> {
  const attempt = async (tx: Transaction): Promise<never> => {
    const checked = await checkChangeSet(tx, record, { book, at: clock() });
    const problems = checked.problems.filter(({ name }) => name !== left);
    await writePublication(tx, parts(), { record, caller, checked: { ...checked, problems }, at: clock() });
    await tx.execute(sql`SET CONSTRAINTS ALL IMMEDIATE`);
    throw new Taken();
  };
  return await asSystem(database, attempt).catch((cause: unknown) => {
    if (cause instanceof Taken) return '';
    const refused = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    return refused instanceof Error ? refused.message : String(refused);
  });
}

/** A change set of whatever comes, and what core says of it; undefined where it changes nothing, or cannot be published. */
async function drawn(): Promise<readonly [ChangeSetRecord, readonly DraftProblem[]] | undefined> {
  const ofModels = sql`upper_inf(known) AND model IN ('gpt-image-2', 'gpt-image-1.5', 'unheard-of')`;
  const known = await withWorkspace(database, defaultWorkspace, (tx) => selectPriceEntries(tx).where(ofModels));
  const drafts = Array.from({ length: 1 + chance(3) }, () => drafted(known));
  const made = await createChangeSet(parts(), caller, { book: 'cost', title: 't', reason: '', drafts });
  invariant(made.ok, 'Whatever is typed is kept.');
  const { problems, changes } = await asSystem(database, (tx) => checkChangeSet(tx, made.value, { book, at: clock() }));
  return changes.length === 0 || problems.some(({ severity }) => severity === 'error') ? undefined : [made.value, problems];
}

it('Whatever core has confirmed the database takes, and nothing less', async () => {
  const seen = new Set<string>();
  for (hour = 1; hour <= rounds; hour += 1) {
    const found = await drawn();
    if (found === undefined) continue;
    const [record, problems] = found;
    expect(await refusalWithout(record, undefined)).toBe('');
    for (const { name, code } of problems) {
      expect([code, (await refusalWithout(record, name)).includes('is not published')]).toEqual([code, kept.has(code)]);
      seen.add(code);
    }
    const approval = { comment: '', confirmations: problems.map(({ name }) => name), fingerprint: undefined };
    expect(await publishChangeSet(parts(), caller, { id: record.set.id, rowVersion: 1 }, approval)).toMatchObject({ ok: true });
  }
  expect([...kept].filter((code) => !seen.has(code))).toEqual([]);
});
