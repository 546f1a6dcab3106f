import { checkQuality } from '../catalog/check-quality.ts';
import { checkSize } from '../catalog/check-size.ts';
import type { ModelFacts } from '../catalog/model-facts.ts';
import { models } from '../catalog/models.ts';
import { knownModel } from '../catalog/pickers.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { foretoldTokens } from './foretold-tokens.ts';
import type { TokenRange } from './token-range.ts';

/**
 * Output image tokens of one image, for models with a rule: `outputTokens('gpt-image-2', '976x704', 'low')` holds 129 three times over.
 * A range at a rounding tie, and for `auto` size or quality (expected: 1024x1024, medium). Takes snapshots, and the family names `gpt-image-2.5` and `gpt-image-2.6`.
 * Refuses an unknown model, an illegal size, a quality the model lacks, and models whose counts cannot be foretold (`no-output-token-rule`).
 */
export function outputTokens(model: string, size: string, quality: string): Outcome<TokenRange> {
  const family = models.find((each) => each.family !== null && each.family === model);
  const facts = family === undefined ? knownModel(model) : accepted(family);
  if (!facts.ok) return facts;
  if (!hasRule(facts.value)) return noRule(facts.value);
  const checkedSize = checkSize(facts.value, size);
  if (!checkedSize.ok) return checkedSize;
  const checkedQuality = checkQuality({ model: facts.value, quality, further: [] });
  if (!checkedQuality.ok) return checkedQuality;
  return accepted(foretoldTokens(facts.value, checkedSize.value, checkedQuality.value));
}

/** True where the counts rest on a published table or the calculator's rule, so that a quote may be exact. */
export function hasRule(model: ModelFacts): boolean {
  return model.outputTokens.kind === 'table' || model.outputTokens.kind === 'grid';
}

function noRule(model: ModelFacts) {
  const why =
    model.outputTokens.kind === 'none' ? 'is billed by the image, not by tokens' : 'makes images of a token count nobody can foretell';
  return refused({
    code: 'no-output-token-rule',
    path: ['model'],
    message: `${model.name} ${why}: quote it for its cost, and bill it from its usage.`,
  });
}
