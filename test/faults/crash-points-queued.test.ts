/**
 * The service dies at each boundary of queue, stream and batch, of edits too, and is started again. What was queued is executed or in doubt, what was handed over
 * is found, what was cancelled stays cancelled; and each line of the invoice is one settled or one doubtful attempt.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disagreements } from './books-agree.ts';
import { raiseCrashGround } from './crash-ground.ts';
import type { CrashGround } from './crash-ground.ts';
import { askOnce, askUntilDone, bringPicture } from './persistent-client.ts';
import type { KeyedRequest } from './persistent-client.ts';
import { queuedBoundaries } from './queued-boundaries.ts';
import { ledgerBesideInvoice, resolveFromInvoice } from './resolve-from-invoice.ts';

type Boundary = (typeof queuedBoundaries)[number];

let crash: CrashGround;
beforeAll(async () => {
  crash = await raiseCrashGround({
    now: '2026-11-20T12:00:00Z',
    environment: { BATCH_GATHER_SECONDS: '0', BATCH_POLL_SECONDS: '1', SWEEP_SECONDS: '1' },
  });
});
afterAll(() => crash.close());

/** What became of a key after the restart: "SUCCEEDED SETTLED; attempts SUCCEEDED; billed 1". */
async function outcomeOf(request: KeyedRequest): Promise<string> {
  const { address } = await crash.running();
  const { status, cost, attempts } = await askUntilDone(() => address, request);
  const billed = (await crash.billedLines()).filter(({ clientRequestId }) =>
    attempts.some((attempt) => attempt.clientRequestId === clientRequestId),
  );
  return `${status} ${cost.state}; attempts ${attempts.map(({ outcome }) => outcome).join(', ')}; billed ${billed.length}`;
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
    // It may have answered that the generation is queued before it died.
    expect(await crash.dieAt(boundary, (address) => askOnce(address, request).catch(() => undefined))).toBe('SIGKILL');
    expect(await outcomeOf(request)).toBe(expected);
    expect(await disagreements(crash.database, await crash.billedLines())).toEqual([]);
  });

  it.each(cancelling)('of cancelling, "%s", the generation is cancelled by asking again', async (boundary) => {
    const request = { requestKey: boundary, prompt, ...queued };
    const { id = '' } = (await askOnce((await crash.startOther({ WORKERS: '0' })).address, request)) ?? {};
    const end = await crash.dieAt(boundary, (address) => expect(cancel(address, id)).rejects.toThrow('fetch failed'));
    expect(end).toBe('SIGKILL');
    expect(await cancel((await crash.startOther({ WORKERS: '0' })).address, id)).toBe('CANCELLED');
    expect(await disagreements(crash.database, await crash.billedLines())).toEqual([]);
    await crash.stop();
  });

  it('and the doubts are resolved from the invoice, the ledger is the invoice, to the last digit', async () => {
    await resolveFromInvoice((await crash.running()).address, crash.sandboxUrl);
    const { ledger, invoice, doubts } = await ledgerBesideInvoice(crash.database, crash.sandboxUrl);
    expect({ ledger, doubts }).toEqual({ ledger: invoice, doubts: 0 });
  });
});

/** An edit is made from an image that was brought before. */
async function withImage(asked: Pick<KeyedRequest, 'more' | 'moreOfRequest'>): Promise<typeof asked> {
  if (asked.moreOfRequest === undefined) return asked;
  const uploadId = await bringPicture((await crash.running()).address);
  return { ...asked, moreOfRequest: { ...asked.moreOfRequest, images: [{ uploadId }] } };
}

async function cancel(address: string, id: string): Promise<string> {
  const query = 'mutation ($id: ID!) { cancelGeneration(id: $id) { ... on Generation { status } ... on Refusal { code } } }';
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables: { id } }) });
  const { data } = (await response.json()) as { data: { cancelGeneration: { status?: string; code?: string } } };
  return data.cancelGeneration.status ?? data.cancelGeneration.code ?? '';
}
