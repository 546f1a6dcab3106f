import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answerCall } from './answer-call.ts';
import { checkCall, isWireError } from './check-call.ts';
import { Invoice } from './invoice.ts';
import { questionError, reportInvoice } from './invoice-report.ts';
import type { InvoiceQuestion } from './invoice-report.ts';
import { playedProviders } from './played-providers.ts';
import type { PlayedProvider } from './played-providers.ts';
import { badParameter } from './wire-error.ts';
import type { WireError } from './wire-error.ts';

/** Where the sandbox listens, where its invoice lives, and what it is handed: a clock and a logger. */
export interface SandboxParts {
  /** 0 for any free port. */
  readonly port: number;
  readonly host?: string;
  /** Folder of invoice.jsonl; made if it is not there. */
  readonly folder: string;
  readonly clock: () => Date;
  readonly logger?: { info(detail: object, sentence: string): void };
}

/** A running sandbox; each provider it plays answers under `<url>/<provider>/v1`. */
export interface Sandbox {
  readonly url: string;
  /** Answers what is under way, then stops. */
  close(): Promise<void>;
}

const bodyBytesMax = 1_048_576;

/**
 * Starts a local server that plays the providers: it checks a call as they would, draws a real picture, counts tokens by
 * their rules, and keeps an invoice of its own at GET /invoice (?provider=, ?from=, ?until=) and GET /<provider>/invoice.
 */
export async function startSandbox(parts: SandboxParts): Promise<Sandbox> {
  const invoice = await Invoice.open(parts.folder);
  const app = fastify({ bodyLimit: bodyBytesMax, forceCloseConnections: 'idle' });
  app.setErrorHandler((error, _request, reply) => sendUnexpected(error, reply, parts));
  app.get('/invoice', (request, reply) => sendInvoice(reply, invoice, request.query as InvoiceQuestion));
  for (const provider of playedProviders) {
    app.get(`/${provider.name}/invoice`, (request, reply) =>
      sendInvoice(reply, invoice, { ...(request.query as InvoiceQuestion), provider: provider.name }),
    );
    playProvider(app, provider, invoice, parts);
  }
  try {
    const url = await app.listen({ port: parts.port, host: parts.host ?? '127.0.0.1' });
    return { url, close: async () => await stop(app, invoice) };
  } catch (cause) {
    await stop(app, invoice);
    throw cause;
  }
}

function playProvider(app: FastifyInstance, provider: PlayedProvider, invoice: Invoice, parts: SandboxParts): void {
  app.post(`/${provider.name}/v1/images/generations`, (request, reply) => serveCall(request, reply, { provider, invoice, parts }));
}

interface Stage {
  readonly provider: PlayedProvider;
  readonly invoice: Invoice;
  readonly parts: SandboxParts;
}

async function serveCall(request: FastifyRequest, reply: FastifyReply, { provider, invoice, parts }: Stage): Promise<FastifyReply> {
  const requestId = `req_${randomUUID().replaceAll('-', '')}`;
  void reply.header('x-request-id', requestId);
  if (!/^Bearer \S+$/.test(request.headers.authorization ?? '')) return await sendError(reply, missingKey);
  const call = checkCall(provider, request.body);
  if (isWireError(call)) return await sendError(reply, call);
  const answer = await answerCall(call, { at: parts.clock(), requestId, clientRequestId: clientRequestId(request) });
  if (answer === undefined) return await sendError(reply, notSold(call.modelName, call.size));
  await invoice.append(answer.line);
  parts.logger?.info({ ...answer.line }, 'The sandbox billed a call.');
  return await reply.send(answer.reply);
}

const missingKey: WireError = {
  status: 401,
  error: {
    message: 'You did not provide an API key. Put it in an Authorization header: "Authorization: Bearer YOUR_KEY".',
    type: 'invalid_request_error',
    param: null,
    code: 'missing_api_key',
  },
};

function notSold(model: string, size: string): WireError {
  return badParameter('model', `The model '${model}' is not available at size ${size} today.`, 'model_not_found');
}

function clientRequestId(request: FastifyRequest): string | null {
  const id = request.headers['x-client-request-id'];
  return typeof id === 'string' ? id : null;
}

async function sendInvoice(reply: FastifyReply, invoice: Invoice, question: InvoiceQuestion): Promise<FastifyReply> {
  const error = questionError(question);
  return error === undefined ? await reply.send(await reportInvoice(invoice, question)) : await sendError(reply, error);
}

async function sendError(reply: FastifyReply, { status, error }: WireError): Promise<FastifyReply> {
  return await reply.code(status).send({ error });
}

async function sendUnexpected(error: unknown, reply: FastifyReply, parts: SandboxParts): Promise<FastifyReply> {
  const known = error as { statusCode?: number; message?: string };
  const status = known.statusCode ?? 500;
  if (status < 500) return await sendError(reply, { ...badParameter('', String(known.message), 'invalid_json'), status });
  parts.logger?.info({ error: String(error) }, 'The sandbox failed to answer a call.');
  return await reply.code(500).send({ error: { message: 'The sandbox failed to answer.', type: 'server_error', param: null, code: null } });
}

async function stop(app: FastifyInstance, invoice: Invoice): Promise<void> {
  await app.close();
  await invoice.close();
}
