import { subtractMoney, formatMoney, type Money } from '../money/money.ts';
import type { ServiceMode } from '../price-book/price-entry.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { refused, type Refused } from '../refusal/refusal.ts';
import { promptTokensMost } from '../tokens/prompt.ts';
import type { ReadBudget } from './budget-question.ts';
import { imageCharge, imageCost, type PlannedImage } from './image-cost.ts';

/** An image that fits an amount, at its ceiling: what is left of the amount, and what that still buys. */
export interface BudgetFit {
  readonly provider: string;
  readonly model: string;
  readonly mode: ServiceMode;
  readonly size: string;
  readonly quality: string;
  /** The most output tokens of one image; 0 where tokens are not billed. */
  readonly outputTokens: number;
  /** One image with its prompt, at most. */
  readonly cost: Money;
  /** How many such images the amount buys; null where they are free. */
  readonly images: bigint | null;
  /** What the amount leaves after the output of one image, before its prompt: 0.005 less 129 tokens at 30.00 a million is 0.00113. */
  readonly afterOutput: Money;
  /** The longest prompt one image may have within the amount, in o200k_base tokens after the overhead: 220. */
  readonly promptTokensLeft: number;
}

/** The figures of an image that fits. */
export function fitOf(budget: ReadBudget, { size, quality, outputTokens }: PlannedImage): BudgetFit {
  const image = { size, quality, outputTokens };
  const { amount, provider, entry, mode, model } = budget;
  const charge = mustHold(imageCharge(budget, image));
  const prompt = charge.lines.filter(({ meter }) => meter === 'text_input').reduce((sum, line) => sum + line.amount.pico, 0n);
  const cost = charge.total;
  return {
    provider,
    model: model.name,
    mode,
    ...image,
    cost,
    images: cost.pico === 0n ? null : amount.pico / cost.pico,
    afterOutput: subtractMoney(amount, { currency: entry.currency, pico: cost.pico - prompt }),
    promptTokensLeft: promptTokensWithin(budget, image),
  };
}

/** The refusal of an amount too small for any image that was asked for, with what the cheapest would cost where that is known. */
export function nothingFits(
  { amount }: Pick<ReadBudget, 'amount'>,
  cheapest?: { readonly image: PlannedImage; readonly cost: Money },
): Refused {
  const least =
    cheapest === undefined ? '' : ` The cheapest, ${cheapest.image.size} ${cheapest.image.quality}, costs ${formatMoney(cheapest.cost)}.`;
  const message = `No image that is asked for fits ${formatMoney(amount)} ${amount.currency}.${least}`;
  return refused({ code: 'nothing-fits', path: ['amount'], accepted: cheapest === undefined ? [] : [formatMoney(cheapest.cost)], message });
}

/** The refusal of an image whose tokens nobody can tell beforehand. */
export function notSettled(): Refused {
  const message = 'A budget needs a size and a quality that are named, on a model whose tokens can be foretold.';
  return refused({ code: 'invalid-budget', path: ['size'], message });
}

/** The longest prompt that fits, by halves; a prompt that costs nothing is bounded by what a model takes. */
function promptTokensWithin(budget: ReadBudget, image: PlannedImage): number {
  let [fits, tooMany] = [0, promptTokensMost + 1];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    const cost = imageCost(budget, image, middle);
    if (cost !== undefined && cost.pico <= budget.amount.pico) fits = middle;
    else tooMany = middle;
  }
  return fits;
}
