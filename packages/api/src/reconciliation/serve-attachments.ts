import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Refusal } from '@halfpenny/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../access/open-access.ts';
import { unfinishedFolder } from '../images/folder-driver.ts';
import { withWorkspace } from '../platform/database.ts';
import { giveFile } from '../platform/give-file.ts';
import { stageBytes } from '../uploads/stage-upload.ts';
import { bringAttachment, findAttachment, type AttachmentParts } from './bring-attachment.ts';

/** What serving attachments needs; `access` says who asks, and for which workspace. */
export interface AttachmentServing extends AttachmentParts {
  readonly access: Access;
  /** The folder of images; files are staged under it while they arrive. */
  readonly imageFolder: string;
}

/** A contract or a mail with its pictures; statements themselves are brought as statements. */
const bytesMax = 25_000_000;

/**
 * Serves POST /attachments?name=<file name>, which takes a file as the body itself and answers with its SHA-256, to name it by in a resolution; and GET /attachments/<sha256>, which gives it back as it
 * came. In a scope of its own: a body of any type is taken as it comes.
 */
export async function serveAttachments(app: FastifyInstance, serving: AttachmentServing): Promise<void> {
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.post('/attachments', (request, reply) => takeAttachment(request, reply, serving));
    scope.get('/attachments/:sha256', (request, reply) => giveAttachment(request, reply, serving));
  });
}

async function takeAttachment(request: FastifyRequest, reply: FastifyReply, serving: AttachmentServing): Promise<FastifyReply> {
  const caller = await serving.access.callerFor(request, 'POST /attachments');
  const { name: asked } = request.query as { name?: unknown };
  const name = typeof asked === 'string' ? asked.trim() : '';
  if (name === '' || name.length > 255 || !name.isWellFormed() || /\p{Cc}/u.test(name)) return await sendRefusal(reply, 400, noName);
  if (!(request.body instanceof Readable)) return await sendRefusal(reply, 400, noBody);
  const staged = await stageBytes(join(serving.imageFolder, unfinishedFolder), request.body, { bytesMax, readBytesMax: 2 * bytesMax });
  if (staged === undefined) return await sendRefusal(reply, 413, tooLarge);
  if (staged.bytes === 0) return await sendRefusal(reply, 400, noBody);
  const kept = await bringAttachment(serving, caller, { name, staged });
  return await reply
    .code(201)
    .header('cache-control', 'no-store')
    .send({ ...kept, url: `/attachments/${kept.sha256}` });
}

async function giveAttachment(request: FastifyRequest, reply: FastifyReply, serving: AttachmentServing): Promise<FastifyReply> {
  const { workspaceId } = await serving.access.callerFor(request, 'GET /attachments');
  const { sha256 } = request.params as { sha256: string };
  const found = await withWorkspace(serving.database, workspaceId, (tx) => findAttachment(tx, sha256));
  const bytes = found === undefined ? undefined : await serving.files.read({ workspaceId, sha256 });
  if (found === undefined || bytes === undefined) return await sendRefusal(reply, 404, notFound);
  return await giveFile(reply, { ...found, sha256, content: bytes });
}

type Told = Pick<Refusal, 'code' | 'message'>;
const noName: Told = { code: 'invalid-attachment', message: 'Name the file: POST /attachments?name=mail.pdf, in at most 255 characters.' };
const noBody: Told = { code: 'invalid-attachment', message: 'The request has no body: send the file as it is.' };
const tooLarge: Told = { code: 'attachment-too-large', message: 'An attachment has at most 25 MB.' };
const notFound: Told = { code: 'attachment-not-found', message: 'No attachment of this workspace has that SHA-256.' };

/** A refusal in the words of GraphQL. What is left of a body that nobody reads on is let go, so that its sender hears the answer. */
async function sendRefusal(reply: FastifyReply, status: number, { code, message }: Told): Promise<FastifyReply> {
  const { raw } = reply.request;
  if (!raw.complete) {
    raw.resume();
    void reply.header('connection', 'close');
  }
  const shown = { code: code.toUpperCase().replaceAll('-', '_'), message, path: [], accepted: [] };
  return await reply.code(status).header('cache-control', 'no-store').send(shown);
}
