import type { ModelFacts } from '../catalog/model-facts.ts';
import type { GridQuality, OutputTokenFacts, TokenObservation } from '../catalog/output-token-facts.ts';
import { parseSize, type PixelSize } from '../catalog/size-rule.ts';
import { invariant, unreachable } from '../refusal/invariant.ts';
import { gridTokens } from './grid-rule.ts';
import { imagePriceTokens } from './image-price-rule.ts';
import { learnedRange } from './learned-range.ts';
import { observedTokens } from './observed-rule.ts';
import { certainTokens, spanning, type TokenRange } from './token-range.ts';

/** The size expected where the provider chooses it. */
export const expectedSize = '1024x1024';
/** The quality expected where the provider chooses it. */
export const expectedQuality = 'medium';

/**
 * The output image tokens of one image, from the best that is known of the model. Size and quality are ones the model takes;
 * `auto` gives the bounds over all sizes or qualities, expected being 1024x1024 and medium. Not for a model that is never billed by tokens.
 */
export function foretoldTokens(model: ModelFacts, size: string, quality: string): TokenRange {
  if (quality !== 'auto') return ofQuality(model, size, quality);
  const ranges = model.qualities.map((word) => ofQuality(model, size, word));
  return spanning(ranges, ofQuality(model, size, expectedQuality).expected);
}

function ofQuality(model: ModelFacts, size: string, quality: string): TokenRange {
  const facts = model.outputTokens;
  if (size !== 'auto') return ofSize(facts, size, quality);
  const { expected } = ofSize(facts, expectedSize, quality);
  if (facts.kind === 'grid') return gridBounds([known(facts.qualities, quality)], expected);
  if (facts.kind === 'observed') return holding(gridBounds(Object.values(facts.bounds), expected), countsOf(facts.learned, quality));
  invariant(model.sizes.kind === 'fixed', 'A model whose tokens stand in a table makes fixed sizes.');
  return spanning(
    model.sizes.sizes.map((each) => ofSize(facts, each, quality)),
    expected,
  );
}

function ofSize(facts: OutputTokenFacts, size: string, quality: string): TokenRange {
  switch (facts.kind) {
    case 'grid':
      return gridTokens(known(facts.qualities, quality).side, pixels(size));
    case 'observed':
      return learned(observedTokens(withLearned(facts), pixels(size), quality), facts.learned, { size, quality });
    case 'table':
      return certainTokens(known(known(facts.table, quality), size));
    case 'image-prices':
      return learned(imagePriceTokens(known(known(facts.prices, quality), size), facts.ratePerMillion), facts.learned, { size, quality });
    case 'none':
      throw new Error('Invariant broken: A model never billed by tokens is not asked for them.');
    default:
      return unreachable(facts);
  }
}

type ObservedFacts = Extract<OutputTokenFacts, { readonly kind: 'observed' }>;

function withLearned(facts: ObservedFacts): ObservedFacts {
  return facts.learned === undefined ? facts : { ...facts, observations: [...facts.observations, ...facts.learned] };
}

function learned(rule: TokenRange, seen: readonly TokenObservation[] | undefined, at: { size: string; quality: string }): TokenRange {
  if (seen === undefined) return rule;
  const counts = seen.filter(({ size, quality }) => size === at.size && quality === at.quality).map(({ tokens }) => tokens);
  return learnedRange(rule, counts);
}

/** The counts seen in a quality, whatever the size. */
function countsOf(seen: readonly TokenObservation[] = [], quality: string): readonly number[] {
  return seen.filter((each) => each.quality === quality).map(({ tokens }) => tokens);
}

/** A range widened to hold what it expects, and every count. */
function holding({ floor, expected, ceiling }: TokenRange, counts: readonly number[]): TokenRange {
  const all = [expected, ...counts];
  return {
    floor: all.reduce((least, count) => Math.min(least, count), floor),
    expected,
    ceiling: all.reduce((most, count) => Math.max(most, count), ceiling),
  };
}

function gridBounds(grids: readonly GridQuality[], expected: number): TokenRange {
  return { floor: Math.min(...grids.map(({ least }) => least)), expected, ceiling: Math.max(...grids.map(({ most }) => most)) };
}

function pixels(size: string): PixelSize {
  const parsed = parseSize(size);
  invariant(parsed !== undefined, 'A size was checked before its tokens are counted.');
  return parsed;
}

function known<T>(row: Readonly<Record<string, T>>, key: string): T {
  const value = Object.hasOwn(row, key) ? row[key] : undefined;
  invariant(value !== undefined, 'The catalog holds every quality and size that it says a model takes.');
  return value;
}
