import type { InputImageFacts } from '../catalog/input-image-facts.ts';
import type { ModelFacts } from '../catalog/model-facts.ts';
import { knownModel } from '../catalog/pickers.ts';
import { parseSize, type PixelSize } from '../catalog/size-rule.ts';
import { unreachable } from '../refusal/invariant.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { patchesMost, patchTokens } from './patch-rule.ts';
import { fidelityMost, tilesLeast, tileTokens } from './tile-rule.ts';
import { certainTokens, type TokenRange } from './token-range.ts';

/** How closely an input image is read. */
export type InputFidelity = 'high' | 'low';

/** What an input image is taken to be where its size is not known. */
const usualImage: PixelSize = { width: 1024, height: 1024 };

/**
 * Input image tokens of one image by its size: `inputImageTokens('gpt-image-2', '1280x720')` holds 920 three times over. Fidelity matters on gpt-image-1 and 1.5
 * alone. A range where the rule is lent by another model (gpt-image-1-mini, 2.6). Refuses an unknown model, one never billed by tokens, and what is no size.
 */
export function inputImageTokens(model: string, size: string, fidelity: InputFidelity = 'low'): Outcome<TokenRange> {
  const facts = knownModel(model);
  if (!facts.ok) return facts;
  const pixels = typeof size === 'string' ? parseSize(size) : undefined;
  if (pixels === undefined) {
    const message = `${shown(size)} is no size of an image: write WIDTHxHEIGHT in plain digits, such as 1280x720.`;
    return refused({ code: 'invalid-size', path: ['size'], message });
  }
  if (facts.value.inputImages.kind !== 'none') return accepted(foretoldImageTokens(facts.value, pixels, fidelity));
  return refused({
    code: 'no-input-token-rule',
    path: ['model'],
    message: `${facts.value.name} is billed by the image, not by tokens: quote it for its cost, and bill it from its usage.`,
  });
}

/** `inputImageTokens` for a model with a rule; without a size the bounds of the rule, expecting a square of 1024. */
export function foretoldImageTokens(model: ModelFacts, size: PixelSize | undefined, fidelity: InputFidelity): TokenRange {
  const facts = model.inputImages;
  const range = byRule(facts, size ?? usualImage, fidelity);
  if (size !== undefined && !isLent(facts)) return range;
  return boundsOf(facts, range);
}

/** True where the rule was never seen to hold for this model. */
export function isLent(facts: InputImageFacts): boolean {
  return facts.kind !== 'none' && facts.isLent;
}

function byRule(facts: InputImageFacts, size: PixelSize, fidelity: InputFidelity): TokenRange {
  switch (facts.kind) {
    case 'patches':
      return patchTokens(size);
    case 'tiles':
      return certainTokens(tileTokens(size, fidelity));
    case 'none':
      throw new Error('Invariant broken: A model never billed by tokens is not asked for them.');
    default:
      return unreachable(facts);
  }
}

/** What the rule gives to any image at least and at most, around what is expected of this one. A slim image has any number of tiles: three to one is allowed for. */
function boundsOf(facts: InputImageFacts, { expected, ceiling }: TokenRange): TokenRange {
  if (facts.kind === 'patches') return { floor: 1, expected, ceiling: patchesMost };
  const slim = tileTokens({ width: 3, height: 1 }, 'low') + fidelityMost;
  return { floor: tilesLeast, expected, ceiling: Math.max(ceiling, slim) };
}
