import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatCrumbs, parseCrumbs } from '../bill-call.ts';
import type { Invoice, InvoiceLine } from '../invoice.ts';
import { sendError } from '../serve-call.ts';
import type { PlayedStage } from '../serve-call.ts';
import { badParameter } from '../wire-error.ts';
import type { WireError } from '../wire-error.ts';
import { bucketPage } from './bucket-page.ts';
import { groupCosts } from './group-costs.ts';
import { groupCompletions, groupImages } from './group-usage.ts';
import { readQuestion } from './read-question.ts';
import type { Askable } from './read-question.ts';

const day = { seconds: 86_400, usual: 7, most: 180 };
const usageWidths = {
  '1m': { seconds: 60, usual: 60, most: 1440 },
  '1h': { seconds: 3600, usual: 24, most: 168 },
  '1d': { ...day, most: 31 },
};
const own = ['project_id', 'user_id', 'api_key_id'];

interface Endpoint extends Askable {
  readonly path: string;
  readonly results: (lines: readonly InvoiceLine[], groupBy: readonly string[]) => readonly string[];
}

const endpoints: readonly Endpoint[] = [
  { path: 'costs', widths: { '1d': day }, groups: [...own, 'line_item'], results: groupCosts },
  { path: 'usage/images', widths: usageWidths, groups: [...own, 'model', 'size', 'source'], results: groupImages },
  { path: 'usage/completions', widths: usageWidths, groups: [...own, 'model', 'batch', 'service_tier'], results: groupCompletions },
];

/**
 * Serves what a provider states to whoever shows an admin key: costs and usage under `/v1/organization`, from its own durable invoice, and POST
 * /control/restatement, by which it changes its mind about a day.
 */
export function serveOrganization(app: FastifyInstance, stage: PlayedStage): void {
  for (const endpoint of endpoints) {
    app.get(`/${stage.provider.name}/v1/organization/${endpoint.path}`, (request, reply) => answer(request, reply, stage, endpoint));
  }
  app.post(`/${stage.provider.name}/control/restatement`, (request, reply) => restate(request, reply, stage));
}

async function answer(request: FastifyRequest, reply: FastifyReply, stage: PlayedStage, endpoint: Endpoint): Promise<FastifyReply> {
  if (!/^Bearer sk-admin-\S+$/.test(request.headers.authorization ?? '')) return await sendError(reply, noAdmin);
  const question = readQuestion(request, endpoint, stage.clock());
  if ('error' in question) return await sendError(reply, question);
  const lines = ownLines(stage.invoice, stage.provider.name);
  const page = await bucketPage(lines, question, (found) => endpoint.results(found, question.groupBy));
  return await reply.type('application/json').send(page);
}

async function* ownLines(invoice: Invoice, provider: string): AsyncGenerator<InvoiceLine> {
  for await (const line of invoice.lines()) if (line.provider === provider) yield line;
}

/** The body: {"day": "2026-11-19", "item": "gpt-image-2, image output", "amount": "-0.001"}; the amount is added to what the day comes to. */
async function restate(request: FastifyRequest, reply: FastifyReply, { invoice, provider }: PlayedStage): Promise<FastifyReply> {
  const { day: on, item, amount } = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof on !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(on)) return await sendError(reply, badParameter('day', 'Expected a UTC day.'));
  if (typeof item !== 'string' || typeof amount !== 'string' || !/^-?\d{1,9}(\.\d{1,8})?$/.test(amount))
    return await sendError(reply, badParameter('amount', 'Expected "item" and "amount", dollars with at most eight decimals.'));
  const stated = formatCrumbs(parseCrumbs(amount));
  await invoice.append({
    provider: provider.name,
    answeredAt: `${on}T23:59:59.000Z`,
    requestId: `restated_${randomUUID()}`,
    clientRequestId: null,
    model: '',
    size: '',
    quality: '',
    images: 0,
    usage: { textIn: 0, imageIn: 0, imageOut: 0, textOut: 0 },
    amount: stated,
    currency: 'USD',
    items: [{ item, quantity: 0, unit: 'tokens', amount: stated }],
  });
  return await reply.code(201).send({ day: on, item, amount: stated });
}

const noAdmin: WireError = {
  status: 401,
  error: {
    message: 'An admin key is needed: one that begins with sk-admin-.',
    type: 'invalid_request_error',
    param: null,
    code: 'invalid_api_key',
  },
};
