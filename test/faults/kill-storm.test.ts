/** Whoever kills service and database at any moment finds, after a restart, all that was acknowledged; and a harness that can see loss, sees it. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { disagreements } from './books-agree.ts';
import type { BilledLine } from './books-agree.ts';
import { patience, sized } from './form.ts';
import { ledgerBesideInvoice, resolveFromInvoice } from './resolve-from-invoice.ts';
import { buildService } from './service-process.ts';
import { blowStorm } from './storm.ts';
import type { Aftermath, StormPlan } from './storm.ts';

const storm: StormPlan = {
  seed: 20_261_120,
  clients: 6,
  kills: sized({ short: 4, long: 60 }),
  answersFirst: 6,
  settings: [],
  calmMillisecondsMost: 1000,
};
/** How many storms a database that loses has to be seen to lose in. */
const stormsMost = 4;

let aftermath: Aftermath | undefined;

beforeAll(buildService);
afterEach(async () => {
  await aftermath?.end();
  aftermath = undefined;
});

async function storedAfter({ database }: Aftermath): Promise<ReadonlyMap<string, { id: string; status: string }>> {
  const { rows } = await database.query<{ request_key: string; id: string; status: string }>(
    'SELECT request_key, id, status FROM generation',
  );
  return new Map(rows.map(({ request_key: key, id, status }) => [key, { id, status: status.toUpperCase() }]));
}

async function invoiceAfter({ sandboxUrl }: Aftermath): Promise<readonly BilledLine[]> {
  return ((await (await fetch(`${sandboxUrl}/invoice`)).json()) as { lines: BilledLine[] }).lines;
}

/** What is queued or in a batch is answered as it stands, and goes on to an end; every other answer stands as it was given. */
const open = new Set(['QUEUED', 'RUNNING']);

/** The answers that are not what is stored: lost, or stored as something else. */
async function lostAcknowledgements(after: Aftermath): Promise<readonly string[]> {
  const stored = await storedAfter(after);
  return [...after.acknowledged]
    .filter(([, { __typename: type }]) => type === 'Generation')
    .filter(([key, { id, status }]) => stored.get(key)?.id !== id || (!open.has(status) && stored.get(key)?.status !== status))
    .map(([key, { status }]) => `${key} was answered with ${status}, and is stored as ${stored.get(key)?.status ?? 'nothing'}.`);
}

describe('After service and PostgreSQL were killed at random', () => {
  it(
    'acknowledged is stored, stored was attempted, budgets hold what is open, and the ledger is the invoice or in doubt',
    async () => {
      aftermath = await blowStorm(storm);
      const { attempted, acknowledged, database } = aftermath;
      expect(acknowledged.size).toBeGreaterThan(storm.clients);
      expect(await lostAcknowledgements(aftermath)).toEqual([]);
      expect([...(await storedAfter(aftermath)).keys()].filter((key) => !attempted.has(key))).toEqual([]);
      expect(await disagreements(database, await invoiceAfter(aftermath))).toEqual([]);
      await resolveFromInvoice(aftermath.address, aftermath.sandboxUrl);
      const { ledger, invoice, doubts } = await ledgerBesideInvoice(database, aftermath.sandboxUrl);
      expect({ ledger, doubts }).toEqual({ ledger: invoice, doubts: 0 });
      expect(await disagreements(database, await invoiceAfter(aftermath))).toEqual([]);
    },
    patience,
  );

  it('a database that acknowledges before it has written is seen to lose', async () => {
    const settings = ["synchronous_commit = 'off'", "wal_writer_delay = '10s'", "wal_writer_flush_after = '1GB'"];
    const seen = { lost: false, billedAndNeverRecorded: false };
    // It writes every ten seconds all the same: a kill just behind that loses nothing, and one more is due.
    for (let storms = 0; storms < stormsMost && !(seen.lost && seen.billedAndNeverRecorded); storms += 1) {
      await aftermath?.end();
      aftermath = await blowStorm({ ...storm, seed: storm.seed + storms, settings, kills: 1, calmMillisecondsMost: 20 });
      const faults = await disagreements(aftermath.database, await invoiceAfter(aftermath));
      seen.lost ||= (await lostAcknowledgements(aftermath)).length > 0;
      seen.billedAndNeverRecorded ||= faults.some((fault) => fault.endsWith('was billed and never recorded.'));
    }
    expect(seen).toEqual({ lost: true, billedAndNeverRecorded: true });
  });
});
