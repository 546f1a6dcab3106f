/** A client that does what a good client does: it repeats a request under its own key until it is answered. */
import { setTimeout as pause } from 'node:timers/promises';
import { generateDocument } from '../world/generation-document.ts';
import type { Generated } from '../world/generation-document.ts';
import { plainPicture } from '../world/pictures.ts';

/** A request that is sent under one key until it is answered. */
export interface KeyedRequest {
  readonly requestKey: string;
  readonly prompt: string;
  /** Further fields of the input, and of its request. */
  readonly more?: object;
  readonly moreOfRequest?: object;
}

const pauseMilliseconds = 50;

/** Repeats the request wherever the service is just then, through broken connections and errors, and returns the answer. */
export async function askUntilAnswered(address: () => string, request: KeyedRequest): Promise<Generated> {
  for (;;) {
    const answer = await askOnce(address(), request).catch(() => undefined);
    if (answer !== undefined) return answer;
    await pause(pauseMilliseconds);
  }
}

/** As `askUntilAnswered`, and on until the generation has come to its end, for one that nobody waits for. */
export async function askUntilDone(address: () => string, request: KeyedRequest): Promise<Generated> {
  for (;;) {
    const answer = await askUntilAnswered(address, request);
    if (answer.status !== 'QUEUED' && answer.status !== 'RUNNING') return answer;
    await pause(pauseMilliseconds);
  }
}

/** The answer; undefined where the service failed to give one. Throws where it could not be reached, or broke off. */
export async function askOnce(address: string, { requestKey, prompt, more, moreOfRequest }: KeyedRequest): Promise<Generated | undefined> {
  const request = { model: 'gpt-image-2', prompt, size: '1024x1024', quality: 'low', ...moreOfRequest };
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: generateDocument, variables: { input: { requestKey, request, providers: ['openai'], ...more } } }),
  });
  const { data } = (await response.json()) as { data?: { generate: Generated } | null };
  return data?.generate;
}

/** The id of an upload to edit: a picture of 550 by 368. */
export async function bringPicture(address: string): Promise<string> {
  const body = new Uint8Array(await plainPicture(550, 368));
  const response = await fetch(`${address}/uploads`, { method: 'POST', headers: { 'content-type': 'image/png' }, body });
  return ((await response.json()) as { id: string }).id;
}
