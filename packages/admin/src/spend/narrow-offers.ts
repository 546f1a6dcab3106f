import type { FinanceDimension } from '../generated/graphql.ts';
import { daysAfter, daysBetween } from '../time/utc-day.ts';

/** One way to ask for fewer sums: what a button says, and what it writes into the address. */
export interface NarrowOffer {
  readonly label: string;
  readonly pieces: Readonly<Record<string, string | undefined>>;
}

/** What is asked now. */
interface Asked {
  readonly rows: FinanceDimension;
  readonly columns: FinanceDimension;
  readonly from: string;
  readonly until: string;
}

const stretch = 30;

/** Ways to ask for fewer sums than there are: months where days stand across, the last 30 of more days, and the whole stretch as one column. */
export function narrowOffers({ rows, columns, from, until }: Asked): readonly NarrowOffer[] {
  const last = daysAfter(until, -1);
  return [
    ...(columns === 'DAY' && rows !== 'MONTH' ? [{ label: 'Across months', pieces: { across: 'month' } }] : []),
    ...(daysBetween(from, until) > stretch
      ? [{ label: `The last ${stretch} days`, pieces: { from: daysAfter(last, 1 - stretch), to: last } }]
      : []),
    ...(rows !== 'PROVIDER' && columns !== 'PROVIDER' ? [{ label: 'Across providers', pieces: { across: 'provider' } }] : []),
    ...(rows === 'DAY' ? [{ label: 'By month', pieces: { by: 'month' } }] : []),
  ];
}
