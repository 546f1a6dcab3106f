/**
 * The service dies at each boundary in turn, is started again and asked again under the same key. Whatever it left, each line of the invoice
 * is one settled or one doubtful attempt, and once doubts are resolved from the invoice, the ledger is the invoice. A sell book is in force, so that each
 * death leaves a sale as whole as its cost: what was delivered is charged once, at 1.25 times the cost, and nothing else is.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundaries } from '../../packages/api/src/generation/boundaries.ts';
import type { Boundary } from '../../packages/api/src/generation/boundaries.ts';
import { queuedBoundaries } from './queued-boundaries.ts';
import { disagreements } from './books-agree.ts';
import { pico } from './exact.ts';
import { raiseCrashGround } from './crash-ground.ts';
import type { CrashGround } from './crash-ground.ts';
import { askOnce } from './persistent-client.ts';
import { ledgerBesideInvoice, resolveFromInvoice } from './resolve-from-invoice.ts';
import { startServiceProcess } from './service-process.ts';

const now = '2026-11-20T12:00:00Z';
const prompt = 'Sparkling shell with a pearl';

let crash: CrashGround;
beforeAll(async () => {
  crash = await raiseCrashGround({ now });
  await sellAtAMargin();
});
afterAll(() => crash.close());

/** A sell book in force: what is swept is a cost and a sale beside it. */
async function sellAtAMargin(): Promise<void> {
  const tariff = { components: [], basedOn: { book: 'cost', multiply: '1.25' } };
  await crash.database.query(`
    WITH sold AS (INSERT INTO price_book (id, kind, name, created_at) VALUES (gen_random_uuid(), 'sell', 'list-price', '${now}') RETURNING id)
    INSERT INTO price_entry (id, book_id, provider, model, mode, currency, kind, tariff, valid, known)
    SELECT gen_random_uuid(), id, 'openai', 'gpt-image-2', 'realtime', 'USD', 'metered', '${JSON.stringify(tariff)}', '[2026-11-20,)', '[2026-11-20,)' FROM sold`);
}

/** Asks under a key; it dies before it has answered. */
async function dieAt(boundary: Boundary, requestKey: string): Promise<void> {
  const asked = (address: string) => expect(askOnce(address, { requestKey, prompt })).rejects.toThrow('fetch failed');
  expect(await crash.dieAt(boundary, asked)).toBe('SIGKILL');
}

async function ask(requestKey: string): Promise<string> {
  const answer = await askOnce((await crash.running()).address, { requestKey, prompt });
  const lines = (await crash.billedLines()).filter((line) =>
    answer?.attempts.some(({ clientRequestId }) => clientRequestId === line.clientRequestId),
  );
  const attempts = answer?.attempts.map(({ outcome }) => outcome).join(', ');
  return `${answer?.status} ${answer?.cost.state}; attempts ${attempts}; billed ${lines.length}`;
}

const anew = 'SUCCEEDED SETTLED; attempts SUCCEEDED; billed 1';
const doubtUnbilled = 'UNKNOWN IN_DOUBT; attempts UNKNOWN; billed 0';
const doubtBilled = 'UNKNOWN IN_DOUBT; attempts UNKNOWN; billed 1';

/** What the same key is answered with after the service died at a boundary of the walk. */
const afterDeathAt: readonly (readonly [Boundary, string])[] = [
  ['opening', anew],
  ['opened', doubtUnbilled],
  ['answered', doubtBilled],
  ['images-kept', doubtBilled],
  ['settled', anew],
  ['attempt-failed', 'FAILED VOID; attempts FAILED; billed 0'],
  ['attempt-opened', 'UNKNOWN IN_DOUBT; attempts FAILED, UNKNOWN; billed 0'],
];
const walked = new Set<Boundary>(afterDeathAt.map(([boundary]) => boundary));
const swept: readonly Boundary[] = ['swept-uncommitted', 'swept'];
const resolved: readonly Boundary[] = ['resolved-uncommitted', 'resolved'];
/** Those of queue, stream and batch, in crash-points-queued.test.ts. */
const elsewhere = new Set<Boundary>(queuedBoundaries);

describe('After the service died at a boundary', () => {
  it('none of which is left out here', () => {
    expect(
      boundaries
        .map(({ name }) => name)
        .filter((name) => !walked.has(name) && !elsewhere.has(name) && ![...swept, ...resolved].includes(name)),
    ).toEqual([]);
  });

  it.each(afterDeathAt)('of the walk, "%s", the same key is answered with %s', async (boundary, expected) => {
    if (boundary.startsWith('attempt-')) await command('unavailable');
    await dieAt(boundary, `died at ${boundary}`);
    expect(await ask(`died at ${boundary}`)).toBe(expected);
    expect(await ask(`died at ${boundary}`)).toBe(expected);
    expect(await disagreements(crash.database, await crash.billedLines())).toEqual([]);
  });

  it.each(swept)('of the sweep, "%s", the next start sweeps what is left', async (boundary) => {
    await dieAt('answered', `left for ${boundary}`);
    await expect(startServiceProcess(crash.ground, boundary)).rejects.toThrow('ended before it answered');
    expect(await ask(`left for ${boundary}`)).toBe(doubtBilled);
    expect(await disagreements(crash.database, await crash.billedLines())).toEqual([]);
  });

  it.each(resolved)('of the resolving, "%s", the same statement again resolves the rest', async (boundary) => {
    await dieAt('answered', `to be resolved, ${boundary}`);
    const resolving = (address: string) => expect(resolveFromInvoice(address, crash.sandboxUrl)).rejects.toThrow('fetch failed');
    expect(await crash.dieAt(boundary, resolving)).toBe('SIGKILL');
    await resolveFromInvoice((await crash.running()).address, crash.sandboxUrl);
    expect(await disagreements(crash.database, await crash.billedLines())).toEqual([]);
  });

  it('and the doubts are resolved from the invoice, the ledger is the invoice, to the last digit', async () => {
    await resolveFromInvoice((await crash.running()).address, crash.sandboxUrl);
    const { ledger, invoice, doubts } = await ledgerBesideInvoice(crash.database, crash.sandboxUrl);
    expect({ ledger, doubts }).toEqual({ ledger: invoice, doubts: 0 });
    expect(invoice).toBe(BigInt((await crash.billedLines()).length) * 5_940_000_000n);
    const { rows } = await crash.database.query<{ sold: string; delivered: string }>(`
      SELECT (SELECT -sum(amount) FROM ledger_entry WHERE account = 'revenue')::text AS sold,
        (SELECT count(DISTINCT generation_id) FROM generated_image)::text AS delivered`);
    expect(pico(rows[0]?.sold ?? '0')).toBe(BigInt(rows[0]?.delivered ?? 0) * 7_425_000_000n);
    expect(await disagreements(crash.database, await crash.billedLines())).toEqual([]);
  });
});

async function command(misbehaviour: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${crash.sandboxUrl}/control`, { method: 'POST', headers, body: JSON.stringify({ misbehaviour }) });
}
