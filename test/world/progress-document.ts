/** How far a generation has come, as tests ask for it over GraphQL. */
import { generationFields } from './generation-document.ts';
import type { Generated } from './generation-document.ts';
import type { World } from './service.ts';

const fields = `{
    mark done generation { ${generationFields} } partialImages { index number url width height } batch { items itemsDone providerBatchId } }`;
const byId = `query ($id: ID!, $after: String, $waitSeconds: Int) {
  generationProgress(id: $id, after: $after, waitSeconds: $waitSeconds) ${fields} }`;
const byKey = `query ($requestKey: String!, $after: String, $waitSeconds: Int) {
  generationProgress: generationProgressByKey(requestKey: $requestKey, after: $after, waitSeconds: $waitSeconds) ${fields} }`;

/** The answer. */
export interface Progress {
  readonly mark: string;
  readonly done: boolean;
  readonly generation: Generated;
  readonly partialImages: readonly { readonly index: number; readonly number: number; readonly url: string }[];
  readonly batch: { readonly items: number; readonly itemsDone: number; readonly providerBatchId: string | null } | null;
}

/** Which generation, by its id or its request key; with `after` the answer waits. */
export interface ProgressAsked {
  readonly id?: string;
  readonly requestKey?: string;
  readonly after?: string;
  readonly waitSeconds?: number;
}

/** One answer; null where there is no such generation. */
export async function askProgress(world: Pick<World, 'ask'>, asked: ProgressAsked): Promise<Progress | null> {
  return (await world.ask<{ generationProgress: Progress | null }>(asked.id === undefined ? byKey : byId, asked)).generationProgress;
}

/** Asks again with each new mark, until nothing more is to come. */
export async function untilDone(world: Pick<World, 'ask'>, id: string): Promise<Progress> {
  let seen = await askProgress(world, { id });
  while (seen?.done === false) seen = await askProgress(world, { id, after: seen.mark, waitSeconds: 5 });
  if (seen === null) throw new Error('There is no such generation.');
  return seen;
}
