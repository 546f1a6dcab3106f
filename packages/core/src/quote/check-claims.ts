import { advertisedSavings } from '../catalog/advertised-savings.ts';
import { publishedEstimates } from '../catalog/published-estimates.ts';
import { indexOf, notABook, type PriceBook } from '../price-book/price-book.ts';
import { refused, accepted, type Outcome } from '../refusal/refusal.ts';
import { parseInstant } from '../time/instant.ts';
import type { ClaimFinding } from './claim-finding.ts';
import { estimateFindings } from './estimate-findings.ts';
import { savingFindings } from './saving-findings.ts';

/**
 * Every claim of a provider's price document that prices and token counts of an instant do not bear out: printed prices an image, advertised savings, what a cycle and a
 * month of work would save, ratios. PiAPI prints gpt-image-2 low at 0.008 where 196 tokens bill 0.00588; Smart AIPI's "0.38 direct" is 0.225 at the prices beside it.
 */
export function checkClaims(book: PriceBook, at: string): Outcome<readonly ClaimFinding[]> {
  if (indexOf(book) === undefined) return notABook(book);
  const instant = parseInstant(at);
  if (!instant.ok) return refused({ ...instant.refusal, path: ['at'] });
  return accepted([
    ...publishedEstimates.flatMap((table) => estimateFindings(book, table, at)),
    ...advertisedSavings.flatMap((claim) => savingFindings(book, claim, at)),
  ]);
}
