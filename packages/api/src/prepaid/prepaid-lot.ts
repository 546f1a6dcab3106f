import { divideHalfEven } from '@halfpenny/core';

/** Credit at a provider. Amounts are picounits: a millionth of a millionth of a dollar, or of a credit. */
export interface PrepaidLot {
  readonly id: string;
  /** Paid in money, given, or credits of the provider's own that were bought for money. */
  readonly kind: 'paid' | 'granted' | 'virtual';
  /** What is left is counted in this. */
  readonly currency: string;
  readonly quantity: bigint;
  /** What virtual credits were bought for; undefined: they are money. */
  readonly price: { readonly currency: string; readonly amount: bigint } | undefined;
  readonly fee: bigint;
  readonly openedAt: Date;
  readonly expiresAt: Date | null;
  /** How much of it is gone. */
  readonly used: bigint;
}

/** What is left of a lot. */
export function leftOf({ quantity, used }: PrepaidLot): bigint {
  return quantity - used;
}

/**
 * What it costs, in money, that use takes a lot from `from` to `to`: ρ(p·v÷q) − ρ(p·u÷q). So the parts of a lot come to exactly what was paid, however it is used up.
 * Example: 3 credits for 1.00, one at a time: 0.333333333333, 0.333333333334, 0.333333333333.
 */
export function costOfUse(
  { price, quantity }: Pick<PrepaidLot, 'price' | 'quantity'>,
  { from, to }: { readonly from: bigint; readonly to: bigint },
): bigint {
  if (price === undefined) return to - from;
  const upTo = (used: bigint) => divideHalfEven(price.amount * used, quantity).quotient;
  return upTo(to) - upTo(from);
}
