import { findModel } from '../catalog/models.ts';
import type { Usage } from '../meter/meter.ts';
import type { Money } from '../money/money.ts';
import { entryInForce } from '../price-book/entry-in-force.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import { rateUsage } from '../rating/rate-usage.ts';
import { foretoldTokens } from '../tokens/foretold-tokens.ts';
import { billsTokens } from './counted-work.ts';

/** Which image, where and when. */
export interface OutputQuestion {
  readonly provider: string;
  readonly model: string;
  readonly quality: string;
  readonly size: string;
  readonly at: string;
}

/** What one image costs without prompt and input images, as price documents print it; undefined where there is no price then. 196 tokens at 30.00 a million are 0.00588. */
export function outputCost(book: PriceBook, { provider, model, quality, size, at }: OutputQuestion): Money | undefined {
  const facts = findModel(model);
  const entry = entryInForce(book, { provider, model, mode: 'realtime' }, at);
  if (!entry.ok || facts === undefined || (facts.outputTokens.kind === 'none' && billsTokens(entry.value))) return undefined;
  const usage: Usage = billsTokens(entry.value) ? { image_output: BigInt(foretoldTokens(facts, size, quality).expected) } : { image: 1n };
  const charge = rateUsage(usage, entry.value, { operation: 'generate', mode: 'realtime', quality, size }, {});
  return charge.ok ? charge.value.total : undefined;
}
