import { join } from 'node:path';
import multipart from '@fastify/multipart';
import type { Refusal } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../access/open-access.ts';
import { unfinishedFolder } from '../images/folder-driver.ts';
import { removedSentence } from '../images/removed-sentence.ts';
import { sendImage, sendSentence } from '../images/send-image.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { keepUpload } from './keep-upload.ts';
import type { UploadParts } from './keep-upload.ts';
import { receiveUpload } from './receive-upload.ts';
import { showUpload } from './show-upload.ts';
import { tooLarge, uploadBytesMax } from './stage-upload.ts';
import { uploadTable } from './upload.table.ts';

/** What serving uploads needs; `access` says who asks, and for which workspace. */
export interface UploadServing extends UploadParts {
  readonly access: Access;
  /** The folder of images; uploads are staged under it while they arrive. */
  readonly imageFolder: string;
}

/** What stands around the one file of a form: boundaries, a few fields. */
const formBytesMax = 100_000;
const rawTypes = ['image/png', 'image/jpeg', 'image/webp', 'application/octet-stream'];

/**
 * Serves POST /uploads, which takes one image as the body itself or as the one file of a form, and GET /uploads/<id>, which gives it back. In a scope of
 * its own: nowhere else does the service take a form.
 */
export async function serveUploads(app: FastifyInstance, serving: UploadServing): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(multipart, { limits: { files: 1, fields: 20, parts: 21, fieldSize: 10_000, fileSize: Number.MAX_SAFE_INTEGER } });
    scope.addContentTypeParser(rawTypes, (_request, payload, done) => done(null, payload));
    scope.post('/uploads', (request, reply) => takeUpload(request, reply, serving));
    scope.get('/uploads/:id', (request, reply) => giveUpload(request, reply, serving));
  });
}

async function takeUpload(request: FastifyRequest, reply: FastifyReply, serving: UploadServing): Promise<FastifyReply> {
  const { workspaceId } = await serving.access.callerFor(request, 'POST /uploads');
  if (Number(request.headers['content-length'] ?? 0) > 2 * uploadBytesMax + formBytesMax) {
    void reply.header('connection', 'close');
    return await sendRefusal(reply, tooLarge);
  }
  const received = await receiveUpload(request, join(serving.imageFolder, unfinishedFolder));
  const outcome = received.ok ? await keepUpload(serving, workspaceId, received.value) : received;
  if (!outcome.ok) return await sendRefusal(reply, outcome.refusal);
  const shown = showUpload(outcome.value);
  return await reply.code(201).header('location', shown.url).header('cache-control', 'no-store').send(shown);
}

const statuses: Partial<Readonly<Record<Refusal['code'], number>>> = {
  'upload-too-large': 413,
  'invalid-upload': 400,
  'invalid-image': 422,
  'image-not-kept': 503,
};

/** A refusal in the words of GraphQL, under the HTTP status nearest to it. */
async function sendRefusal(reply: FastifyReply, { code, message, path, accepted }: Refusal): Promise<FastifyReply> {
  const shown = { code: code.toUpperCase().replaceAll('-', '_'), message, path, accepted };
  return await reply
    .code(statuses[code] ?? 400)
    .header('cache-control', 'no-store')
    .send(shown);
}

async function giveUpload(request: FastifyRequest, reply: FastifyReply, serving: UploadServing): Promise<FastifyReply> {
  const { workspaceId } = await serving.access.callerFor(request, 'GET /uploads');
  const { id } = request.params as { id: string };
  const rows = isId(id)
    ? await withWorkspace(serving.database, workspaceId, (tx) => tx.select().from(uploadTable).where(eq(uploadTable.id, id)))
    : [];
  const [found] = rows;
  if (found === undefined) return await sendSentence(reply, 404, 'There is no such upload here. An upload is at /uploads/<id>.');
  if (found.removedAt !== null) return await sendSentence(reply, 410, removedSentence(found));
  return await sendImage(request, reply, serving.images, found);
}
