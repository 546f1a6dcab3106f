import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRouter } from 'vue-router';
import { useQueryText } from '../address/use-query-text.ts';
import { writeQuery } from '../address/query-writes.ts';
import { useClock } from './browser-clock.ts';
import { dayOf, daysAfter, isUtcDay } from './utc-day.ts';
import type { UtcDay } from './utc-day.ts';

/** UTC days from the first to the last, both included. */
export interface Days {
  readonly from: UtcDay;
  readonly to: UtcDay;
}

/** A stretch of days that is often asked for. */
export interface NamedDays extends Days {
  readonly name: string;
}

/** The stretches that are often asked for, seen from a day: this month so far, the last one whole, the last 30 days, twelve months. */
export function namedDays(today: UtcDay): readonly NamedDays[] {
  const month = `${today.slice(0, 7)}-01`;
  const lastMonthEnd = daysAfter(month, -1);
  const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4, 7)}-01`;
  return [
    { name: 'This month', from: month, to: today },
    { name: 'Last month', from: `${lastMonthEnd.slice(0, 7)}-01`, to: lastMonthEnd },
    { name: '30 days', from: daysAfter(today, -29), to: today },
    { name: '12 months', from: daysAfter(yearAgo, 31).slice(0, 7) + '-01', to: today },
  ];
}

/** The days a page speaks of, which live in the address; this month so far where it names none. */
export function useDayRange(): {
  readonly days: ComputedRef<Days>;
  /** The first day after them. */
  readonly until: ComputedRef<UtcDay>;
  readonly named: readonly NamedDays[];
  readonly choose: (days: Days) => void;
} {
  const router = useRouter();
  const [from, to] = [useQueryText('from'), useQueryText('to')];
  const named = namedDays(dayOf(useClock().now()));
  const [first] = named;
  const days = computed<Days>(() => {
    const asked = isUtcDay(from.value) && isUtcDay(to.value) && from.value <= to.value;
    return asked ? { from: from.value, to: to.value } : { from: first?.from ?? '', to: first?.to ?? '' };
  });
  function choose(chosen: Days): void {
    const isFirst = chosen.from === first?.from && chosen.to === first.to;
    void writeQuery(router, { from: isFirst ? undefined : chosen.from, to: isFirst ? undefined : chosen.to });
  }
  return { days, until: computed(() => daysAfter(days.value.to, 1)), named, choose };
}
