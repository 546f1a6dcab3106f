import { priceEntry, rateUsage } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace, writeSampleGeneration } from '../../../../test/world/sample-generation.ts';
import { asSystem, closeDatabase, openDatabase, withWorkspace, type Database } from '../platform/database.ts';
import { idsBy } from '../platform/identifiers.ts';
import { loadPublishedBook } from '../price-book/load-published-book.ts';
import { conclude } from './conclude.ts';
import { inDoubt, unserved } from './judge-failure.ts';
import type { Subject, Verdict } from './verdict.ts';

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

/** What the service, a sweeper or a late answer may say: 129 image tokens at 30 per million are 0.00387, 128 are 0.00384. */
const words = {
  sweep: () => inDoubt(undefined, null, noon),
  success: (entryId: string) => settled(129n, entryId, 'settled'),
  again: (entryId: string) => settled(129n, entryId, 'settled'),
  differing: (entryId: string) => settled(128n, entryId, 'settled'),
  estimate: (entryId: string) => settled(129n, entryId, 'estimated'),
  failure: () => unserved(undefined, null, noon),
} satisfies Record<string, (entryId: string) => Verdict>;
type Word = keyof typeof words;

function settled(tokens: bigint, entryId: string, state: 'settled' | 'estimated'): Verdict {
  const components = [{ meter: 'image_output', price: '30.00', per: 1_000_000 }];
  const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from: '2026-04-21' } as const;
  const entry = priceEntry({ ...key, id: entryId, components });
  const charge = entry.ok ? rateUsage({ image_output: tokens }, entry.value) : entry;
  if (!charge.ok || !entry.ok) throw new Error('The sample tariff is one that core accepts.');
  const side = { state, charge: charge.value, entry: entry.value } as const;
  const image = { sha256: 'a'.repeat(64), format: 'png', width: 1, height: 1, bytes: 1, position: 0, revisedPrompt: null } as const;
  const about = { unkept: [], usage: null, delivered: null, failure: null, source: 'late-result', evidence: null } as const;
  const attempt = {
    outcome: 'succeeded',
    httpStatus: 200,
    providerRequestId: null,
    reply: {},
    failure: null,
    endedAt: noon,
    serviceAt: noon,
  } as const;
  return { attempt, status: 'succeeded', charge: side, cost: side, serviceAt: noon, images: [image], ...about };
}

/** Says words of a fresh generation with a hold of 0.00397, one after the other or all at once, and answers with where that led. */
async function after(order: readonly (Word | 'stated')[], atOnce = false) {
  const sample = await withWorkspace(database, defaultWorkspace, async (tx) => {
    const made = await writeSampleGeneration((text) => tx.execute(sql.raw(text)));
    await tx.execute(
      sql`SELECT take_hold(${defaultWorkspace}::uuid, ${newId()}::uuid, ${made.generationId}::uuid, 'simulated', 'USD', 0.00397, now(), 0)`,
    );
    return made;
  });
  const { generationId, attemptId, providerAccountId, priceEntryId } = sample;
  const subject: Subject = { workspaceId: defaultWorkspace, generationId, attemptId, providerAccountId, book: 'simulated' };
  const say = (word: Word | 'stated') =>
    word === 'stated'
      ? coverByStatement(attemptId)
      : withWorkspace(database, defaultWorkspace, (tx) => conclude(tx, subject, words[word](priceEntryId), { newId, at: noon }));
  if (atOnce) await Promise.all(order.map(say));
  else for (const word of order) await say(word);
  return await standing(generationId);
}

/** As an accepted statement leaves a charge that it covers. */
async function coverByStatement(attemptId: string): Promise<void> {
  await asSystem(database, (tx) =>
    tx.execute(
      sql`INSERT INTO charge_standing VALUES (${defaultWorkspace}::uuid, ${attemptId}::uuid, 1, 'stated', ${newId()}::uuid, now())`,
    ),
  );
}

async function standing(generationId: string) {
  const { rows } = await withWorkspace(database, defaultWorkspace, (tx) =>
    tx.execute(sql`
      SELECT g.status, coalesce(k.state, c.state) AS state, trim_scale(coalesce(k.total, c.total))::text AS total,
             (SELECT count(*)::int FROM charge_correction AS every WHERE every.generation_id = g.id AND every.side = 'cost') AS corrections,
             (SELECT string_agg(event, ' ' ORDER BY t.corrects NULLS FIRST) FROM ledger_tx AS t WHERE t.generation_id = g.id) AS posted,
             (SELECT trim_scale(sum(amount))::text FROM ledger_entry AS e JOIN ledger_tx AS t ON t.id = e.tx_id
              WHERE t.generation_id = g.id AND e.account = 'generation_cost') AS cost,
             (SELECT e.outcome FROM hold AS h JOIN hold_settlement AS e ON e.hold_id = h.id WHERE h.generation_id = g.id) AS hold
      FROM generation AS g JOIN charge AS c ON c.generation_id = g.id AND c.side = 'cost'
      LEFT JOIN LATERAL (
        SELECT state, total FROM charge_correction AS x WHERE x.generation_id = g.id AND x.side = 'cost' ORDER BY number DESC LIMIT 1
      ) AS k ON true WHERE g.id = ${generationId}`),
  );
  const { status, state, total, corrections, posted, cost, hold } = rows[0] ?? {};
  return [status, state, total, corrections, posted, cost, hold];
}

