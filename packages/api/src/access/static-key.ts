import type { FastifyInstance } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Lets in only requests that show the static key: `Authorization: Bearer <key>`, or HTTP Basic with the key as password, so that a browser
 * can ask a person for it. Others get 401 and a sentence. The health check alone is open: it says nothing but that the service lives.
 */
export function demandStaticKey(app: FastifyInstance, key: string): void {
  const expected = digest(key);
  app.addHook('onRequest', async (request, reply) => {
    if (request.url === '/healthz') return;
    const shown = shownKey(request.headers.authorization);
    if (shown !== undefined && timingSafeEqual(digest(shown), expected)) return;
    await reply
      .code(401)
      .header('www-authenticate', 'Basic realm="Halfpenny", charset="UTF-8"')
      .type('text/plain; charset=utf-8')
      .send('Show the key of this Halfpenny: "Authorization: Bearer <key>", or any name with the key as password.\n');
  });
}

/** The key a header shows: `Bearer abc` shows `abc`, and so does Basic with any name and the password `abc`. */
function shownKey(header: string | undefined): string | undefined {
  const [, scheme, credentials] = /^(\w+) +(\S+)$/.exec(header ?? '') ?? [];
  if (credentials === undefined) return undefined;
  if (scheme?.toLowerCase() === 'bearer') return credentials;
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  return pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : undefined;
}

/** Of one length whatever is shown, so that comparing takes the same time for every wrong key. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest();
}
