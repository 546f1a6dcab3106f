import { formatDecimal } from '@halfpenny/core';
import type { Posting } from '../ledger/posting.ts';

/** An amount on an account: picounits, debit positive. */
export interface Booked {
  readonly account: string;
  readonly currency: string;
  readonly pico: bigint;
}

/** Entries without usage, one for each account and currency; what comes to nothing is left out. */
export function plainPostings(booked: readonly Booked[]): readonly Posting[] {
  const sums = new Map<string, Booked>();
  for (const one of booked) {
    const key = `${one.currency} ${one.account}`;
    const before = sums.get(key)?.pico ?? 0n;
    sums.set(key, { ...one, pico: before + one.pico });
  }
  const nothing = { meter: null, quantity: null, unitPrice: null, per: null, priceEntryId: null } as const;
  return [...sums.values()]
    .filter(({ pico }) => pico !== 0n)
    .map(({ account, currency, pico }) => ({ account, currency, amount: formatDecimal(pico), ...nothing }));
}
