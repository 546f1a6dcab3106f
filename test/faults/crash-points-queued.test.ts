/**
 * The service dies at each boundary of queue, stream and batch, of edits too, and is started again. What was queued is executed or in doubt, what was handed over
 * is found, what was cancelled stays cancelled; and each line of the invoice is one settled or one doubtful attempt.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLogger } from '../../packages/api/src/platform/logger.ts';
import { prepareDatabase } from '../../packages/api/src/prepare-database.ts';
import { startSandbox } from '../../packages/api/src/providers/sandbox/start-sandbox.ts';
import type { Sandbox } from '../../packages/api/src/providers/sandbox/start-sandbox.ts';
import { createTestDatabase } from '../world/database.ts';
import type { TestDatabase } from '../world/database.ts';
import { disagreements } from './books-agree.ts';
import type { BilledLine } from './books-agree.ts';
import { askOnce, askUntilDone, bringPicture } from './persistent-client.ts';
import type { KeyedRequest } from './persistent-client.ts';
import { queuedBoundaries } from './queued-boundaries.ts';
import { ledgerBesideInvoice, resolveFromInvoice } from './resolve-from-invoice.ts';
import { buildService, startServiceProcess } from './service-process.ts';
import type { Ground, ServiceProcess } from './service-process.ts';

type Boundary = (typeof queuedBoundaries)[number];

const now = '2026-11-20T12:00:00Z';
let folder: string;
let world: TestDatabase;
let sandbox: Sandbox;
let database: Client;
let ground: Ground;
let service: ServiceProcess | undefined;

beforeAll(async () => {
  await buildService();
  folder = await mkdtemp(join(tmpdir(), 'halfpenny-crash-queued-'));
  world = await createTestDatabase();
  const clock = (): Date => new Date(now);
  await prepareDatabase(world.url, { clock, logger: openLogger('warn') });
  sandbox = await startSandbox({ port: 0, folder: join(folder, 'sandbox'), clock });
  const environment = { BATCH_GATHER_SECONDS: '0', BATCH_POLL_SECONDS: '1', SWEEP_SECONDS: '1' };
  ground = { databaseUrl: world.url, sandboxUrl: sandbox.url, dataFolder: folder, now, environment };
  database = new Client({ connectionString: world.url });
  await database.connect();
});
afterAll(async () => {
  await service?.kill();
  await database.end();
  await sandbox.close();
  await world.drop();
  await rm(folder, { recursive: true });
});

/** The service that runs, started if none does. */
async function running(): Promise<ServiceProcess> {
  service ??= await startServiceProcess(ground);
  return service;
}

async function dieAt(boundary: Boundary, request: KeyedRequest): Promise<void> {
  const life = await running();
  await life.dieAt(boundary);
  // It may have answered that the generation is queued before it died.
  await askOnce(life.address, request).catch(() => undefined);
  expect(await life.ended).toBe('SIGKILL');
  service = undefined;
}

/** What became of a key after the restart: "SUCCEEDED SETTLED; attempts SUCCEEDED; billed 1". */
async function outcomeOf(request: KeyedRequest): Promise<string> {
  const { address } = await running();
  const { status, cost, attempts } = await askUntilDone(() => address, request);
  const billed = (await billedLines()).filter(({ clientRequestId }) =>
    attempts.some((attempt) => attempt.clientRequestId === clientRequestId),
  );
  return `${status} ${cost.state}; attempts ${attempts.map(({ outcome }) => outcome).join(', ')}; billed ${billed.length}`;
}

async function billedLines(): Promise<readonly BilledLine[]> {
  return ((await (await fetch(`${sandbox.url}/invoice`)).json()) as { lines: BilledLine[] }).lines;
}

const prompt = 'Sparkling shell with a pearl';
const queued = { more: { wait: false } };
const batched = { more: { mode: 'BATCH' } };
const edit = { operation: 'EDIT' };
const queuedEdit = { ...queued, moreOfRequest: edit };
const streamedEdit = { ...queued, moreOfRequest: { ...edit, partialImages: 1 } };
const batchedEdit = { ...batched, moreOfRequest: edit };
const once = 'SUCCEEDED SETTLED; attempts SUCCEEDED; billed 1';

/** What is asked for, and what its key is answered with after the service died at a boundary and was started again. */
const afterDeathAt: readonly (readonly [Boundary, Pick<KeyedRequest, 'more' | 'moreOfRequest'>, string])[] = [
  ['job-taken', queuedEdit, once],
  ['claimed', queued, 'UNKNOWN IN_DOUBT; attempts UNKNOWN; billed 0'],
  ['partial-kept', streamedEdit, 'UNKNOWN IN_DOUBT; attempts UNKNOWN; billed 1'],
  ['batch-opened', batched, once],
  ['batch-submitting', batchedEdit, once],
  ['batch-answered', batchedEdit, once],
  ['batch-submitted', batched, once],
  ['batch-item-settled', batched, once],
  ['batch-ended', batched, once],
];
const cancelling: readonly Boundary[] = ['cancelled-uncommitted', 'cancelled'];

describe('After the service died at a boundary', () => {
  it('of queue, stream and batch, none of which is left out here', () => {
    expect([...afterDeathAt.map(([boundary]) => boundary), ...cancelling].toSorted()).toEqual(queuedBoundaries.toSorted());
  });

  it.each(afterDeathAt)('"%s", %j ends as %s', async (boundary, asked, expected) => {
    const request = { requestKey: `died at ${boundary}`, prompt, ...(await withImage(asked)) };
    await dieAt(boundary, request);
    expect(await outcomeOf(request)).toBe(expected);
    expect(await disagreements(database, await billedLines())).toEqual([]);
  });

  it.each(cancelling)('of cancelling, "%s", the generation is cancelled by asking again', async (boundary) => {
    await service?.kill();
    service = await startServiceProcess({ ...ground, environment: { WORKERS: '0' } });
    const request = { requestKey: boundary, prompt, ...queued };
    const { id = '' } = (await askOnce(service.address, request)) ?? {};
    await service.dieAt(boundary);
    await expect(cancel(service.address, id)).rejects.toThrow('fetch failed');
    expect(await service.ended).toBe('SIGKILL');
    service = await startServiceProcess({ ...ground, environment: { WORKERS: '0' } });
    expect(await cancel(service.address, id)).toBe('CANCELLED');
    expect(await disagreements(database, await billedLines())).toEqual([]);
    await service.kill();
    service = undefined;
  });

  it('and the doubts are resolved from the invoice, the ledger is the invoice, to the last digit', async () => {
    await resolveFromInvoice((await running()).address, sandbox.url);
    const { ledger, invoice, doubts } = await ledgerBesideInvoice(database, sandbox.url);
    expect({ ledger, doubts }).toEqual({ ledger: invoice, doubts: 0 });
  });
});

/** An edit is made from an image that was brought before. */
async function withImage(asked: Pick<KeyedRequest, 'more' | 'moreOfRequest'>): Promise<typeof asked> {
  if (asked.moreOfRequest === undefined) return asked;
  const uploadId = await bringPicture((await running()).address);
  return { ...asked, moreOfRequest: { ...asked.moreOfRequest, images: [{ uploadId }] } };
}

async function cancel(address: string, id: string): Promise<string> {
  const query = 'mutation ($id: ID!) { cancelGeneration(id: $id) { ... on Generation { status } ... on Refusal { code } } }';
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables: { id } }) });
  const { data } = (await response.json()) as { data: { cancelGeneration: { status?: string; code?: string } } };
  return data.cancelGeneration.status ?? data.cancelGeneration.code ?? '';
}
