import { and, eq } from 'drizzle-orm';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Caller } from '../access/caller.ts';
import { isAskedBy, ownOnly } from '../access/own-only.ts';
import { sendImage, sendSentence } from '../images/send-image.ts';
import { removedSentence } from '../images/removed-sentence.ts';
import type { ImageServing } from '../images/serve-images.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { generationTable } from './generation.table.ts';
import { partialImageTable } from './partial-image.table.ts';

/** Serves GET /images/<generation>/partial/<index>-<number>.<format>, and only images of the workspace that asks; to whoever is an app alone, only what they asked for. */
export function servePartials(app: FastifyInstance, serving: ImageServing): void {
  app.get('/images/:generation/partial/:file', async (request, reply) => {
    const caller = await serving.access.callerFor(request, 'GET /images');
    const found = await findPartial(request, serving, caller);
    if (found === undefined) return await sendSentence(reply, 404, 'There is no such partial image here.');
    if (found.removedAt !== null) return await sendSentence(reply, 410, removedSentence(found));
    return await sendImage(request, reply, serving.images, found);
  });
}

async function findPartial(request: FastifyRequest, { database }: ImageServing, caller: Caller) {
  const { generation, file } = request.params as { generation: string; file: string };
  const [, position, number, format] = /^(\d{1,4})-(\d{1,4})\.(png|jpeg|webp)$/.exec(file) ?? [];
  if (position === undefined || number === undefined || !isId(generation)) return undefined;
  const { generationId, position: at, number: nth } = partialImageTable;
  const rows = await withWorkspace(database, caller.workspaceId, (tx) =>
    tx
      .select({ image: partialImageTable, apiKeyId: generationTable.apiKeyId, personId: generationTable.personId })
      .from(partialImageTable)
      .innerJoin(generationTable, eq(generationTable.id, generationId))
      .where(and(eq(generationId, generation), eq(at, Number(position)), eq(nth, Number(number)))),
  );
  return rows.find((row) => row.image.format === format && isAskedBy(ownOnly(caller), row))?.image;
}
