import { Readable } from 'node:stream';
import type { Refusal } from '@halfpenny/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../../access/open-access.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { exportBytes, type PinnedExport } from './export-pages.ts';
import { readExportQuestion } from './export-question.ts';
import { exportManifest } from './manifest.ts';
import { pinExport } from './pin-export.ts';
import { bytesFrom } from './resumed-bytes.ts';

/** What serving exports needs; `access` says who asks, and for which workspace. */
export interface ExportServing {
  readonly database: Database;
  readonly clock: Clock;
  readonly access: Access;
}

/**
 * Serves GET /exports, which streams a file, and GET /exports/manifest, which says what is in it and what is not. The ledger is pinned at an instant that the answer names: with
 * it in `knownAt` the same bytes come again, whole or, with Range, from where a download broke off.
 */
export function serveExports(app: FastifyInstance, serving: ExportServing): void {
  app.get('/exports', (request, reply) => serveFile(request, reply, serving));
  app.get('/exports/manifest', (request, reply) => serveManifest(request, reply, serving));
}

async function serveFile(request: FastifyRequest, reply: FastifyReply, serving: ExportServing): Promise<FastifyReply> {
  const { workspaceId } = await serving.access.callerFor(request, 'GET /exports');
  const question = readExportQuestion({ ...(request.query as object), ...resumed(request) });
  if (!question.ok) return await sendRefusal(reply, question.refusal);
  const pinned = await pinExport(serving.database, question.value, { workspaceId, now: serving.clock() });
  const make = (): AsyncGenerator<Buffer> => exportBytes(serving.database, pinned);
  void describe(reply, pinned);
  const first = question.value.knownAt === undefined ? undefined : firstByte(request);
  if (first === undefined) return await reply.send(Readable.from(make(), { objectMode: false }));
  const { rest, total } = await bytesFrom(make, first);
  if (rest === undefined) return await reply.code(416).header('content-range', `bytes */${total}`).send();
  void reply
    .code(206)
    .header('content-range', `bytes ${first}-${total - 1}/${total}`)
    .header('content-length', total - first);
  return await reply.send(Readable.from(rest, { objectMode: false }));
}

async function serveManifest(request: FastifyRequest, reply: FastifyReply, serving: ExportServing): Promise<FastifyReply> {
  const { workspaceId } = await serving.access.callerFor(request, 'GET /exports');
  const question = readExportQuestion(request.query as Readonly<Record<string, unknown>>);
  if (!question.ok) return await sendRefusal(reply, question.refusal);
  const pinned = await pinExport(serving.database, question.value, { workspaceId, now: serving.clock() });
  return await reply.header('cache-control', 'no-store').send(await exportManifest(serving.database, pinned));
}

function describe(reply: FastifyReply, pinned: PinnedExport): FastifyReply {
  const { content, format, book, measure, from, until, knownAt } = pinned;
  return reply
    .header('cache-control', 'no-store')
    .header('accept-ranges', 'bytes')
    .header('etag', `"${knownAt}"`)
    .header('x-known-at', knownAt)
    .header('content-disposition', `attachment; filename="halfpenny-${content}-${book}-${measure}-${from}-${until}.${format}"`)
    .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.apache.parquet');
}

/** Who goes on with a download says of which answer, by its ETag: that is the instant it was pinned at. */
function resumed({ headers }: FastifyRequest): { readonly knownAt?: string } {
  const [, knownAt] = /^"([^"]+)"$/.exec(String(headers['if-range'] ?? '')) ?? [];
  return knownAt === undefined ? {} : { knownAt };
}

/** `Range: bytes=1000-`: from that byte to the end. Any other range is answered whole. */
function firstByte({ headers }: FastifyRequest): number | undefined {
  const [, first] = /^bytes=(\d{1,15})-$/.exec(headers.range ?? '') ?? [];
  return first === undefined ? undefined : Number(first);
}

async function sendRefusal(reply: FastifyReply, { code, message, path, accepted }: Refusal): Promise<FastifyReply> {
  const shown = { code: code.toUpperCase().replaceAll('-', '_'), message, path, accepted };
  return await reply.code(400).header('cache-control', 'no-store').send(shown);
}
