import { formatDecimal } from '@halfpenny/core';
import { markLength } from '../charts/mark-length.ts';
import { picoOf } from '../figures/pico-of.ts';
import type { PrepaidLotEvent, PrepaidLotFieldsFragment, PrepaidLotKind } from '../generated/graphql.ts';
import { dayOf, daysBetween } from '../time/utc-day.ts';

/** How credit came about, as a controller reads it. */
export const kindWords: Readonly<Record<PrepaidLotKind, { readonly label: string; readonly meaning: string }>> = {
  PAID: { label: 'Top-up', meaning: 'paid in money, with its fee' },
  GRANTED: { label: 'Free credit', meaning: 'given by the provider, at face value' },
  VIRTUAL: { label: 'Credits', meaning: 'the provider’s own, bought for money' },
};

/** What became of a lot, in a word. */
export const eventWords: Readonly<Record<PrepaidLotEvent, string>> = { OPENED: 'recorded', USED: 'used', EXPIRED: 'expired' };

type Lot = Pick<PrepaidLotFieldsFragment, 'state' | 'quantity' | 'left' | 'expiresAt' | 'hasExpired'>;

/** How much of a lot is gone, as exact text; of one that is not recorded nothing is. */
export function usedOf({ state, quantity, left }: Lot): string {
  return state === 'RECORDED' ? formatDecimal(picoOf(quantity.amount) - picoOf(left.amount)) : '0';
}

/** The share of a lot that is left, in per cent: how long its mark is, never a figure. */
export function leftShare({ state, quantity, left }: Lot): number {
  return state === 'RECORDED' ? (100 * markLength(left.amount)) / Math.max(markLength(quantity.amount), 0.000001) : 0;
}

/** When a lot is lost, and how pressing that is: "lost in 9 days"; what is used up is not pressing any more. */
export function expiryOf({ expiresAt, hasExpired, left }: Lot, now: string): { readonly text: string; readonly tone: string } {
  if (!expiresAt) return { text: 'does not expire', tone: 'text-muted' };
  if (hasExpired || expiresAt <= now) return { text: 'expired', tone: 'text-muted' };
  const days = daysBetween(dayOf(now), dayOf(expiresAt));
  const text = days === 0 ? 'lost today' : days === 1 ? 'lost tomorrow' : `lost in ${days} days`;
  return { text, tone: left.amount !== '0' && days <= 30 ? 'text-warning font-medium' : 'text-muted' };
}

/** What a provider states less what was recorded then, as exact text: "0" where both agree. */
export function statedGap(stated: { readonly amount: string }, recorded: { readonly amount: string }): string {
  return formatDecimal(picoOf(stated.amount) - picoOf(recorded.amount));
}
