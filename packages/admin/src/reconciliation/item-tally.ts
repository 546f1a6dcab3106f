import { quantityText } from '../figures/quantity-text.ts';
import type { ReconciliationItemState, ReconciliationQuery, VariancePart } from '../generated/graphql.ts';
import { sumOf } from './item-sum.ts';
import { causeWords } from './reconciliation-words.ts';

/** How many items are alike, and what they come to. */
export type ItemTally = NonNullable<ReconciliationQuery['reconciliation']>['tally'][number];

/** What items are narrowed by. */
export interface TallyChoice {
  readonly part?: VariancePart | undefined;
  readonly cause?: string | undefined;
  readonly state?: ReconciliationItemState | undefined;
}

/** Those that match; what is absent or empty narrows nothing. */
export function tallyOf(tally: readonly ItemTally[], { part, cause, state }: TallyChoice): readonly ItemTally[] {
  return tally.filter(
    (each) => (!part || each.part === part) && (!cause || each.cause === cause) && (state === undefined || each.state === state),
  );
}

/** How many items that is. */
export function itemsIn(tally: readonly ItemTally[]): number {
  return tally.reduce((sum, { items }) => sum + items, 0);
}

/** What they come to, currency by currency. */
export function amountsIn(tally: readonly ItemTally[]) {
  return sumOf(tally.map(({ amount }) => amount));
}

/** The causes of a part as a person reads them, the greatest first: "another price is billed; the price of another day is billed, 3 items". */
export function causesText(tally: readonly ItemTally[]): string {
  const byCause = Map.groupBy(tally, ({ cause }) => cause);
  return [...byCause]
    .map(([cause, own]) => [causeWords(cause), itemsIn(own)] as const)
    .map(([words, items]) => (items === 1 ? words : `${words}, ${itemsText(items)}`))
    .join('; ');
}

/** "1 item", "1 234 items". */
export function itemsText(items: number): string {
  return `${quantityText(String(items))} ${items === 1 ? 'item' : 'items'}`;
}
