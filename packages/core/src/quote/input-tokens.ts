import { promptOverheadTokens } from '../tokens/prompt-tokens.ts';
import { foretoldImageTokens } from '../tokens/input-image-tokens.ts';
import { certainTokens, type TokenRange } from '../tokens/token-range.ts';
import type { ResolvedRequest } from './resolved-request.ts';

/** Tokens that go in for one image made, by class. */
export interface InputTokens {
  readonly text: TokenRange;
  readonly image: TokenRange;
}

/**
 * What goes in. A generation: the prompt and 6 tokens, certainly. An edit [uncertain]: the prompt alone at least, as expected what was seen to come on top of it for each
 * input image, twice that at most; and the input images. Whether a mask is billed as one more image no source says: the ceiling allows for it.
 */
export function inputTokens(request: ResolvedRequest): InputTokens {
  const { promptTokens, served, images, inputFidelity, mask } = request;
  if (request.operation === 'generate') return { text: certainTokens(promptTokens + promptOverheadTokens), image: certainTokens(0) };
  const overhead = served.model.editOverhead.seen * images.length;
  const text = { floor: promptTokens, expected: promptTokens + overhead, ceiling: promptTokens + 2 * overhead };
  if (served.model.inputImages.kind === 'none') return { text, image: certainTokens(0) };
  const counted = images.map((size) => foretoldImageTokens(served.model, size, inputFidelity));
  const masked = mask === null ? 0 : foretoldImageTokens(served.model, mask.size, inputFidelity).ceiling;
  const image = counted.reduce(plus, certainTokens(0));
  return { text, image: { ...image, ceiling: image.ceiling + masked } };
}

function plus(a: TokenRange, b: TokenRange): TokenRange {
  return { floor: a.floor + b.floor, expected: a.expected + b.expected, ceiling: a.ceiling + b.ceiling };
}