const settledOnce = ['succeeded', 'settled', '0.00387', 0, 'settled', '0.00387', 'settled'];
const corrected = ['succeeded', 'settled', '0.00384', 1, 'settled correction-1', '0.00384', 'settled'];

describe('Whatever order the words about one call come in', () => {
  it.each<[readonly Word[], readonly unknown[]]>([
    [['sweep'], ['unknown', 'in_doubt', null, 0, null, null, null]],
    [['success'], settledOnce],
    [['sweep', 'success'], settledOnce],
    [['success', 'sweep'], settledOnce],
    [['success', 'again'], settledOnce],
    [['sweep', 'success', 'again', 'sweep'], settledOnce],
    [['success', 'failure'], settledOnce],
    [
      ['sweep', 'failure'],
      ['failed', 'void', '0', 0, null, null, 'released'],
    ],
    [
      ['failure', 'sweep'],
      ['failed', 'void', '0', 0, null, null, 'released'],
    ],
    [
      ['failure', 'failure'],
      ['failed', 'void', '0', 0, null, null, 'released'],
    ],
    [
      ['failure', 'success'],
      ['failed', 'settled', '0.00387', 1, 'settled', '0.00387', 'released'],
    ],
    [['success', 'differing'], corrected],
    [['success', 'differing', 'differing'], corrected],
    [['sweep', 'success', 'differing', 'sweep', 'failure'], corrected],
    [['estimate'], ['succeeded', 'estimated', '0.00387', 0, 'estimated', '0.00387', 'settled']],
    [
      ['estimate', 'differing'],
      ['succeeded', 'settled', '0.00384', 1, 'estimated correction-1', '0.00384', 'settled'],
    ],
    [
      ['estimate', 'success'],
      ['succeeded', 'settled', '0.00387', 1, 'estimated correction-1', '0.00387', 'settled'],
    ],
    [['success', 'estimate'], settledOnce],
  ])('%j leads to one settlement and at most one correction', async (order, expected) => {
    expect(await after(order)).toEqual(expected);
  });

  it('an image that comes after its caller was told of a failure is shown with it, once', async () => {
    await after(['failure', 'success', 'again']);
    const { rows } = await withWorkspace(database, defaultWorkspace, (tx) =>
      tx.execute(sql`
        SELECT count(DISTINCT g.id) > 0 AS some, count(i.sha256) = count(DISTINCT g.id) AS one_each
        FROM generation AS g JOIN charge_correction AS c ON c.generation_id = g.id AND c.side = 'cost' AND c.state = 'settled'
        LEFT JOIN generated_image AS i ON i.generation_id = g.id WHERE g.status = 'failed'`),
    );
    expect(rows).toEqual([{ some: true, one_each: true }]);
  });

  it('what an accepted statement has taken over is corrected through suspense: what was accrued stays relieved', async () => {
    expect(await after(['success', 'stated', 'differing'])).toEqual(corrected);
    const { rows } = await withWorkspace(database, defaultWorkspace, (tx) =>
      tx.execute(sql`
        SELECT e.account, trim_scale(sum(e.amount))::text AS amount FROM charge_standing AS s
        JOIN ledger_tx AS t ON t.attempt_id = s.charge_id AND t.event = 'correction-1' JOIN ledger_entry AS e ON e.tx_id = t.id GROUP BY 1 ORDER BY 1`),
    );
    expect(rows).toEqual([
      { account: 'generation_cost', amount: '-0.00003' },
      { account: 'statement_suspense', amount: '0.00003' },
    ]);
  });

  it('at once, one of them settles and the others find it settled', async () => {
    expect(await after(['success', 'sweep', 'again', 'success', 'again'], true)).toEqual(settledOnce);
  });
});

/** Every order of some words: of five, 120. */
function orders(of: readonly Word[]): readonly (readonly Word[])[] {
  if (of.length <= 1) return [of];
  return of.flatMap((word, index) => orders(of.toSpliced(index, 1)).map((rest) => [word, ...rest]));
}

describe('In every order of sweep, success, failure, duplicate delivery and a differing amount', () => {
  it('there is one settlement and at most one correction, and the ledger has what is known last', async () => {
    const strays: unknown[] = [];
    for (const order of orders(['sweep', 'success', 'failure', 'again', 'differing'])) {
      const [, state, total, corrections, , cost, hold] = await after(order);
      const settledFirst = order.find((word) => word !== 'sweep') !== 'failure';
      const right = state === 'settled' && total === cost && Number(corrections) <= 1 && hold === (settledFirst ? 'settled' : 'released');
      if (!right) strays.push([order.join(' '), state, total, corrections, cost, hold]);
    }
    expect(strays).toEqual([]);
  });
});
