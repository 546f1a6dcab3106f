import { formatDecimal, parseDecimal } from '@halfpenny/core';

interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** What amounts come to, currency by currency, to the last digit: [0.1 USD, −0.25 USD] → [−0.15 USD]. */
export function sumOf(amounts: readonly Money[]): readonly Money[] {
  const sums = new Map<string, bigint>();
  for (const { amount, currency } of amounts) {
    const parsed = parseDecimal(amount);
    if (!parsed.ok) throw new Error('The API sends decimals.');
    sums.set(currency, (sums.get(currency) ?? 0n) + parsed.value);
  }
  return [...sums].map(([currency, pico]) => ({ amount: formatDecimal(pico), currency }));
}
