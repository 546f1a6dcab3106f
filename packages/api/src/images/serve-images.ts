import { and, eq } from 'drizzle-orm';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.ts';
import type { Access } from '../access/open-access.ts';
import { isAskedBy, ownOnly } from '../access/own-only.ts';
import { generationTable } from '../generation/generation.table.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { generatedImageTable } from './generated-image.table.ts';
import type { ImageStore } from './image-store.ts';
import { removedSentence } from './removed-sentence.ts';
import { sendImage, sendSentence } from './send-image.ts';

/** What serving images needs; `access` says who asks, and for which workspace. */
export interface ImageServing {
  readonly database: Database;
  readonly images: ImageStore;
  readonly access: Access;
}

type Found = typeof generatedImageTable.$inferSelect;

/** Serves GET /images/<generation>/<index>.<format>, and only images of the workspace that asks; to whoever is an app alone, only what they asked for. */
export function serveImages(app: FastifyInstance, serving: ImageServing): void {
  app.get('/images/:generation/:file', (request, reply) => serveImage(request, reply, serving));
}

async function serveImage(request: FastifyRequest, reply: FastifyReply, serving: ImageServing): Promise<FastifyReply> {
  const caller = await serving.access.callerFor(request, 'GET /images');
  const found = await findImage(request, serving, caller);
  if (found === undefined)
    return await sendSentence(reply, 404, 'There is no such image here. An image is at /images/<generation id>/<index>.<format>.');
  if (found.removedAt !== null) return await sendSentence(reply, 410, removedSentence(found));
  return await sendImage(request, reply, serving.images, found);
}

async function findImage(request: FastifyRequest, serving: ImageServing, caller: Caller): Promise<Found | undefined> {
  const { generation, file } = request.params as { generation: string; file: string };
  const [, position, format] = /^(\d{1,4})\.(png|jpeg|webp)$/.exec(file) ?? [];
  if (position === undefined || !isId(generation)) return undefined;
  const { generationId, position: place } = generatedImageTable;
  const rows = await withWorkspace(serving.database, caller.workspaceId, (tx) =>
    tx
      .select({ image: generatedImageTable, apiKeyId: generationTable.apiKeyId, personId: generationTable.personId })
      .from(generatedImageTable)
      .innerJoin(generationTable, eq(generationTable.id, generationId))
      .where(and(eq(generationId, generation), eq(place, Number(position)))),
  );
  return rows.find((row) => row.image.format === format && isAskedBy(ownOnly(caller), row))?.image;
}
