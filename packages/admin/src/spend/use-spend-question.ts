import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { writeQuery } from '../address/query-writes.ts';
import { useQueryText } from '../address/use-query-text.ts';
import type { FinanceCondition, FinanceDimension, MoneyBook, SpendMeasure } from '../generated/graphql.ts';
import { useDayRange } from '../time/use-day-range.ts';
import { daysBetween } from '../time/utc-day.ts';
import { nextDimension, spendDimension, spendDimensions } from './spend-dimensions.ts';

/** How an address names that there is no value. */
const none = '~none';
/** The longest stretch that is told day by day. */
const daysMost = 62;

/** One value that lines must have; null: none. */
export interface ChosenValue {
  readonly dimension: FinanceDimension;
  readonly value: string | null;
}

/** What is asked of the spending, which lives in the address. */
export interface SpendQuestion {
  readonly rows: ComputedRef<FinanceDimension>;
  readonly columns: ComputedRef<FinanceDimension>;
  readonly measure: ComputedRef<SpendMeasure>;
  readonly book: ComputedRef<MoneyBook>;
  readonly chosen: ComputedRef<readonly ChosenValue[]>;
  readonly where: ComputedRef<FinanceCondition[]>;
  readonly span: ComputedRef<{ readonly from: string; readonly until: string }>;
  readonly set: (pieces: Readonly<Record<string, string | undefined>>) => void;
  /** Only lines with this value from now on; undefined: with any. Of the rows' own dimension, the rows go on to the next. */
  readonly choose: (dimension: FinanceDimension, value: string | null | undefined) => void;
}

/** Reads it, and writes what changes of it. */
export function useSpendQuestion(): SpendQuestion {
  const route = useRoute();
  const router = useRouter();
  const { days, until } = useDayRange();
  const [rowsText, columnsText] = [useQueryText('by'), useQueryText('across')];
  const rows = computed(() => spendDimension(rowsText.value, 'PROVIDER'));
  const columns = computed(() => {
    const usual = daysBetween(days.value.from, days.value.to) < daysMost ? 'DAY' : 'MONTH';
    const asked = spendDimension(columnsText.value, usual);
    return asked === rows.value ? (usual === rows.value ? 'PROVIDER' : usual) : asked;
  });
  const chosen = computed(() =>
    spendDimensions.flatMap(({ value: dimension }): readonly ChosenValue[] => {
      const text = route.query[`in-${dimension.toLowerCase()}`];
      return typeof text === 'string' ? [{ dimension, value: text === none ? null : text }] : [];
    }),
  );
  const set = (pieces: Readonly<Record<string, string | undefined>>): void => void writeQuery(router, { ...pieces, after: undefined });
  function choose(dimension: FinanceDimension, value: string | null | undefined): void {
    const decided = [...chosen.value.map((each) => each.dimension), dimension, columns.value];
    const closer = value !== undefined && dimension === rows.value ? nextDimension(decided)?.toLowerCase() : undefined;
    set({ [`in-${dimension.toLowerCase()}`]: value === null ? none : value, ...(closer && { by: closer }) });
  }
  return {
    rows,
    columns,
    chosen,
    measure: computed(() => (route.query['measure'] === 'revenue' ? 'REVENUE' : 'COST')),
    book: computed(() => (route.query['book'] === 'simulated' ? 'SIMULATED' : 'REAL')),
    where: computed(() => chosen.value.map(({ dimension, value }) => ({ dimension, values: [value] }))),
    span: computed(() => ({ from: days.value.from, until: until.value })),
    set,
    choose,
  };
}
