/** Edits over HTTP: pictures brought, quotes asked for, generations made, all of one request. */
import { generateDocument } from './generation-document.ts';
import type { Generated } from './generation-document.ts';
import type { World } from './service.ts';

/** The request that edits vary. */
export const shell = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low', operation: 'EDIT' };

/** What an edit is quoted as. */
export interface Quoted {
  readonly __typename: string;
  readonly id: string;
  readonly code: string;
  readonly path: readonly string[];
  readonly best: { readonly expected: { readonly amount: string } };
}

/** Ways to ask a service for edits. */
export interface Edits {
  /** The id of an upload of these bytes. */
  upload(bytes: Uint8Array): Promise<string>;
  generate(requestKey: string, input: object): Promise<Generated>;
  /** Of the one request, but for what is said here. */
  quote(request: object, providers?: readonly string[]): Promise<Quoted>;
}

/** Quotes an edit, and shows what is needed to hold it against another. */
export const quoteDocument = `mutation ($input: QuoteInput!) { quote(input: $input) { __typename
  ... on Quote { id best { expected { amount } pitfalls { code } } request { images { width height uploadId sha256 } mask { width } } }
  ... on Refusal { code path message } } }`;

/** Edits at a running service. */
export function editsIn(world: World): Edits {
  return {
    upload: async (bytes) => {
      const body = new FormData();
      body.append('file', new Blob([new Uint8Array(bytes)]));
      const response = await fetch(`${world.address}/uploads`, { method: 'POST', body });
      return ((await response.json()) as { id: string }).id;
    },
    generate: async (requestKey, input) =>
      (await world.ask<{ generate: Generated }>(generateDocument, { input: { requestKey, ...input } })).generate,
    quote: async (request, providers = ['openai']) =>
      (await world.ask<{ quote: Quoted }>(quoteDocument, { input: { request: { ...shell, ...request }, providers } })).quote,
  };
}
