import { parseSize } from '../catalog/size-rule.ts';
import type { Money } from '../money/money.ts';
import { rateUsage } from '../rating/rate-usage.ts';
import type { Outcome } from '../refusal/refusal.ts';
import type { Charge } from '../rating/charge.ts';
import { promptOverheadTokens } from '../tokens/prompt-tokens.ts';
import { tokenMeters, type Meter, type Usage } from '../meter/meter.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import type { ReadBudget } from './budget-question.ts';

/** One image as a budget sees it: a size, a quality, and the most output tokens it can have; none where tokens are not billed. */
export interface PlannedImage {
  readonly size: string;
  readonly quality: string;
  readonly outputTokens: number;
}

/** What one image costs at most, with a prompt of that many tokens and its overhead; nothing was used before. */
export function imageCharge(budget: ReadBudget, image: PlannedImage, promptTokens: number = budget.promptTokens): Outcome<Charge> {
  const { entry, mode } = budget;
  const usage = { ...tokensUsed(budget, image, promptTokens), ...countsUsed(entry, image.size) };
  return rateUsage(usage, entry, { operation: 'generate', mode, size: image.size, quality: image.quality }, {});
}

/** The total of `imageCharge`; undefined where the image has no price. */
export function imageCost(budget: ReadBudget, image: PlannedImage, promptTokens?: number): Money | undefined {
  const charge = imageCharge(budget, image, promptTokens);
  return charge.ok ? charge.value.total : undefined;
}

/** True where the entry prices tokens. */
export function billsTokens({ entry }: ReadBudget): boolean {
  return pricedMeters(entry).tokens;
}

/** True where the entry prices pixels, or multiplies by them. */
export function billsPixels({ entry }: ReadBudget): boolean {
  return pricedMeters(entry).names.has('pixel');
}

function tokensUsed({ entry, model }: ReadBudget, { outputTokens }: PlannedImage, promptTokens: number): Usage {
  const priced = pricedMeters(entry);
  if (!priced.tokens) return {};
  const text_input = BigInt(promptTokens + promptOverheadTokens);
  const text = model.textOutputTokensMost ?? 0;
  if (text > 0 && priced.names.has('text_output')) return { text_input, image_output: BigInt(outputTokens), text_output: BigInt(text) };
  return { text_input, image_output: BigInt(outputTokens + text) };
}

function countsUsed(entry: PriceEntry, size: string): Usage {
  const usage: Record<Meter, bigint> = { image: 1n };
  const { names } = pricedMeters(entry);
  for (const meter of ['call', 'request']) if (names.has(meter)) usage[meter] = 1n;
  const pixels = names.has('pixel') ? parseSize(size) : undefined;
  if (pixels !== undefined) usage['pixel'] = BigInt(pixels.width * pixels.height);
  return usage;
}

/** The meters an entry prices or multiplies by, and whether tokens are among those it prices. */
interface PricedMeters {
  readonly names: ReadonlySet<Meter>;
  readonly tokens: boolean;
}

/** An entry never changes, so it is looked through once. */
const priced = new WeakMap<PriceEntry, PricedMeters>();

function pricedMeters(entry: PriceEntry): PricedMeters {
  const known = priced.get(entry);
  if (known !== undefined) return known;
  const names = new Set(entry.components.flatMap(({ meter, times }) => [meter, times?.meter ?? meter]));
  const meters = { names, tokens: entry.components.some(({ meter }) => tokenMeters.has(meter)) };
  priced.set(entry, meters);
  return meters;
}
