import { Readable } from 'node:stream';
import { formatInstant, parseInstant, refused, type Refusal } from '@halfpenny/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../access/open-access.ts';
import type { ChangeSetParts } from '../change-set/change-set-parts.ts';
import { importPriceList } from './import-price-list.ts';
import { writeJsonList } from './json-list.ts';
import { knownEntries } from './known-entries.ts';
import { listFormats, type ListFormat } from './read-price-list.ts';
import { writeCsv } from './write-csv.ts';

/** What serving price lists needs; `access` says who asks, and for which workspace. */
export interface PriceListServing extends ChangeSetParts {
  readonly access: Access;
}

type Asked = Readonly<Record<string, unknown>>;

/**
 * Serves POST /price-lists, which drafts the list in its body, and GET /price-lists, which hands a book out. In a scope of its own: nowhere else is a body of any type
 * taken as it comes.
 */
export async function servePriceLists(app: FastifyInstance, serving: PriceListServing): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post('/price-lists', (request, reply) => takeList(request, reply, serving));
    scope.get('/price-lists', (request, reply) => giveList(request, reply, serving));
  });
}

async function takeList(request: FastifyRequest, reply: FastifyReply, serving: PriceListServing): Promise<FastifyReply> {
  const caller = await serving.access.callerFor(request, 'POST /price-lists');
  const asked = request.query as Asked;
  const format = formatOf(asked, listFormats);
  if (!format.ok) return await sendRefusal(reply, format.refusal);
  if (!(request.body instanceof Readable)) return await sendRefusal(reply, noBody);
  const imported = await importPriceList(serving, caller, {
    source: request.body as AsyncIterable<Uint8Array>,
    format: format.value,
    book: textOf(asked, 'book') ?? 'cost',
    from: textOf(asked, 'from') ?? tomorrow(serving.clock()),
    title: textOf(asked, 'title') ?? `Import of ${names[format.value]}`,
    reason: textOf(asked, 'reason') ?? '',
    providers: textOf(asked, 'providers')?.split(','),
    models: textOf(asked, 'models')?.split(','),
  });
  if (!imported.ok) return await sendRefusal(reply, imported.refusal);
  return await reply
    .code(imported.value.changeSetId === null ? 200 : 201)
    .header('cache-control', 'no-store')
    .send(imported.value);
}

async function giveList(request: FastifyRequest, reply: FastifyReply, serving: PriceListServing): Promise<FastifyReply> {
  const { workspaceId } = await serving.access.callerFor(request, 'GET /price-lists');
  const asked = request.query as Asked;
  const format = formatOf(asked, ['csv', 'json']);
  if (!format.ok) return await sendRefusal(reply, format.refusal);
  const book = textOf(asked, 'book') ?? 'cost';
  const [at, knownAt] = [instantOf(asked, 'at'), instantOf(asked, 'knownAt')];
  const bad = [at, knownAt].find((instant) => instant !== undefined && !instant.ok);
  if (bad !== undefined && !bad.ok) return await sendRefusal(reply, bad.refusal);
  const choice = {
    workspaceId,
    book,
    at: at?.ok === true ? at.value : undefined,
    knownAt: knownAt?.ok === true ? knownAt.value : undefined,
  };
  const entries = await knownEntries(serving.database, choice);
  const name = `halfpenny-${book.replaceAll(/[^a-z0-9-]/g, '')}.${format.value}`;
  return await reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .type(format.value === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
    .send(format.value === 'csv' ? writeCsv(entries) : Readable.from(writeJsonList(entries)));
}

const names: Readonly<Record<ListFormat, string>> = {
  litellm: "LiteLLM's model prices",
  'genai-prices': "genai-prices' data",
  csv: 'a CSV file',
  json: 'a JSON price list',
};

function formatOf<F extends ListFormat>(asked: Asked, formats: readonly F[]) {
  const format = formats.find((each) => each === textOf(asked, 'format'));
  if (format !== undefined) return { ok: true, value: format } as const;
  const message = `Say in format which it is: ${formats.join(', ')}.`;
  return refused({ code: 'invalid-price-list', path: ['format'], message, accepted: formats });
}

/** A parameter given once; given twice, or empty, it is none. */
function textOf(asked: Asked, name: string): string | undefined {
  const value = asked[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function instantOf(asked: Asked, name: string) {
  const text = textOf(asked, name);
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  return instant.ok ? ({ ok: true, value: formatInstant(instant.value) } as const) : refused({ ...instant.refusal, path: [name] });
}

/** The first instant of the next UTC day: nobody is surprised by a price that was in force before it was reviewed. */
function tomorrow(now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)).toISOString().slice(0, 10);
}

const noBody: Refusal = { code: 'invalid-price-list', message: 'The request has no body: send the list as it is.', path: [], accepted: [] };

/** What is left of a body that nobody reads on is let go, so that its sender hears the answer and the connection ends. */
function letGo({ raw }: FastifyRequest): void {
  if (!raw.complete) raw.resume();
}

/** A refusal in the words of GraphQL, under the HTTP status nearest to it. */
async function sendRefusal(reply: FastifyReply, { code, message, path, accepted, details }: Refusal): Promise<FastifyReply> {
  letGo(reply.request);
  const status = code === 'price-list-too-large' ? 413 : code === 'invalid-price-list' && details !== undefined ? 422 : 400;
  if (!reply.request.raw.complete) void reply.header('connection', 'close');
  const shown = { code: code.toUpperCase().replaceAll('-', '_'), message, path, accepted, ...(details !== undefined && { details }) };
  return await reply.code(status).header('cache-control', 'no-store').send(shown);
}
