import type { PublishedEstimate } from '../catalog/published-estimates.ts';
import { parseDecimal } from '../money/decimal.ts';
import { formatMoney } from '../money/money.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import { mustHold } from '../refusal/must-hold.ts';
import type { ClaimFinding } from './claim-finding.ts';
import { outputCost } from './output-cost.ts';
import { printGap } from './print-gap.ts';

/** Each cell of a printed table that the tokens of an image do not bill. */
export function estimateFindings(book: PriceBook, table: PublishedEstimate, at: string): readonly ClaimFinding[] {
  const { provider, model, source } = table;
  const cells = Object.entries(table.prices).flatMap(([quality, row]) =>
    Object.entries(row).map(([size, price]) => ({ quality, size, price })),
  );
  return cells.flatMap(({ quality, size, price }) => {
    const billed = outputCost(book, { provider, model, quality, size, at });
    const gap = billed === undefined ? undefined : printGap(mustHold(parseDecimal(price)), billed.pico, table.decimals);
    if (billed === undefined || gap === undefined || gap.isRounding) return [];
    const claimed = formatMoney({ ...billed, pico: mustHold(parseDecimal(price)) });
    const found = formatMoney(billed);
    const sentence = `${source} prints ${claimed} for an image of ${quality} ${size}, and its tokens bill ${found}: ${gap.text}.`;
    return [{ provider, model, code: 'estimate-not-met', subject: `${quality} ${size}`, claimed, found, sentence, source }];
  });
}
