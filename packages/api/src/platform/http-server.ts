import Fastify, { LogController, type FastifyError, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { randomUUID } from 'node:crypto';
import { cannotStart, started, type StartOutcome } from './start-outcome.ts';

/** A prompt is at most 32,000 characters, at most six bytes each when escaped: an operation around it fits well within this. */
const bodyBytesMost = 1_048_576;
/** How long a request may take to arrive: its head, and all of it, since 50 MB over a slow line take minutes. */
const headMillisecondsMost = 30_000;
const requestMillisecondsMost = 300_000;

/** A Fastify that hides what went wrong inside, bounds what it reads, and names the kind of everything it sends. */
export function openHttpServer(logger: Logger): FastifyInstance {
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytesMost,
    requestTimeout: requestMillisecondsMost,
    http: { headersTimeout: headMillisecondsMost },
    forceCloseConnections: 'idle',
  });
  app.setErrorHandler<FastifyError>(async (error, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).type('text/plain; charset=utf-8').send(`${error.message}\n`);
    const errorId = randomUUID();
    logger.error({ err: error, errorId }, 'A request failed unexpectedly.');
    return reply
      .code(status)
      .type('text/plain; charset=utf-8')
      .send(`Something unexpected went wrong. It is in the log under ${errorId}.\n`);
  });
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', async (_request, reply) => {
    void reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin');
    // A connection kept open after its last answer would keep the service from ending until the caller lets go.
    if (closing) void reply.header('connection', 'close');
  });
  return app as unknown as FastifyInstance;
}

/** Starts listening and answers with the address people use, or with the sentence that says why it cannot. */
export async function listen(app: FastifyInstance, at: { readonly host: string; readonly port: number }): Promise<StartOutcome<string>> {
  try {
    return started(await app.listen({ ...at, listenTextResolver: (address) => `The service listens at ${address}.` }));
  } catch (error) {
    return cannotStart(listenSentence(error, at), 'PORT');
  }
}

function listenSentence(error: unknown, { host, port }: { readonly host: string; readonly port: number }): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return `Port ${port} is taken: stop what listens there, or set PORT to another one.`;
  if (code === 'EACCES') return `Port ${port} may not be opened by this user: set PORT to one above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST ${host} is no address of this machine.`;
  return `Cannot listen on ${host}, port ${port}: ${error instanceof Error ? error.message : String(error)}.`;
}
