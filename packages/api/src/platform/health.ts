import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import type { Database } from './database.ts';

/** Answers GET /healthz: 200 while PostgreSQL answers, 503 while it does not. Says nothing else, for it is open to everyone. */
export function serveHealth(app: FastifyInstance, database: Database): void {
  app.get('/healthz', async (_request, reply) => {
    const alive = await database.execute(sql`SELECT 1`).then(
      () => true,
      () => false,
    );
    return reply
      .code(alive ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: alive ? 'ok' : 'database unreachable' });
  });
}
