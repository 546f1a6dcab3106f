import type { ReadBudget } from './budget-question.ts';
import { billsPixels, billsTokens, imageCost, type PlannedImage } from './image-cost.ts';

/** More output tokens than any image has. */
export const tokensMost = 65_535;

/** True where nothing but tokens tells two sizes of one quality apart, and more tokens never cost less. */
export function followsTokens(budget: ReadBudget): boolean {
  return !asksSize(budget) && !billsPixels(budget) && isRising(budget);
}

/** True where nothing but pixels tells two sizes of one quality apart, and more pixels never cost less. */
export function followsPixels(budget: ReadBudget): boolean {
  return !asksSize(budget) && !billsTokens(budget) && isRising(budget);
}

function asksSize({ entry: { components, modifiers = [] } }: ReadBudget): boolean {
  return [...components, ...modifiers].some(({ when }) => 'size' in when || 'sizeTier' in when);
}

/** Of volume tiers, more units can cost less than fewer. */
function isRising({ entry }: ReadBudget): boolean {
  return entry.components.every(({ tiering }) => tiering !== 'volume');
}

/** The most output tokens that still fit, by halves between the bounds of a quality; −1 where none do. For tariffs that follow tokens: any size will do. */
export function tokensWithin(
  budget: ReadBudget,
  image: Omit<PlannedImage, 'outputTokens'>,
  { least, most }: { readonly least: number; readonly most: number } = { least: 0, most: tokensMost },
): number {
  const fitsIn = (outputTokens: number): boolean => {
    const cost = imageCost(budget, { ...image, outputTokens });
    return cost !== undefined && cost.pico <= budget.amount.pico;
  };
  if (!fitsIn(least)) return -1;
  if (fitsIn(most)) return most;
  let [fits, tooMany] = [least, most];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (fitsIn(middle)) fits = middle;
    else tooMany = middle;
  }
  return fits;
}

/** The grid a quality's tokens are counted on, by its side and its bounds over all sizes; none for a model without one, and where prices ask for more than tokens. */
export function tokenGrid(
  budget: ReadBudget,
  quality: string,
): { readonly side: number; readonly least: number; readonly most: number } | undefined {
  const { outputTokens } = budget.model;
  if (!followsTokens(budget)) return undefined;
  if (!billsTokens(budget)) return notBilled;
  if (outputTokens.kind === 'grid') return outputTokens.qualities[quality];
  if (outputTokens.kind !== 'observed' || outputTokens.learned !== undefined) return undefined;
  return Object.values(outputTokens.bounds).reduce((widest, grid) => (grid.side > widest.side ? grid : widest));
}

const notBilled = { side: 0, least: 0, most: 0 };
