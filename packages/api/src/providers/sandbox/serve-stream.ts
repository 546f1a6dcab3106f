import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { AcceptedCall } from './check-call.ts';
import type { Answer } from './answer-call.ts';
import type { Command } from './misbehaviour/misbehaviours.ts';
import { badDeliveries } from './misbehaviour/deliver-badly.ts';
import { errorEvent, streamEvents } from './stream-answer.ts';

/** A reply that is to be streamed, and what is to go wrong with it. */
export interface ToStream {
  readonly call: AcceptedCall;
  readonly body: Answer['reply'];
  readonly command: Command | undefined;
}

const contentType = 'text/event-stream; charset=utf-8';

/** Sends a reply as server-sent events. A client that hangs up is sent nothing more; what was billed stays billed. */
export async function serveStream(
  reply: FastifyReply,
  { hanging }: { readonly hanging: Set<ServerResponse> },
  { call, body, command }: ToStream,
): Promise<FastifyReply> {
  const events = await streamEvents(call, body);
  const response = reply.hijack().raw;
  hanging.add(response);
  response.once('close', () => hanging.delete(response));
  for (const [name, value] of Object.entries(reply.getHeaders())) response.setHeader(name, value ?? '');
  const deliver = command === undefined ? undefined : badDeliveries[command.name];
  if (deliver !== undefined) {
    deliver({ response, contentType, body: events.join('') });
    return reply;
  }
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-cache' });
  switch (command?.name) {
    case 'stream-cut':
    case 'stream-cut-unbilled':
      response.write(events[0], () => response.socket?.destroySoon());
      break;
    case 'stream-unfinished':
      response.end(events.filter((event) => !/^event: \w+\.completed/.test(event)).join(''));
      break;
    case 'stream-error':
      response.end((events[0] ?? '') + errorEvent('The server had an error while it processed your request.'));
      break;
    default:
      for (const event of events) response.write(event);
      response.end();
  }
  return reply;
}
