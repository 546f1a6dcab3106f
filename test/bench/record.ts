/**
 * The statements of one request, written down as they pass to PostgreSQL, with the place where the provider is called: a bare loop that runs
 * them again does the same work for the database and the provider, and nothing else.
 */
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openLogger, readSettings, startService, systemClock } from '@halfpenny/api';
import { Client } from 'pg';
import type { Question } from './load.ts';
import { environment } from './stage.ts';
import type { Stage } from './stage.ts';

/** A statement with its values; or the call to the provider. */
export type Step =
  | { readonly call: true }
  | { readonly call: false; readonly text: string; readonly values: readonly unknown[]; readonly name: string | undefined };

interface Passing {
  readonly text: string;
  readonly values?: readonly unknown[];
  readonly name?: string;
}

/** Asks once of a service in this process, on the stage, and writes its steps down. The answer must hold a word that says it went well. */
export async function recordSteps(stage: Stage, question: Question, sign: string): Promise<readonly Step[]> {
  const steps: Step[] = [];
  let recording = false;
  const note = (step: Step): void => void (recording && steps.push(step));
  const provider = await passOn(stage.provider.address, () => note({ call: true }));
  const unpatch = overhear(note);
  const settings = readSettings(environment({ ...stage, providerUrl: provider.address }));
  if (!settings.ok) throw new Error(settings.refusal.message);
  const service = await startService(settings.value, { clock: systemClock, logger: openLogger('silent'), embeddedDatabase: true });
  if (!service.ok) throw new Error(service.refusal.message);
  try {
    await ask(service.value.address, JSON.stringify(question).replace('[<id>]', 'before it is recorded'), sign);
    recording = true;
    await ask(service.value.address, JSON.stringify(question).replace('[<id>]', recordedKey), sign);
    recording = false;
    return steps;
  } finally {
    unpatch();
    await service.value.close();
    await provider.close();
  }
}

/** The request key of the generation that is recorded. */
export const recordedKey = 'key-of-the-recorded-one';

function overhear(note: (step: Step) => void): () => void {
  const original = Object.getOwnPropertyDescriptor(Client.prototype, 'query');
  const query = original?.value as (this: Client, ...given: unknown[]) => unknown;
  const heard = function heard(this: Client, ...given: unknown[]): unknown {
    const [first, values] = given;
    const {
      text,
      values: own,
      name,
    } = typeof first === 'string' ? { text: first, values: undefined, name: undefined } : (first as Passing);
    note({ call: false, text, values: own ?? (Array.isArray(values) ? values : []), name });
    return query.apply(this, given);
  };
  Object.defineProperty(Client.prototype, 'query', { value: heard, writable: true, configurable: true });
  return () => void (original && Object.defineProperty(Client.prototype, 'query', original));
}

/** A provider that passes each call on, and says so. */
async function passOn(address: string, called: () => void): Promise<{ address: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    called();
    request.resume().on('end', () => void answerFrom(address, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answerFrom(address: string, response: ServerResponse): Promise<void> {
  const answer = await fetch(`${address}/images/generations`, { method: 'POST' });
  response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.from(await answer.arrayBuffer()));
}

async function ask(address: string, body: string, sign: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${address}/graphql`, { method: 'POST', headers, body });
  const text = await answer.text();
  if (!text.includes(sign)) throw new Error(`What was to be recorded did not succeed: ${text}`);
}
