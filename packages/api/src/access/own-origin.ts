import type { FastifyInstance } from 'fastify';
import { AccessDenied } from './access-denied.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);
const sentence = 'A page of another site may not ask this Halfpenny to do anything. Ask from its own pages, or from a program.';

/**
 * Refuses what a page of another site would have a browser do here, by the credentials the browser keeps or by being at this machine: whatever
 * is more than reading and names an origin that is neither the host it asks nor where people reach us. Programs name none. Cookies are SameSite=Strict besides.
 */
export function refuseForeignOrigins(app: FastifyInstance, publicUrl: string | undefined): void {
  const published = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  app.addHook('onRequest', async ({ method, headers: { origin, host } }) => {
    if (reading.has(method) || origin === undefined) return;
    const asking = URL.canParse(origin) ? new URL(origin).host : undefined;
    if (asking !== undefined && (asking === host?.toLowerCase() || asking === published)) return;
    throw new AccessDenied('FORBIDDEN', sentence);
  });
}
