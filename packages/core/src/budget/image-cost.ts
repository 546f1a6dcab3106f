import { parseSize } from '../catalog/size-rule.ts';
import type { Money } from '../money/money.ts';
import { rateUsage } from '../rating/rate-usage.ts';
import type { Outcome } from '../refusal/refusal.ts';
import type { Charge } from '../rating/charge.ts';
import { promptOverheadTokens } from '../tokens/prompt-tokens.ts';
import { tokenMeters } from '../meter/meter.ts';
import type { ReadBudget } from './budget-question.ts';

/** One image as a budget sees it: a size, a quality, and the most output tokens it can have; none where tokens are not billed. */
export interface PlannedImage {
  readonly size: string;
  readonly quality: string;
  readonly outputTokens: number;
}

/** What one image costs at most, with a prompt of that many tokens and its overhead; nothing was used before. */
export function imageCharge(budget: ReadBudget, image: PlannedImage, promptTokens: number = budget.promptTokens): Outcome<Charge> {
  const { entry, mode, model } = budget;
  const pixels = parseSize(image.size);
  const tokens = {
    text_input: BigInt(promptTokens + promptOverheadTokens),
    image_output: BigInt(image.outputTokens + (billsTextOutput(budget) ? 0 : (model.textOutputTokensMost ?? 0))),
    ...(billsTextOutput(budget) && { text_output: BigInt(model.textOutputTokensMost ?? 0) }),
  };
  const counts = { image: 1n, call: 1n, request: 1n, ...(pixels !== undefined && { pixel: BigInt(pixels.width * pixels.height) }) };
  const named = new Set(entry.components.flatMap(({ meter, times }) => [meter, times?.meter ?? meter]));
  const counted = Object.fromEntries(Object.entries(counts).filter(([meter]) => meter === 'image' || named.has(meter)));
  const usage = billsTokens(budget) ? { ...tokens, ...counted } : counted;
  return rateUsage(usage, entry, { operation: 'generate', mode, size: image.size, quality: image.quality }, {});
}

/** The total of `imageCharge`; undefined where the image has no price. */
export function imageCost(budget: ReadBudget, image: PlannedImage, promptTokens?: number): Money | undefined {
  const charge = imageCharge(budget, image, promptTokens);
  return charge.ok ? charge.value.total : undefined;
}

/** True where the entry prices tokens. */
export function billsTokens({ entry }: ReadBudget): boolean {
  return entry.components.some(({ meter }) => tokenMeters.has(meter));
}

function billsTextOutput({ entry, model }: ReadBudget): boolean {
  return model.textOutputTokensMost !== null && entry.components.some(({ meter }) => meter === 'text_output');
}
