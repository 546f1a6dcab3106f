import { APIError, OpenAI, toFile } from 'openai';
import type { Batch } from 'openai/resources/batches';
import { bringImages, referringTo } from './bring-images.ts';
import type { BroughtImages } from './bring-images.ts';
import { linesOf } from './lines-of.ts';
import { liftFrom } from './lift-images.ts';
import type { Bounds } from './bounds.ts';
import type {
  BatchOver,
  BatchPort,
  BatchProgress,
  BatchResult,
  CallOutcome,
  Failed,
  ImageCall,
  ProviderConnection,
  Submission,
} from './provider.ts';
import { readFailure } from './read-failure.ts';
import { readReply } from './read-reply.ts';
import { wireRequest } from './wire-request.ts';

/** A batch is of one endpoint. */
const endpoints = { generate: '/v1/images/generations', edit: '/v1/images/edits' } as const;
/** Under which our id of a batch travels with it. */
const ourId = 'halfpenny_batch';
/** How many batches of the provider are looked through for one of ours, newest first. */
const lookedThroughMost = 500;

/** Files and batches as OpenAI has them, through the official client with its retries switched off. */
export function openaiBatches({ apiKey, baseUrl }: ProviderConnection, bounds: Bounds): BatchPort {
  const timeout = bounds.timeoutSeconds * 1000;
  const client = new OpenAI({ apiKey, baseURL: baseUrl, organization: null, project: null, maxRetries: 0, timeout, logLevel: 'off' });
  return {
    submit: (batch) => submit(client, batch),
    find: (id) => named(async () => await find(client, id)),
    look: (providerBatchId) => named(async () => progressOf(await client.batches.retrieve(providerBatchId))),
    results: (over) => results(client, over, bounds),
  };
}

/** What fails is an outcome, as it is of a call. */
async function named<T>(work: () => Promise<T>): Promise<T | Failed> {
  try {
    return await work();
  } catch (cause) {
    return readFailure(cause);
  }
}

interface ToSubmit {
  readonly id: string;
  readonly calls: readonly ImageCall[];
}

/** Images and file first, which cost nothing; then the batch, from which on the provider works. */
async function submit(client: OpenAI, batch: ToSubmit): Promise<Submission> {
  const brought = await named(async () => ({ kind: 'brought', images: await bringImages(client, batch.calls) }) as const);
  if (brought.kind !== 'brought') return notYetTaken(brought);
  return await named(async () => ({ kind: 'taken', providerBatchId: await handOver(client, batch, brought.images) }));
}

/** Whatever became of an image, there is no batch yet. */
function notYetTaken(failed: Failed): Failed {
  return failed.kind === 'unknown' ? { ...failed, kind: 'unavailable', worthRetrying: true, retryAfterMilliseconds: null } : failed;
}

async function handOver(client: OpenAI, { id, calls }: ToSubmit, brought: BroughtImages): Promise<string> {
  const endpoint = calls[0]?.edit === undefined ? endpoints.generate : endpoints.edit;
  const lines = calls.map((call) =>
    JSON.stringify({ custom_id: call.attemptId, method: 'POST', url: endpoint, body: bodyOf(call, brought) }),
  );
  const file = await toFile(Buffer.from(`${lines.join('\n')}\n`), `${id}.jsonl`, { type: 'application/jsonl' });
  const { id: fileId } = await client.files.create({ file, purpose: 'batch' });
  const batch = await client.batches.create({ input_file_id: fileId, endpoint, completion_window: '24h', metadata: { [ourId]: id } });
  return batch.id;
}

function bodyOf(call: ImageCall, brought: BroughtImages): object {
  return { ...wireRequest(call), ...(call.edit === undefined ? {} : referringTo(brought, call.edit)) };
}

async function find(client: OpenAI, id: string) {
  let seen = 0;
  for await (const batch of client.batches.list({ limit: 100 })) {
    if (batch.metadata?.[ourId] === id) return { kind: 'found', providerBatchId: batch.id } as const;
    seen += 1;
    if (seen === lookedThroughMost) break;
  }
  return { kind: 'absent' } as const;
}

const ends: Partial<Readonly<Record<Batch['status'], BatchOver['end']>>> = {
  completed: 'completed',
  expired: 'expired',
  cancelled: 'cancelled',
  failed: 'rejected',
};

function progressOf(batch: Batch): BatchProgress {
  const end = ends[batch.status];
  const counts = batch.request_counts;
  if (end === undefined) return { kind: 'working', done: (counts?.completed ?? 0) + (counts?.failed ?? 0), of: counts?.total ?? 0 };
  const said = batch.errors?.data?.[0]?.message;
  const fileIds = [batch.output_file_id, batch.error_file_id].filter((id) => id != null);
  return { kind: 'over', end, sentence: said ?? `The batch is ${batch.status}.`, fileIds };
}

async function* results(client: OpenAI, { fileIds }: BatchOver, { replyBytesMax }: Bounds): AsyncGenerator<BatchResult> {
  for (const fileId of fileIds) {
    const { body } = await client.files.content(fileId);
    if (body === null) continue;
    for await (const line of linesOf(body, replyBytesMax)) yield resultOf(line);
  }
}

interface Line {
  readonly custom_id: string;
  readonly response: { readonly status_code: number; readonly request_id: string | null; readonly body: unknown } | null;
  readonly error: { readonly code?: string; readonly message?: string } | null;
}

/** Images are decoded line by line: base64 of a whole file is never held. */
function resultOf(bytes: Uint8Array): BatchResult {
  const { text, images } = liftFrom(bytes);
  const line = JSON.parse(text) as Line;
  return { attemptId: line.custom_id, outcome: outcomeOf(line, images) };
}

function outcomeOf({ response, error }: Line, lifted: readonly Buffer[]): CallOutcome {
  if (response === null) {
    const sentence = error?.message ?? 'The item was not worked on.';
    return { kind: 'unavailable', sentence, httpStatus: null, providerRequestId: null, worthRetrying: false, retryAfterMilliseconds: null };
  }
  const answered = { httpStatus: response.status_code, providerRequestId: response.request_id };
  if (response.status_code !== 200) {
    const failure = readFailure(APIError.generate(response.status_code, response.body as object, undefined, new Headers()));
    return { ...failure, ...answered };
  }
  const read = readReply(response.body, lifted);
  if (read !== undefined) return { kind: 'succeeded', ...read, ...answered };
  return { kind: 'unknown', sentence: 'The line of the item has neither images nor usage.', ...answered };
}
