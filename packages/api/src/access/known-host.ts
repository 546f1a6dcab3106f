import type { FastifyInstance } from 'fastify';

/** What decides which Host names are answered. */
export interface HostRule {
  /** The address the service listens on. */
  readonly host: string;
  /** Further names, in small letters, with or without a port. */
  readonly furtherHosts: readonly string[];
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Answers only known Host names; any other gets 421 and a sentence. A web page elsewhere that has its own name point at
 * this machine (DNS rebinding) is thereby refused, though its requests arrive.
 */
export function answerKnownHosts(app: FastifyInstance, rule: HostRule): void {
  app.addHook('onRequest', async (request, reply) => {
    if (isKnownHost(request.headers.host ?? '', rule)) return;
    await reply
      .code(421)
      .type('text/plain; charset=utf-8')
      .send('This Halfpenny does not answer to that Host name. Ask for it by localhost, or add the name to HALFPENNY_HOSTS.\n');
  });
}

/** `isKnownHost('localhost:4000', …)` is true on every port; `evil.example` only where it is listed. */
function isKnownHost(header: string, rule: HostRule): boolean {
  const named = header.toLowerCase();
  const withoutPort = named.replace(/:\d{1,5}$/, '');
  const own = rule.host.includes(':') ? `[${rule.host}]` : rule.host.toLowerCase();
  return [...loopbackNames, own].includes(withoutPort) || rule.furtherHosts.includes(withoutPort) || rule.furtherHosts.includes(named);
}
