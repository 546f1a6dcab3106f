import multipart from '@fastify/multipart';
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { serveBatches, serveFiles } from './batch/serve-batches.ts';
import type { BatchServing } from './batch/serve-batches.ts';
import { Shelf } from './batch/shelf.ts';
import { isOver } from './batch/played-batch.ts';
import { beginWork } from './batch/work-off.ts';
import { serveEdit } from './edit/serve-edit.ts';
import { HostedPictures, serveHosted } from './hosted-pictures.ts';
import { Invoice } from './invoice.ts';
import { questionError, reportInvoice } from './invoice-report.ts';
import type { InvoiceQuestion } from './invoice-report.ts';
import { serveOrganization } from './organization/serve-organization.ts';
import { Commands } from './misbehaviour/commands.ts';
import { serveControl } from './misbehaviour/control.ts';
import { OwnPrices } from './misbehaviour/own-prices.ts';
import { playedProviders } from './played-providers.ts';
import { sendError, serveCall } from './serve-call.ts';
import type { Stage } from './serve-call.ts';
import { badParameter } from './wire-error.ts';

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
const fileBytesMax = 60_000_000;

/**
 * Starts a local server that plays the providers: it checks a call as they would, draws a real picture, counts tokens by
 * their rules, and keeps an invoice of its own at GET /invoice (?provider=, ?from=, ?until=) and GET /<provider>/invoice.
 * It streams where it is asked to, takes batches (batch/), and misbehaves on command: /control, or a marker in a prompt.
 */
export async function startSandbox(parts: SandboxParts): Promise<Sandbox> {
  const invoice = await Invoice.open(parts.folder);
  const shelf = await Shelf.open(parts.folder);
  const underWay = new Set<Promise<void>>();
  const app = fastify({ bodyLimit: bodyBytesMax, forceCloseConnections: 'idle' });
  const stage: Stage = {
    ...parts,
    invoice,
    commands: new Commands(),
    ownPrices: new OwnPrices(),
    hosted: new HostedPictures(),
    lastRequestIds: new Map(),
    hanging: new Set(),
  };
  app.setErrorHandler((error, _request, reply) => sendUnexpected(error, reply, parts));
  app.get('/invoice', (request, reply) => sendInvoice(reply, invoice, request.query as InvoiceQuestion));
  for (const provider of playedProviders) {
    app.get(`/${provider.name}/invoice`, (request, reply) =>
      sendInvoice(reply, invoice, { ...(request.query as InvoiceQuestion), provider: provider.name }),
    );
    app.post(`/${provider.name}/v1/images/generations`, (request, reply) => serveCall(request, reply, { ...stage, provider }));
    const serving = { ...stage, shelf, underWay, provider };
    await app.register((scope) => serveForms(scope, serving));
    if (provider.batches) serveBatches(app, serving);
    if (provider.statesCosts) serveOrganization(app, { ...stage, provider });
  }
  serveControl(app, stage);
  serveHosted(app, stage.hosted);
  for (const batch of shelf.batches().filter((kept) => !isOver(kept))) beginWork({ ...stage, shelf, underWay }, batch.id);
  try {
    const url = await app.listen({ port: parts.port, host: parts.host ?? '127.0.0.1' });
    return { url, close: async () => await stop(app, stage, underWay) };
  } catch (cause) {
    await stop(app, stage, underWay);
    throw cause;
  }
}

/** In a scope of its own, forms are streamed: those of edits, and files. */
async function serveForms(scope: FastifyInstance, serving: BatchServing): Promise<void> {
  await scope.register(multipart, { limits: { files: 40, fileSize: fileBytesMax } });
  scope.post(`/${serving.provider.name}/v1/images/edits`, (request, reply) => serveEdit(request, reply, serving));
  if (serving.provider.batches) serveFiles(scope, serving);
}

async function sendInvoice(reply: FastifyReply, invoice: Invoice, question: InvoiceQuestion): Promise<FastifyReply> {
  const error = questionError(question);
  return error === undefined ? await reply.send(await reportInvoice(invoice, question)) : await sendError(reply, error);
}

async function sendUnexpected(error: unknown, reply: FastifyReply, parts: SandboxParts): Promise<FastifyReply> {
  const known = error as { statusCode?: number; message?: string };
  const status = known.statusCode ?? 500;
  if (status < 500) return await sendError(reply, { ...badParameter('', String(known.message), 'invalid_json'), status });
  parts.logger?.info({ error: String(error) }, 'The sandbox failed to answer a call.');
  return await reply.code(500).send({ error: { message: 'The sandbox failed to answer.', type: 'server_error', param: null, code: null } });
}

/** Whom nobody will answer is let go first: the server waits for every answer under way. */
async function stop(app: FastifyInstance, { invoice, hanging }: Stage, underWay: ReadonlySet<Promise<void>>): Promise<void> {
  for (const response of hanging) response.destroy();
  await app.close();
  await Promise.all(underWay);
  await invoice.close();
}
