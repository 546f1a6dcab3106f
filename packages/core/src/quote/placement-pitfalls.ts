import { formatSize, parseSize, type FreeSizeRule, type PixelSize } from '../catalog/size-rule.ts';
import type { ModelFacts } from '../catalog/model-facts.ts';
import { formatMoney, subtractMoney } from '../money/money.ts';
import { gridTokensMost } from '../tokens/grid-rule.ts';
import { sizeColumns } from '../tokens/size-columns.ts';
import type { Pitfall } from './offer.ts';
import type { PitfallCase } from './pitfall-case.ts';
import { leavesQuality, leavesSize } from './resolved-request.ts';

/** A twentieth: how far another size may be from the shape that was bought. */
const shapeTolerance = 20;

/** A size bought larger than the placement shows, though a cheaper one of about the same shape would fill it: 3840x2160 for an avatar. */
export function placementPitfalls(found: PitfallCase): readonly Pitfall[] {
  const { request, entry, estimate } = found;
  const own = estimate.expected?.total;
  const { placement } = request;
  if (placement === undefined || own === undefined || leavesSize(request) || leavesQuality(request)) return [];
  const bought = parseSize(request.size);
  if (bought === undefined || !covers(bought, placement)) return [];
  const size = cheapestCovering(request.served.model, { placement, bought, quality: request.quality });
  if (size === undefined || size === request.size) return [];
  const cheaper = found.costs({ ...request, size }, entry);
  if (!cheaper.ok || cheaper.value.expected === undefined || cheaper.value.expected.total.pico >= own.pico) return [];
  const cost = cheaper.value.expected.total;
  const message = `${formatSize(placement)} will be seen: ${size} fills it for ${formatMoney(cost)} ${cost.currency} instead of ${formatMoney(own)} at ${request.size}.`;
  return [{ code: 'larger-than-placement', severity: 'warning', message, atStake: subtractMoney(own, cost) }];
}

interface Covering {
  readonly placement: PixelSize;
  readonly bought: PixelSize;
  readonly quality: string;
}

/**
 * The legal size with the fewest output tokens that is at least as wide and as high as the placement, and within a twentieth of the shape that was bought where sizes are
 * free; undefined where tokens follow no rule.
 */
function cheapestCovering({ sizes, outputTokens }: ModelFacts, { placement, bought, quality }: Covering): string | undefined {
  if (sizes.kind === 'fixed')
    return outputTokens.kind === 'table' ? cheapestFixed(sizes.sizes, placement, outputTokens.table[quality]) : undefined;
  const grid = outputTokens.kind === 'grid' ? outputTokens.qualities[quality] : undefined;
  if (grid === undefined) return undefined;
  const isUpright = bought.width < bought.height;
  const [shown, shape] = isUpright ? [turned(placement), turned(bought)] : [placement, bought];
  const cheapest = fewestTokens(sizes, grid.side, { shown, shape });
  return cheapest === undefined ? undefined : formatSize(isUpright ? turned(cheapest) : cheapest);
}

/** Tokens never fall as a column of sizes rises, so of each width the lowest that will do has the fewest. */
function fewestTokens(rule: FreeSizeRule, side: number, { shown, shape }: { shown: PixelSize; shape: PixelSize }): PixelSize | undefined {
  let best: (PixelSize & { readonly tokens: number }) | undefined;
  for (const { width, least, most } of sizeColumns(rule)) {
    const wanted = shapeTolerance * width * shape.height;
    const height = upTo(rule.multipleOf, Math.max(least, shown.height, wanted / ((shapeTolerance + 1) * shape.width)));
    if (width < shown.width || height > most || (shapeTolerance - 1) * height * shape.width > wanted) continue;
    const tokens = gridTokensMost(side, width, height);
    if (best === undefined || tokens < best.tokens) best = { width, height, tokens };
  }
  return best;
}

function upTo(step: number, least: number): number {
  return Math.ceil(least / step) * step;
}

function turned({ width, height }: PixelSize): PixelSize {
  return { width: height, height: width };
}

function cheapestFixed(sizes: readonly string[], placement: PixelSize, tokens: Readonly<Record<string, number>> = {}): string | undefined {
  const covering = sizes.filter((size) => covers(parseSize(size), placement));
  return covering.toSorted((a, b) => (tokens[a] ?? Infinity) - (tokens[b] ?? Infinity))[0];
}

function covers(size: PixelSize | undefined, placement: PixelSize): boolean {
  return size !== undefined && size.width >= placement.width && size.height >= placement.height;
}
