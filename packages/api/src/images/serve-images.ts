import { and, eq } from 'drizzle-orm';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../access/open-access.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { generatedImageTable } from './generated-image.table.ts';
import type { ImageStore } from './image-store.ts';

/** What serving images needs; `access` says who asks, and for which workspace. */
export interface ImageServing {
  readonly database: Database;
  readonly images: ImageStore;
  readonly access: Access;
}

type Found = typeof generatedImageTable.$inferSelect;

/**
 * Serves GET /images/<generation>/<index>.<format>, and only images of the workspace that asks. An image never changes,
 * so it may be cached for ever; its ETag is its SHA-256.
 */
export function serveImages(app: FastifyInstance, serving: ImageServing): void {
  app.get('/images/:generation/:file', (request, reply) => sendImage(request, reply, serving));
}

async function sendImage(request: FastifyRequest, reply: FastifyReply, serving: ImageServing): Promise<FastifyReply> {
  const { workspaceId } = await serving.access.callerFor(request, 'GET /images');
  const found = await findImage(request, serving, workspaceId);
  if (found === undefined)
    return await sendSentence(reply, 404, 'There is no such image here. An image is at /images/<generation id>/<index>.<format>.');
  const etag = `"${found.sha256}"`;
  void reply
    .header('etag', etag)
    .header('cache-control', 'private, max-age=31536000, immutable')
    .header('x-content-type-options', 'nosniff');
  if (request.headers['if-none-match'] === etag) return await reply.code(304).send();
  const bytes = await serving.images.read(found);
  if (bytes === undefined) return await sendSentence(reply, 404, 'This image was made, but its bytes are no longer in the image store.');
  return await reply.header('content-type', `image/${found.format}`).header('content-length', found.bytes).send(bytes);
}

async function findImage(request: FastifyRequest, serving: ImageServing, workspaceId: string): Promise<Found | undefined> {
  const { generation, file } = request.params as { generation: string; file: string };
  const [, position, format] = /^(\d{1,4})\.(png|jpeg|webp)$/.exec(file) ?? [];
  if (position === undefined || !isId(generation)) return undefined;
  const rows = await withWorkspace(serving.database, workspaceId, (tx) =>
    tx
      .select()
      .from(generatedImageTable)
      .where(and(eq(generatedImageTable.generationId, generation), eq(generatedImageTable.position, Number(position)))),
  );
  return rows.find((row) => row.format === format);
}

async function sendSentence(reply: FastifyReply, status: number, sentence: string): Promise<FastifyReply> {
  return await reply
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .code(status)
    .type('text/plain; charset=utf-8')
    .send(`${sentence}\n`);
}
