import { formatDecimal } from '@halfpenny/core';
import { picoOf } from '../figures/pico-of.ts';

/** The days at which a band of ages ends: a statement tells of most before the first, a month's end before the second, few after the third. */
const bandEnds = [4, 31, 91] as const;

/** An age band in words: (0, 4) → "under 4 days", (4, 31) → "4 to 30 days", (91, null) → "91 days and more". */
export function bandText(fromDays: number, untilDays: number | null | undefined): string {
  if (untilDays == null) return `${fromDays} days and more`;
  return fromDays === 0 ? `under ${untilDays} days` : `${fromDays} to ${untilDays - 1} days`;
}

/** How much stands out: what a statement should have told of by now does. */
export function bandTone(fromDays: number): string {
  return fromDays >= 31 ? 'text-error font-medium' : fromDays >= 4 ? 'text-warning' : 'text-default';
}

/** What waits, of one age and currency. Amounts are decimal text; absent ones are not known of any. */
export interface AgeBand {
  readonly fromDays: number;
  readonly untilDays?: number | null;
  readonly currency: string;
  readonly count: number;
  readonly amount: string;
}

interface Aged {
  readonly ageSeconds: number;
  readonly amount: { readonly amount: string; readonly currency: string };
}

/** What waits by currency and age, the youngest first; a band without any is left out. */
export function bandsOf(waiting: readonly Aged[]): readonly AgeBand[] {
  const currencies = [...new Set(waiting.map(({ amount }) => amount.currency))].toSorted();
  const starts = [0, ...bandEnds];
  return currencies.flatMap((currency) =>
    starts.flatMap((fromDays, index) => {
      const untilDays = bandEnds[index] ?? null;
      const within = ({ ageSeconds, amount }: Aged) => {
        const days = Math.floor(ageSeconds / 86_400);
        return amount.currency === currency && days >= fromDays && (untilDays === null || days < untilDays);
      };
      const of = waiting.filter(within);
      const amount = formatDecimal(of.reduce((sum, each) => sum + picoOf(each.amount.amount), 0n));
      return of.length === 0 ? [] : [{ fromDays, untilDays, currency, count: of.length, amount }];
    }),
  );
}
