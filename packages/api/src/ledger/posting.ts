import { formatMoney, type Money } from '@halfpenny/core';

interface Side {
  readonly account: string;
  readonly currency: string;
  /** Decimal text: debit positive, credit negative. */
  readonly amount: string;
}

/** A side that counts something: its quantity, as text, has the sign of the side it stands on. */
export interface UsagePosting extends Side {
  readonly meter: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly per: string;
  readonly priceEntryId: string;
}

/** A side that counts nothing: an amount alone. */
interface PlainPosting extends Side {
  readonly meter: null;
  readonly quantity: null;
  readonly unitPrice: null;
  readonly per: null;
  readonly priceEntryId: null;
}

/** One side of a transaction before it is written. */
export type Posting = UsagePosting | PlainPosting;

/** An amount on an account, with nothing counted: −0.5 USD on statement_suspense. */
export function plainPosting(account: string, amount: Money): PlainPosting {
  const nothing = { meter: null, quantity: null, unitPrice: null, per: null, priceEntryId: null };
  return { account, currency: amount.currency, amount: formatMoney(amount), ...nothing };
}
