/** A provider whose answers a test writes: an HTTP server that replies what it is told, and remembers the calls it got. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How one call is answered; `end` has been called on it, or its socket destroyed, when it is done. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A running provider of a test's own. */
export interface ScriptedProvider {
  /** The base URL to hand to the service. */
  readonly baseUrl: string;
  /** The X-Client-Request-Id of each call, in order. */
  readonly calls: readonly string[];
  /** From now on, calls are answered like this. */
  answer(answer: Answer): void;
  close(): Promise<void>;
}

/** Answers with a status and a JSON body. */
export function json(status: number, body: unknown): Answer {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_scripted' }).end(JSON.stringify(body));
}

/** Starts a provider that answers 500 until it is told otherwise. */
export async function startScriptedProvider(): Promise<ScriptedProvider> {
  const calls: string[] = [];
  let answer: Answer = json(500, {});
  const server = createServer((request, response) => {
    calls.push(String(request.headers['x-client-request-id']));
    request.resume().on('end', () => answer(response, request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    calls,
    answer: (next) => {
      answer = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
