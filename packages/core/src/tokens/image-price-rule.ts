import { parseDecimal } from '../money/decimal.ts';
import { mustHold } from '../refusal/must-hold.ts';
import type { TokenRange } from './token-range.ts';

const tokensPerRate = 1_000_000n;

/**
 * The tokens behind a published price per image, where the counts themselves were never published: price ÷ rate, and half a unit of the last printed
 * digit either way, rounded inwards to whole tokens. 0.005 at 8.00 per million is 625 tokens, between 563 and 687.
 */
export function imagePriceTokens(price: string, ratePerMillion: string): TokenRange {
  const halfDigit = parsed(`0.${'0'.repeat(decimalsOf(price))}5`);
  const [pico, rate] = [parsed(price), parsed(ratePerMillion)];
  const fewest = ((pico - halfDigit) * tokensPerRate + rate - 1n) / rate;
  const nearest = (pico * tokensPerRate + rate / 2n) / rate;
  const most = ((pico + halfDigit) * tokensPerRate) / rate;
  return { floor: Number(fewest), expected: Number(nearest), ceiling: Number(most) };
}

function decimalsOf(price: string): number {
  return price.includes('.') ? price.length - price.indexOf('.') - 1 : 0;
}

function parsed(text: string): bigint {
  return mustHold(parseDecimal(text));
}
