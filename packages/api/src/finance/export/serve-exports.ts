import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Outcome, Refusal } from '@halfpenny/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../../access/open-access.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.ts';
import { seenWorkspaces } from '../seen-workspaces.ts';
import { exportBytes, type PinnedExport } from './export-pages.ts';
import { isForEver, readExportQuestion } from './export-question.ts';
import type { WholeFile } from './growing-file.ts';
import { openKeptExports, type KeptExport, type KeptExports } from './kept-exports.ts';
import { exportManifest } from './manifest.ts';
import { pinExport } from './pin-export.ts';

/** What serving exports needs; `access` says who asks, and for which workspace. */
export interface ExportServing {
  readonly database: Database;
  readonly clock: Clock;
  readonly access: Access;
  /** Where files are kept for a time. */
  readonly exportFolder: string;
}

type Serving = ExportServing & { readonly kept: KeptExports };

/**
 * Serves GET /exports, which streams a file, and GET /exports/manifest, which says what is in it and what is not. The ledger is pinned at an instant that the answer names: with
 * it in `knownAt` the same bytes come again, whole or, with Range, from where a download broke off. A file is made once and kept for a time, so that going on costs nothing.
 */
export function serveExports(app: FastifyInstance, serving: ExportServing): void {
  const kept = openKeptExports(serving.exportFolder, serving.clock);
  app.addHook('onClose', () => kept.close());
  app.get('/exports', (request, reply) => serveFile(request, reply, { ...serving, kept }));
  app.get('/exports/manifest', (request, reply) => serveManifest(request, reply, { ...serving, kept }));
}

async function serveFile(request: FastifyRequest, reply: FastifyReply, serving: Serving): Promise<FastifyReply> {
  const query = request.query as Readonly<Record<string, unknown>>;
  const resumed: Readonly<Record<string, unknown>> = { ...query, ...resumedOf(request) };
  const asked = await pinnedExport(request, resumed, serving);
  if (!asked.ok) return await sendRefusal(reply, asked.refusal);
  const first = resumed['knownAt'] === undefined ? undefined : firstByte(request);
  if (first === undefined) return await sendWhole(reply, asked.value, serving);
  const isSame = isForEver(asked.value) || (await serving.kept.find(nameOf(asked.value))) !== undefined;
  if (isSame) return await sendRest(reply, asked.value, { first, ...serving });
  const anew = await pinnedExport(request, query, serving);
  return anew.ok ? await sendWhole(reply, anew.value, serving) : await sendRefusal(reply, anew.refusal);
}

async function serveManifest(request: FastifyRequest, reply: FastifyReply, serving: Serving): Promise<FastifyReply> {
  const asked = await pinnedExport(request, request.query as Readonly<Record<string, unknown>>, serving);
  if (!asked.ok) return await sendRefusal(reply, asked.refusal);
  return await reply.header('cache-control', 'no-store').send(await exportManifest(serving.database, asked.value));
}

/** Which export is asked for, of each workspace that the caller may see and that is chosen. */
async function pinnedExport(
  request: FastifyRequest,
  query: Readonly<Record<string, unknown>>,
  { access, clock, database }: ExportServing,
): Promise<Outcome<PinnedExport>> {
  const caller = await access.callerFor(request, 'GET /exports');
  const now = clock();
  const question = readExportQuestion(query, now);
  if (!question.ok) return question;
  const { where } = question.value;
  const seen = await seenWorkspaces(database, caller, { by: [], where });
  const among = where.find(({ dimension }) => dimension === 'workspace')?.values ?? seen;
  const workspaceIds = seen.filter((id) => among.includes(id)).toSorted();
  return { ok: true, value: await pinExport(database, question.value, { workspaceIds, now }) };
}

/** What a file is kept under: all that decides its bytes. */
function nameOf({ content, format, book, measure, from, until, where, workspaceIds, knownAt }: PinnedExport): string {
  const text = JSON.stringify([content, format, book, measure, from, until, where, workspaceIds, knownAt]);
  return createHash('sha256').update(text).digest('hex');
}

async function keptFile({ kept, database }: Serving, asked: PinnedExport): Promise<KeptExport> {
  return await kept.keep(nameOf(asked), () => exportBytes(database, asked));
}

async function sendWhole(reply: FastifyReply, asked: PinnedExport, serving: Serving): Promise<FastifyReply> {
  const file = await keptFile(serving, asked);
  void describe(reply, asked);
  if (file.isWhole) digest(reply, await file.whole).header('content-length', (await file.whole).bytes);
  return await reply.send(Readable.from(file.read(0), { objectMode: false }));
}

async function sendRest(
  reply: FastifyReply,
  asked: PinnedExport,
  { first, ...serving }: Serving & { readonly first: number },
): Promise<FastifyReply> {
  const file = await keptFile(serving, asked);
  const whole = await file.whole;
  if (first >= whole.bytes) return await reply.code(416).header('content-range', `bytes */${whole.bytes}`).send();
  void digest(describe(reply, asked), whole)
    .code(206)
    .header('content-range', `bytes ${first}-${whole.bytes - 1}/${whole.bytes}`)
    .header('content-length', whole.bytes - first);
  return await reply.send(Readable.from(file.read(first), { objectMode: false }));
}

/** The hash of the whole file (RFC 9530), by which whoever put it together from parts knows that it is right. */
function digest(reply: FastifyReply, { sha256 }: WholeFile): FastifyReply {
  return reply.header('repr-digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
}

function describe(reply: FastifyReply, { content, format, book, measure, from, until, where, knownAt }: PinnedExport): FastifyReply {
  const chosen = where.length === 0 ? '' : '-chosen';
  return reply
    .header('cache-control', 'no-store')
    .header('accept-ranges', 'bytes')
    .header('etag', `"${knownAt}"`)
    .header('x-known-at', knownAt)
    .header('content-disposition', `attachment; filename="halfpenny-${content}-${book}-${measure}-${from}-${until}${chosen}.${format}"`)
    .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.apache.parquet');
}

/** Who goes on with a download says of which answer, by its ETag: that is the instant it was pinned at. */
function resumedOf({ headers }: FastifyRequest): { readonly knownAt?: string } {
  const [, knownAt] = /^"(\d{4}-\d\d-\d\dT[\d:.]+Z)"$/.exec(String(headers['if-range'] ?? '')) ?? [];
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
