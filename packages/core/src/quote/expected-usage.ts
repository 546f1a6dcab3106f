import type { ModelFacts } from '../catalog/model-facts.ts';
import { parseSize } from '../catalog/size-rule.ts';
import type { Usage } from '../meter/meter.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import { foretoldTokens } from '../tokens/foretold-tokens.ts';
import type { TokenRange } from '../tokens/token-range.ts';
import { billsTokens, countedWork } from './counted-work.ts';
import { inputTokens } from './input-tokens.ts';
import type { ResolvedRequest } from './resolved-request.ts';

/** Output tokens a partial image adds. Source: OpenAI's API reference [published, not measured]; fewer may be sent than asked, so a floor has none. */
export const partialImageTokens = 100;

/** The usage of a request at least, as expected, and at most; one and the same object where it is certain. */
export interface UsageRange {
  readonly floor: Usage;
  readonly expected: Usage;
  readonly ceiling: Usage;
}

/** How one image is made: in a quality, at a size, or at any of several sizes that have so many pixels. */
export interface ImageChoice {
  readonly quality: string;
  readonly size: string;
  readonly pixels?: TokenRange | undefined;
}

/**
 * The usage of a request in one quality and size, in the meters that an entry bills. Each of n images is billed as if requested alone: its prompt, 6 tokens of
 * overhead, its input images, its output. Six of 14 prompt tokens at 976x704 low are text_input 120 and image_output 774.
 */
export function expectedUsage(request: ResolvedRequest, entry: PriceEntry, choice: ImageChoice): UsageRange {
  const counted = countedRange(request, entry, choice);
  if (!billsTokens(entry)) return counted;
  const { model } = request.served;
  const input = inputTokens(request);
  const partialImages = 'partial_image' in counted.floor ? 0 : request.partialImages;
  const output = withPartialImages(foretoldTokens(model, choice.size, choice.quality), partialImages);
  const n = BigInt(request.n);
  const usage = (bound: keyof TokenRange): Usage => ({
    text_input: n * BigInt(input.text[bound]),
    ...(input.image.ceiling > 0 && { image_input: n * BigInt(input.image[bound]) }),
    image_output: n * BigInt(output[bound]),
    ...counted[bound],
  });
  const isCounted = counted.floor === counted.ceiling && model.textOutputTokensMost === null;
  if (isCounted && [input.text, input.image, output].every(isCertain)) return certain(usage('expected'));
  const seen = model.textOutputTokensSeen ?? { floor: 0, expected: 0 };
  return {
    floor: withTextOutput(usage('floor'), textOutput(entry, n * BigInt(seen.floor))),
    expected: withTextOutput(usage('expected'), textOutput(entry, n * BigInt(seen.expected))),
    ceiling: withTextOutput(usage('ceiling'), textOutputMost(model, entry, n)),
  };
}

function countedRange(request: ResolvedRequest, entry: PriceEntry, { size, pixels }: ImageChoice): UsageRange {
  if (pixels === undefined || isCertain(pixels)) return certain(countedWork(request, entry, pixels?.floor ?? pixelsOf(size)));
  const counted = (bound: keyof TokenRange) => countedWork(request, entry, pixels[bound]);
  return { floor: counted('floor'), expected: counted('expected'), ceiling: counted('ceiling') };
}

function pixelsOf(size: string): number | undefined {
  const pixels = parseSize(size);
  return pixels === undefined ? undefined : pixels.width * pixels.height;
}

/** The output text tokens that a ceiling allows for, in the meter that would bill them. None for a model that bills no output text. */
export function textOutputMost(model: ModelFacts, entry: PriceEntry, n: bigint): Usage {
  return textOutput(entry, n * BigInt(model.textOutputTokensMost ?? 0));
}

/** Output text tokens in their own meter where it has a price, else in image_output, since a reading without details counts all output as image tokens. */
function textOutput(entry: PriceEntry, tokens: bigint): Usage {
  if (tokens === 0n) return {};
  return { [entry.components.some(({ meter }) => meter === 'text_output') ? 'text_output' : 'image_output']: tokens };
}

function withPartialImages(output: TokenRange, partialImages: number): TokenRange {
  if (partialImages === 0) return output;
  const added = partialImages * partialImageTokens;
  return { floor: output.floor, expected: output.expected + added, ceiling: output.ceiling + added };
}

function withTextOutput(usage: Usage, added: Usage): Usage {
  const sums = Object.entries(added).map(([meter, quantity]) => [meter, (usage[meter] ?? 0n) + quantity]);
  return { ...usage, ...Object.fromEntries(sums) };
}

function isCertain({ floor, ceiling }: TokenRange): boolean {
  return floor === ceiling;
}

function certain(usage: Usage): UsageRange {
  return { floor: usage, expected: usage, ceiling: usage };
}
