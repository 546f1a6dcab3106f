import { and, eq } from 'drizzle-orm';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { sendImage, sendSentence } from '../images/send-image.ts';
import type { ImageServing } from '../images/serve-images.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { partialImageTable } from './partial-image.table.ts';

/** Serves GET /images/<generation>/partial/<index>-<number>.<format>, and only images of the workspace that asks. */
export function servePartials(app: FastifyInstance, serving: ImageServing): void {
  app.get('/images/:generation/partial/:file', async (request, reply) => {
    const { workspaceId } = await serving.access.callerFor(request, 'GET /images');
    const found = await findPartial(request, serving, workspaceId);
    if (found === undefined) return await sendSentence(reply, 404, 'There is no such partial image here.');
    return await sendImage(request, reply, serving.images, found);
  });
}

async function findPartial(request: FastifyRequest, { database }: ImageServing, workspaceId: string) {
  const { generation, file } = request.params as { generation: string; file: string };
  const [, position, number, format] = /^(\d{1,4})-(\d{1,4})\.(png|jpeg|webp)$/.exec(file) ?? [];
  if (position === undefined || number === undefined || !isId(generation)) return undefined;
  const { generationId, position: at, number: nth } = partialImageTable;
  const rows = await withWorkspace(database, workspaceId, (tx) =>
    tx
      .select()
      .from(partialImageTable)
      .where(and(eq(generationId, generation), eq(at, Number(position)), eq(nth, Number(number)))),
  );
  return rows.find((row) => row.format === format);
}
