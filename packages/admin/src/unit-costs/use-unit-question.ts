import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useQueryText } from '../address/use-query-text.ts';
import type { FinanceDimension, MoneyBook } from '../generated/graphql.ts';
import { useMoneyBook } from '../money-book/use-money-book.ts';
import { spendDimension, spendDimensions } from '../spend/spend-dimensions.ts';
import { useDayRange } from '../time/use-day-range.ts';

/** Which days and whose money is asked about. */
export interface UnitQuestion {
  readonly from: string;
  readonly until: string;
  readonly book: MoneyBook;
}

/** What the address asks about. */
export function useUnitQuestion(): ComputedRef<UnitQuestion> {
  const { days, until } = useDayRange();
  const book = useMoneyBook();
  return computed(() => ({ from: days.value.from, until: until.value, book: book.value }));
}

/** What figures can be grouped by here, and what the address groups by. */
export function useGrouping() {
  const text = useQueryText('by');
  const by = computed({
    get: (): FinanceDimension => spendDimension(text.value, 'MODEL'),
    set: (value) => (text.value = value === 'MODEL' ? '' : value.toLowerCase()),
  });
  const choices = spendDimensions.filter(({ value }) => !['METER', 'OUTCOME', 'WORKSPACE', 'DAY'].includes(value));
  return { by, choices };
}
