import type { Shape } from './budget-question.ts';
import type { PricedSizes } from './priced-sizes.ts';

/** A hundredth: how far a size may be from a shape that no legal size has exactly. */
export const shapeTolerance = 100;

/** What makes one size better than another: more pixels, then a lower cost; or a lower cost, then more pixels. Of two that tie in both the wider. */
export type SizeAim = 'largest' | 'cheapest';

/**
 * The place of the best size that fits, in one pass over all of them. With a shape, sizes of exactly that shape where the list has any, else those within a hundredth of it.
 * Undefined where none fits.
 */
export function bestPlace(sizes: PricedSizes, aim: SizeAim, shape?: Shape): number | undefined {
  if (shape === undefined) return bestOf(sizes, aim, everySize);
  const exact = (width: number, height: number) => width * shape.height === height * shape.width;
  if (holdsSome(sizes, exact)) return bestOf(sizes, aim, exact);
  return bestOf(
    sizes,
    aim,
    (width, height) => Math.abs(width * shape.height - height * shape.width) * shapeTolerance <= height * shape.width,
  );
}

type SizeFilter = (width: number, height: number) => boolean;
const everySize: SizeFilter = () => true;

function bestOf({ table, order, limit }: PricedSizes, aim: SizeAim, admits: SizeFilter): number | undefined {
  const { count, widths, heights } = table;
  let best = -1;
  let [bestPixels, bestOrder, bestWidth] = [0, 0, 0];
  for (let place = 0; place < count; place += 1) {
    const here = order[place] ?? 0;
    if (here > limit) continue;
    const width = widths[place] ?? 0;
    const height = heights[place] ?? 0;
    const pixels = width * height;
    const more = pixels - bestPixels;
    const less = bestOrder - here;
    const gain = (aim === 'largest' ? more || less : less || more) || width - bestWidth;
    if ((best >= 0 && gain <= 0) || !admits(width, height)) continue;
    best = place;
    bestPixels = pixels;
    bestOrder = here;
    bestWidth = width;
  }
  return best < 0 ? undefined : best;
}

function holdsSome({ table }: PricedSizes, admits: SizeFilter): boolean {
  for (let place = 0; place < table.count; place += 1) if (admits(table.widths[place] ?? 0, table.heights[place] ?? 0)) return true;
  return false;
}
