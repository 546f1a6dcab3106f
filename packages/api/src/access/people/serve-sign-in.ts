import type { Outcome } from '@halfpenny/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptInvitation, readInvitation } from './accept-invitation.ts';
import type { PeopleParts } from './invite-person.ts';
import { peerHeader, type SignIn } from './sign-in.ts';

/** What of the sign-in library is reached from outside; it would serve much more. */
const passedOn = [
  ['POST', '/auth/sign-in/email'],
  ['POST', '/auth/sign-out'],
  ['POST', '/auth/change-password'],
  ['POST', '/auth/revoke-other-sessions'],
  ['GET', '/auth/get-session'],
] as const;

/** What serving these routes needs. */
export interface SignInServing {
  readonly signIn: SignIn;
  readonly people: PeopleParts;
}

/**
 * Serves what people who are not known yet may reach: signing in and out, and the two steps of a one-time link. POST /auth/invitation says what a
 * link offers; POST /auth/join uses it, and signs the new person in.
 */
export function serveSignIn(app: FastifyInstance, { signIn, people }: SignInServing): void {
  for (const [method, url] of passedOn) {
    app.route({ method, url, handler: async (request, reply) => send(reply, await signIn.answer(asWebRequest(request))) });
  }
  app.post('/auth/invitation', async (request, reply) => {
    const offered = await readInvitation(people, textIn(request.body, 'token'));
    return offered.ok ? reply.header('cache-control', 'no-store').send(offered.value) : sendRefusal(reply, offered);
  });
  app.post('/auth/join', async (request, reply) => {
    const [token, name, email, password] = ['token', 'name', 'email', 'password'].map((field) => textIn(request.body, field));
    const joined = await acceptInvitation(people, { token: token ?? '', name: name ?? '', email, password: password ?? '' });
    if (!joined.ok) return sendRefusal(reply, joined);
    const signingIn = asWebRequest(request, '/auth/sign-in/email', { email: joined.value, password });
    return send(reply, await signIn.answer(signingIn));
  });
}

/** A field of a JSON body; empty where it is missing or no text. */
function textIn(body: unknown, field: string): string {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined;
  return typeof value === 'string' ? value : '';
}

/** A request as the library takes it, told by whom it comes: not by what a header claims, but by the connection. */
function asWebRequest(request: FastifyRequest, path = request.url, body: unknown = request.body): Request {
  const headers = webHeaders(request);
  const url = new URL(path, `http://${request.headers.host ?? 'localhost'}`);
  if (request.method === 'GET') return new Request(url, { headers });
  headers.set('content-type', 'application/json');
  return new Request(url, { method: request.method, headers, body: JSON.stringify(body ?? {}) });
}

/** The headers of a request that are of one value each, without the length of a body that is written anew. */
export function webHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && !['content-length', 'transfer-encoding', 'connection'].includes(name)) headers.set(name, value);
  }
  headers.set(peerHeader, request.socket.remoteAddress ?? '');
  return headers;
}

async function send(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  void reply.code(response.status).header('cache-control', 'no-store');
  for (const cookie of response.headers.getSetCookie()) void reply.header('set-cookie', cookie);
  const type = response.headers.get('content-type');
  if (type !== null) void reply.header('content-type', type);
  return await reply.send(await response.text());
}

async function sendRefusal(reply: FastifyReply, outcome: Extract<Outcome<unknown>, { ok: false }>): Promise<FastifyReply> {
  const { code, message, path } = outcome.refusal;
  return await reply.code(400).header('cache-control', 'no-store').send({ code, message, path });
}
