import { join } from 'node:path';
import { Readable } from 'node:stream';
import { refused, type Outcome, type Refusal } from '@halfpenny/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../access/open-access.ts';
import { unfinishedFolder } from '../images/folder-driver.ts';
import { withWorkspace } from '../platform/database.ts';
import { giveFile } from '../platform/give-file.ts';
import { isId } from '../platform/identifiers.ts';
import { stageBytes } from '../uploads/stage-upload.ts';
import { askedStatement } from './asked-statement.ts';
import { keepStatement, type KeepingParts } from './keep-statement.ts';
import { findStatement } from './read-statements.ts';

/** What taking statements needs; `access` says who asks, and for which workspace. */
export interface StatementServing extends KeepingParts {
  readonly access: Access;
  /** The folder of images; files are staged under it while they arrive. */
  readonly imageFolder: string;
}

/** Two gigabytes: a year of lines of a large account. */
const bytesMax = 2_000_000_000;
const bound = { bytesMax, readBytesMax: 2 * bytesMax };

/**
 * Serves POST /statements, which takes a file of a provider as the body itself, keeps it as it is and has it read: 202 with the id to watch; and GET /statements/<id>/file, which gives it back as
 * it was received. In a scope of its own: a body of any type is taken as it comes.
 */
export async function serveStatements(app: FastifyInstance, serving: StatementServing): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post('/statements', (request, reply) => takeStatement(request, reply, serving));
    scope.get('/statements/:id/file', (request, reply) => giveReceived(request, reply, serving));
  });
}

async function takeStatement(request: FastifyRequest, reply: FastifyReply, serving: StatementServing): Promise<FastifyReply> {
  const caller = await serving.access.callerFor(request, 'POST /statements');
  if (!(request.body instanceof Readable)) return await sendRefusal(reply, noBody);
  const asked = await askedStatement(serving.database, caller.workspaceId, request.query as Readonly<Record<string, unknown>>);
  if (!asked.ok) return await sendRefusal(reply, asked.refusal);
  const staged = await received(request, join(serving.imageFolder, unfinishedFolder));
  if (!staged.ok) return await sendRefusal(reply, staged.refusal);
  const kept = await keepStatement(serving, caller, { ...asked.value, origin: 'upload', staged: staged.value });
  if (!kept.ok) return await sendRefusal(reply, kept.refusal);
  return await reply.code(202).header('cache-control', 'no-store').send({ id: kept.value });
}

async function giveReceived(
  request: FastifyRequest,
  reply: FastifyReply,
  { access, database, files }: StatementServing,
): Promise<FastifyReply> {
  const { workspaceId } = await access.callerFor(request, 'GET /statements');
  const { id } = request.params as { id: string };
  const found = isId(id) ? await withWorkspace(database, workspaceId, (tx) => findStatement(tx, id)) : undefined;
  if (found === undefined) return await sendRefusal(reply, notFound);
  const { fileName: name, fileBytes: bytes, fileSha256: sha256, removedAt } = found;
  const content = removedAt === null ? await files.read({ workspaceId, sha256 }) : undefined;
  return content === undefined ? await sendRefusal(reply, gone) : await giveFile(reply, { name, bytes, sha256, content });
}

async function received({ body, raw }: FastifyRequest, folder: string) {
  try {
    const staged = await stageBytes(folder, body as Readable, bound);
    return staged === undefined ? tooLarge : ({ ok: true, value: staged } as const);
  } catch (cause) {
    if (raw.complete) throw cause;
    return refused({ code: 'invalid-statement', message: 'The file broke off on its way: send it anew, whole.' });
  }
}

const tooLarge: Outcome<never> = refused({
  code: 'statement-too-large',
  message: 'A statement has at most 2 GB: bring it in parts, by days.',
});

const noBody: Refusal = { code: 'invalid-statement', message: 'The request has no body: send the file as it is.', path: [], accepted: [] };

const notFound: Refusal = { code: 'statement-not-found', message: 'No statement of this workspace has that id.', path: [], accepted: [] };
const gone: Refusal = {
  code: 'statement-not-found',
  message: 'The time of the file was over, and it was removed: its lines stay.',
  path: [],
  accepted: [],
};
const statuses: Readonly<Record<string, number>> = { 'statement-too-large': 413, 'statement-not-found': 404 };

/** A refusal in the words of GraphQL. What is left of a body that nobody reads on is let go, so that its sender hears the answer. */
async function sendRefusal(reply: FastifyReply, { code, message, path, accepted }: Refusal): Promise<FastifyReply> {
  const { raw } = reply.request;
  if (!raw.complete) {
    raw.resume();
    void reply.header('connection', 'close');
  }
  const shown = { code: code.toUpperCase().replaceAll('-', '_'), message, path, accepted };
  return await reply
    .code(statuses[code] ?? 400)
    .header('cache-control', 'no-store')
    .send(shown);
}
