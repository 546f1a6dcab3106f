import type { ModelFacts } from '../catalog/model-facts.ts';
import type { Usage } from '../meter/meter.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import { foretoldTokens } from '../tokens/foretold-tokens.ts';
import { promptOverheadTokens } from '../tokens/prompt-tokens.ts';
import type { ResolvedRequest } from './resolved-request.ts';

/** The usage of a request at least, as expected, and at most; one and the same object where it is certain. */
export interface UsageRange {
  readonly floor: Usage;
  readonly expected: Usage;
  readonly ceiling: Usage;
}

/**
 * The usage of a request in one quality, in the meters that an entry bills. Each of n images is billed as if requested alone: its prompt, 6 tokens of overhead, its
 * output. Six of 14 prompt tokens at 976x704 low are text_input 120 and image_output 774.
 */
export function expectedUsage(request: ResolvedRequest, entry: PriceEntry, quality: string): UsageRange {
  const n = BigInt(request.n);
  if (entry.kind === 'flat') return certain(flatUsage(entry, n));
  const { model } = request.served;
  const tokens = foretoldTokens(model, request.size, quality);
  const usage = (output: number): Usage => ({
    text_input: n * BigInt(request.promptTokens + promptOverheadTokens),
    image_output: n * BigInt(output),
  });
  if (model.textOutputTokensMost === null && tokens.floor === tokens.ceiling) return certain(usage(tokens.expected));
  return {
    floor: usage(tokens.floor),
    expected: usage(tokens.expected),
    ceiling: withTextOutput(usage(tokens.ceiling), textOutputMost(model, entry, n)),
  };
}

/**
 * The output text tokens that a ceiling allows for, in the meter that would bill them: their own where it has a price, else image_output, since a reading
 * without details counts all output as image tokens. None for a model that bills no output text.
 */
export function textOutputMost(model: ModelFacts, entry: PriceEntry, n: bigint): Usage {
  if (model.textOutputTokensMost === null) return {};
  const meter = entry.components.some((component) => component.meter === 'text_output') ? 'text_output' : 'image_output';
  return { [meter]: n * BigInt(model.textOutputTokensMost) };
}

function withTextOutput(usage: Usage, textOutput: Usage): Usage {
  const sums = Object.entries(textOutput).map(([meter, quantity]) => [meter, (usage[meter] ?? 0n) + quantity]);
  return { ...usage, ...Object.fromEntries(sums) };
}

function flatUsage(entry: PriceEntry, n: bigint): Usage {
  const counts = [
    ['image', n],
    ['call', 1n],
    ['request', 1n],
  ] as const;
  return Object.fromEntries(counts.filter(([meter]) => entry.components.some((component) => component.meter === meter)));
}

function certain(usage: Usage): UsageRange {
  return { floor: usage, expected: usage, ceiling: usage };
}
