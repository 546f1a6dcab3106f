import type { FastifyInstance } from 'fastify';
import { AccessDenied } from './access-denied.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);
const sentence = 'A page of another site may not ask this Halfpenny to do anything. Ask from its own pages, or from a program.';

/**
 * Refuses what a page of another site would have a browser do here, by the credentials the browser keeps or by being at this machine: whatever
 * is more than reading and names an origin that is not the host it asks. Programs name none. Cookies are SameSite=Strict besides.
 */
export function refuseForeignOrigins(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ method, headers: { origin, host } }) => {
    if (reading.has(method) || origin === undefined) return;
    if (URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()) return;
    throw new AccessDenied('FORBIDDEN', sentence);
  });
}
