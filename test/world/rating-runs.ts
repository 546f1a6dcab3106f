/** Runs that rate usage once more, at a running service: the usage they rate, and runs asked for until their end. */
import { asked, type Asker } from './askers.ts';
import { generateDocument, type Generated } from './generation-document.ts';
import type { World } from './service.ts';

/** The month of the usage that is rated. */
export const ratedSpan = 'from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z", book: SIMULATED';

/** A run, or why there is none. */
export interface ShownRun {
  readonly id: string;
  readonly state: string;
  readonly code?: string;
  readonly path?: readonly string[];
  readonly proposed: number;
  readonly written: number;
}

/** What a sum of a run says. */
export const sumFigures =
  'generations changed was { amount } would { amount } difference { amount } unpriced unpricedWas { amount } doubts';

const ends: ReadonlySet<string> = new Set(['RATED', 'WRITTEN', 'FAILED', 'DISCARDED']);

/** A run as soon as it has come to its end. */
export async function untilOver(
  asker: Asker,
  { query, id, fields }: { query: string; id: string; fields: string },
): Promise<ShownRun & Record<string, unknown>> {
  for (;;) {
    const found = await asked<Record<string, ShownRun>>(asker, `{ ${query}(id: "${id}") { id state rated total failure ${fields} } }`);
    const run = found[query];
    if (run !== undefined && ends.has(run.state)) return run as ShownRun & Record<string, unknown>;
  }
}

/**
 * Two at openai of 12 text tokens and 196 of the image, 12 × 5 + 196 × 30 a million, which is 0.00594; one of 129, which is 0.00393; one at a flat 0.003;
 * and one in doubt. Answers with the first.
 */
export async function makeUsage(world: World): Promise<Generated> {
  const generate = async (requestKey: string, more: object, provider: string): Promise<Generated> => {
    const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low', ...more };
    return (await world.ask<{ generate: Generated }>(generateDocument, { input: { requestKey, request, providers: [provider] } })).generate;
  };
  const first = await generate('one', {}, 'openai');
  await generate('two', {}, 'openai');
  await generate('other size', { size: '976x704' }, 'openai');
  await generate('flat', {}, 'smartaipi');
  await generate('doubt', { prompt: 'A shell [sandbox: server-error-billed]' }, 'openai');
  return first;
}
