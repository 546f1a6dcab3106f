import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * What pages of ours may load: only what comes from here. Styles may stand in elements, which the components and charts need;
 * pictures may be data or blobs, which a preview needs. Nothing may frame us.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the built admin at /, every address of its own included: a path that is no file and asks for a page gets the page, which then
 * shows that address. Without a folder, / says where GraphQL is.
 */
export async function serveAdmin(app: FastifyInstance, folder: string | undefined): Promise<void> {
  app.addHook('onSend', async (_request, reply) => {
    if (String(reply.getHeader('content-type')).startsWith('text/html'))
      void reply.header('content-security-policy', contentSecurityPolicy);
  });
  if (folder === undefined) {
    app.get('/', async (_request, reply) => reply.type('text/plain; charset=utf-8').send('Halfpenny: GraphQL is at /graphql.\n'));
    app.setNotFoundHandler(notFound);
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    cacheControl: false,
    // The build lays a compressed copy beside each script and style.
    preCompressed: true,
    setHeaders: (reply, path) => {
      // Names under assets/ carry the hash of their content; every other file may change with the next build.
      void reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => (asksForPage(request) ? reply.sendFile('index.html') : notFound(request, reply)));
}

function asksForPage(request: FastifyRequest): boolean {
  return request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
}

function notFound(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send('There is nothing here. GraphQL is at /graphql, the admin at /.\n');
}
