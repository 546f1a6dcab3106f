import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readMarker } from '../misbehaviour/read-marker.ts';
import type { Command } from '../misbehaviour/misbehaviours.ts';
import { missingKey, sendError, showsKey } from '../serve-call.ts';
import type { PlayedStage } from '../serve-call.ts';
import { badParameter } from '../wire-error.ts';
import type { WireError } from '../wire-error.ts';
import { editsEndpoint } from './accept-item.ts';
import { isOver, shownBatch } from './played-batch.ts';
import type { PlayedBatch } from './played-batch.ts';
import { receiveFile } from './receive-file.ts';
import { beginWork } from './work-off.ts';
import type { BatchStage } from './work-off.ts';

/** What files and batches of one provider are served with. */
export type BatchServing = PlayedStage & BatchStage;

const daySeconds = 86_400;
const servedEndpoints: ReadonlySet<string> = new Set(['/v1/images/generations', editsEndpoint]);
type ById = { Params: { id: string } };

/** Takes the files of a provider, in a scope where forms are streamed. */
export function serveFiles(scope: FastifyInstance, serving: BatchServing): void {
  scope.post(
    `/${serving.provider.name}/v1/files`,
    guarded(async (request, reply) => await takeFile(request, reply, serving)),
  );
}

/** Serves the batches of a provider, and its files back, under its own path. */
export function serveBatches(app: FastifyInstance, serving: BatchServing): void {
  const root = `/${serving.provider.name}/v1`;
  app.get<ById>(
    `${root}/files/:id/content`,
    guarded(async (request, reply) => await sendFile(request, reply, serving)),
  );
  app.post(
    `${root}/batches`,
    guarded(async (request, reply) => await takeBatch(request, reply, serving)),
  );
  app.get(
    `${root}/batches`,
    guarded(async (request, reply) => await listBatches(request, reply, serving)),
  );
  app.get<ById>(
    `${root}/batches/:id`,
    guarded(async (request, reply) => await sendBatch(request, reply, serving)),
  );
  app.post<ById>(
    `${root}/batches/:id/cancel`,
    guarded(async (request, reply) => await cancelBatch(request, reply, serving)),
  );
}

type Route = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

function guarded(route: Route): Route {
  return async (request, reply) => (showsKey(request) ? await route(request, reply) : await sendError(reply, missingKey));
}

async function takeFile(request: FastifyRequest, reply: FastifyReply, { shelf, clock }: BatchServing): Promise<FastifyReply> {
  const file = request.isMultipart() ? await receiveFile(request, shelf) : undefined;
  if (file === undefined)
    return await sendError(reply, badParameter('file', "Missing required parameter: 'file', or purpose is neither 'batch' nor 'vision'."));
  const created = Math.floor(clock().getTime() / 1000);
  const { id, bytes, name: filename, purpose } = file;
  return await reply.send({ id, object: 'file', bytes, created_at: created, filename, purpose, status: 'processed' });
}

async function sendFile(request: FastifyRequest, reply: FastifyReply, { shelf }: BatchServing): Promise<FastifyReply> {
  const { id } = request.params as { id: string };
  const text = await shelf.readFile(id);
  return text === undefined ? await sendError(reply, notFound('file', id)) : await reply.type('application/octet-stream').send(text);
}

/** On disk first; worked on once it is answered, or though its reply is lost. */
async function takeBatch(request: FastifyRequest, reply: FastifyReply, serving: BatchServing): Promise<FastifyReply> {
  const given = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const inputFile = textOf(given['input_file_id']);
  const endpoint = textOf(given['endpoint']);
  const text = await serving.shelf.readFile(inputFile);
  if (text === undefined) return await sendError(reply, notFound('input_file_id', inputFile));
  if (!servedEndpoints.has(endpoint)) return await sendError(reply, badParameter('endpoint', `Invalid value: '${endpoint}'.`));
  if (given['completion_window'] !== '24h')
    return await sendError(reply, badParameter('completion_window', "Invalid value: expected '24h'."));
  const command = commandIn(text) ?? serving.commands.take(serving.provider.name, 'batch') ?? null;
  const batch = newBatch(serving, { inputFile, endpoint, metadata: given['metadata'] ?? null, command });
  await serving.shelf.keepBatch(batch);
  beginWork(serving, batch.id);
  if (command?.name !== 'batch-reply-lost') return await reply.send(shownBatch(batch));
  reply.hijack().raw.socket?.resetAndDestroy();
  return reply;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A marker in any prompt of the file stands for the batch. */
function commandIn(text: string): Command | undefined {
  return readMarker(text, 'batch');
}

interface Given {
  readonly inputFile: string;
  readonly endpoint: string;
  readonly metadata: unknown;
  readonly command: Command | null;
}

function newBatch({ clock, provider }: BatchServing, { inputFile, endpoint, metadata, command }: Given): PlayedBatch {
  const created = Math.floor(clock().getTime() / 1000);
  return {
    id: `batch_${randomUUID().replaceAll('-', '')}`,
    object: 'batch',
    endpoint,
    errors: null,
    input_file_id: inputFile,
    completion_window: '24h',
    status: 'validating',
    output_file_id: null,
    error_file_id: null,
    created_at: created,
    expires_at: created + daySeconds,
    completed_at: null,
    request_counts: { total: 0, completed: 0, failed: 0 },
    metadata: metadata as PlayedBatch['metadata'],
    played: { provider: provider.name, command },
  };
}

async function listBatches(request: FastifyRequest, reply: FastifyReply, { shelf, provider }: BatchServing): Promise<FastifyReply> {
  const { limit = '20', after } = request.query as { limit?: string; after?: string };
  const own = shelf.batches().filter(({ played }) => played.provider === provider.name);
  const from = after === undefined ? 0 : own.findIndex(({ id }) => id === after) + 1;
  const page = own.slice(from, from + Number(limit));
  const data = page.map(shownBatch);
  return await reply.send({
    object: 'list',
    data,
    first_id: page[0]?.id,
    last_id: page.at(-1)?.id,
    has_more: own.length > from + page.length,
  });
}

async function sendBatch(request: FastifyRequest, reply: FastifyReply, { shelf }: BatchServing): Promise<FastifyReply> {
  const { id } = request.params as { id: string };
  const batch = shelf.batch(id);
  return batch === undefined ? await sendError(reply, notFound('batch', id)) : await reply.send(shownBatch(batch));
}

/** One that is stuck has nobody who would end it, so it ends here. */
async function cancelBatch(request: FastifyRequest, reply: FastifyReply, { shelf }: BatchServing): Promise<FastifyReply> {
  const { id } = request.params as { id: string };
  const batch = shelf.batch(id);
  if (batch === undefined) return await sendError(reply, notFound('batch', id));
  const stuck = batch.played.command?.name === 'batch-stuck';
  const cancelling: PlayedBatch = isOver(batch) ? batch : { ...batch, status: stuck ? 'cancelled' : 'cancelling' };
  await shelf.keepBatch(cancelling);
  return await reply.send(shownBatch(cancelling));
}

function notFound(param: string, id: string): WireError {
  return { ...badParameter(param, `No such object: ${id.slice(0, 100)}.`, 'not_found'), status: 404 };
}
