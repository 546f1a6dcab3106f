import { extname } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../access/open-access.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import type { ReceivedFiles } from '../statement/received-files.ts';
import { closingOf } from './checklist.ts';
import { readCloses } from './read-closes.ts';

/** What serving audit packs needs; `access` says who asks, and for which workspace. */
export interface PackServing {
  readonly database: Database;
  readonly files: ReceivedFiles;
  readonly access: Access;
}

/** Serves GET /audit-packs/<book>/<month>/<file>: a pack is a folder, whose manifest.json names every other file with its hash. */
export function servePacks(app: FastifyInstance, serving: PackServing): void {
  app.get('/audit-packs/:book/:month/:file', (request, reply) => sendPackFile(request, reply, serving));
}

const contentTypes: Readonly<Record<string, string>> = { '.csv': 'text/csv; charset=utf-8', '.json': 'application/json; charset=utf-8' };

async function sendPackFile(request: FastifyRequest, reply: FastifyReply, { database, files, access }: PackServing): Promise<FastifyReply> {
  const { workspaceId } = await access.callerFor(request, 'GET /audit-packs');
  const { book, month, file } = request.params as { readonly book: string; readonly month: string; readonly file: string };
  const closing = closingOf(workspaceId, book === 'real' ? 'real' : 'simulated', month);
  if (!closing.ok || (book !== 'real' && book !== 'simulated')) return await reply.code(404).send();
  const [close] = await withWorkspace(database, workspaceId, (tx) => readCloses(tx, closing.value, closing.value.month));
  const written = close?.files.find(({ name }) => name === file);
  const bytes = written === undefined ? undefined : await files.read({ workspaceId, sha256: written.sha256 });
  if (written === undefined || bytes === undefined) return await reply.code(404).send();
  return await reply
    .header('content-type', contentTypes[extname(file)] ?? 'text/plain; charset=utf-8')
    .header('content-disposition', `attachment; filename="${written.name}"`)
    .header('cache-control', 'private, no-store')
    .send(bytes);
}
