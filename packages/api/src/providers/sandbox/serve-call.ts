import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerCall } from './answer-call.ts';
import type { Answer } from './answer-call.ts';
import { checkCall, isWireError } from './check-call.ts';
import type { AcceptedCall } from './check-call.ts';
import type { HostedPictures } from './hosted-pictures.ts';
import type { Invoice } from './invoice.ts';
import { alterCall } from './misbehaviour/alter-call.ts';
import { alterReply } from './misbehaviour/alter-reply.ts';
import type { Controlled } from './misbehaviour/control.ts';
import { badDeliveries } from './misbehaviour/deliver-badly.ts';
import { misbehaviours, streamMisbehaviours } from './misbehaviour/misbehaviours.ts';
import type { Command } from './misbehaviour/misbehaviours.ts';
import { readMarker } from './misbehaviour/read-marker.ts';
import { commandedError } from './misbehaviour/refuse-call.ts';
import type { CommandedError } from './misbehaviour/refuse-call.ts';
import type { PlayedProvider } from './played-providers.ts';
import { serveStream } from './serve-stream.ts';
import { badParameter } from './wire-error.ts';
import type { WireError } from './wire-error.ts';

/** What a sandbox answers calls with, and what it remembers between them. */
export interface Stage extends Controlled {
  /** Where its invoice lies, and for as long as a call lasts the images that came with it. */
  readonly folder: string;
  readonly invoice: Invoice;
  readonly clock: () => Date;
  readonly logger?: { info(detail: object, sentence: string): void } | undefined;
  /** Pictures that lie at an address. */
  readonly hosted: HostedPictures;
  /** The x-request-id of the last call of each provider. */
  readonly lastRequestIds: Map<string, string>;
  /** Replies that are sent by hand and may never end. */
  readonly hanging: Set<ServerResponse>;
}

/** A stage on which one provider is played. */
export interface PlayedStage extends Stage {
  readonly provider: PlayedProvider;
}

/** Answers one call as the provider would: checked, billed durably, then answered. What it was told to do wrong, it does. */
export async function serveCall(request: FastifyRequest, reply: FastifyReply, stage: PlayedStage): Promise<FastifyReply> {
  return await answerChecked(checkCall(stage.provider, request.body), { request, reply, stage });
}

/** A call that arrived, and where its answer goes. */
interface Served {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly stage: PlayedStage;
}

/** Answers a call that was checked, or the error that was found. */
export async function answerChecked(call: AcceptedCall | WireError, { request, reply, stage }: Served): Promise<FastifyReply> {
  const command = isWireError(call) ? undefined : commandFor(call, stage);
  const requestId = nextRequestId(stage, command);
  void reply.header('x-request-id', requestId);
  if (!showsKey(request)) return await sendError(reply, missingKey);
  if (isWireError(call)) return await sendError(reply, call);
  if (command !== undefined && isAnsweredUnmade(command)) return await misanswer(reply, stage, { command });
  const altered = alterCall(call, command);
  const answer = await made(altered, request, { ...stage, requestId });
  if (answer === undefined) return await sendError(reply, notSold(call.modelName, call.size));
  if (command === undefined || misbehaviours[command.name].billed) await bill(stage, answer);
  const origin = `${request.protocol}://${request.host}`;
  const told = alterReply(answer.reply, command);
  const body = altered.byUrl ? stage.hosted.host(told, origin, command?.name) : told;
  if (call.partialImages !== undefined && (command === undefined || commandedError(command) === undefined)) {
    return await serveStream(reply, stage, { call, body, command });
  }
  return command === undefined ? await reply.send(body) : await misanswer(reply, stage, { command, body });
}

function commandFor({ prompt, partialImages }: AcceptedCall, { commands, provider }: PlayedStage): Command | undefined {
  const target = partialImages === undefined ? 'call' : 'stream';
  return readMarker(prompt, target) ?? commands.take(provider.name, target);
}

/** Nothing is made and nothing billed. A stream that is cut was begun, so its events are made all the same. */
function isAnsweredUnmade({ name }: Command): boolean {
  return !misbehaviours[name].billed && !Object.hasOwn(streamMisbehaviours, name);
}

/** The answer to a call; undefined where no such call is sold. */
async function made(
  call: AcceptedCall,
  request: FastifyRequest,
  { clock, ownPrices, requestId }: PlayedStage & { readonly requestId: string },
): Promise<Answer | undefined> {
  const at = clock();
  return await answerCall(call, { at, requestId, clientRequestId: clientRequestId(request), ownPrice: ownPrices.of(call, at) });
}

/** Puts the line of an answer on the invoice, durably. */
export async function bill({ invoice, logger }: Pick<Stage, 'invoice' | 'logger'>, { line }: Pick<Answer, 'line'>): Promise<void> {
  await invoice.append(line);
  logger?.info({ ...line }, 'The sandbox billed a call.');
}

function nextRequestId({ provider, lastRequestIds }: PlayedStage, command: Command | undefined): string {
  const last = command?.name === 'repeated-request-id' ? lastRequestIds.get(provider.name) : undefined;
  const id = last ?? `req_${randomUUID().replaceAll('-', '')}`;
  lastRequestIds.set(provider.name, id);
  return id;
}

interface Commanded {
  readonly command: Command;
  /** Undefined: nothing was made, and nothing billed. */
  readonly body?: object | undefined;
}

async function misanswer(reply: FastifyReply, { hanging }: Stage, { command, body }: Commanded): Promise<FastifyReply> {
  const error = commandedError(command);
  if (error !== undefined) return await sendError(reply, error);
  const deliver = badDeliveries[command.name];
  if (deliver === undefined) return await reply.send(body);
  const response = reply.hijack().raw;
  hanging.add(response);
  response.once('close', () => hanging.delete(response));
  deliver({ response, contentType: 'application/json', body: JSON.stringify(body) });
  return reply;
}

/** The answer to a call that shows no key. */
export const missingKey: WireError = {
  status: 401,
  error: {
    message: 'You did not provide an API key. Put it in an Authorization header: "Authorization: Bearer YOUR_KEY".',
    type: 'invalid_request_error',
    param: null,
    code: 'missing_api_key',
  },
};

/** Whether a call shows a key; any is taken. */
export function showsKey(request: FastifyRequest): boolean {
  return /^Bearer \S+$/.test(request.headers.authorization ?? '');
}

function notSold(model: string, size: string): WireError {
  return badParameter('model', `The model '${model}' is not available at size ${size} today.`, 'model_not_found');
}

function clientRequestId(request: FastifyRequest): string | null {
  const id = request.headers['x-client-request-id'];
  return typeof id === 'string' ? id : null;
}

/** Sends an error in the wire format, with its Retry-After where it has one. */
export async function sendError(reply: FastifyReply, { status, error, retryAfterSeconds }: CommandedError): Promise<FastifyReply> {
  if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
  return await reply.code(status).send({ error });
}
