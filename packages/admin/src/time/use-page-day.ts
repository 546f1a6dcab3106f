import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRoute } from 'vue-router';
import { useClock } from './browser-clock.ts';
import { dayOf, isUtcDay, startOfDay } from './utc-day.ts';
import type { UtcDay } from './utc-day.ts';

/** The day a page speaks of, and the instant at which prices are looked up for it. */
export interface PageDay {
  readonly today: UtcDay;
  readonly day: ComputedRef<UtcDay>;
  /** False while the page speaks of another day than today: then it is shown in amber. */
  readonly isNow: ComputedRef<boolean>;
  /** Now for today; the first instant, 00:00 UTC, of any other day. */
  readonly at: ComputedRef<string>;
}

/** Reads the day from the page's address (`?day=2026-10-22`); an absent or impossible day is today. */
export function usePageDay(): PageDay {
  const route = useRoute();
  const opened = useClock().now();
  const today = dayOf(opened);
  const day = computed(() => (isUtcDay(route.query['day']) ? route.query['day'] : today));
  const isNow = computed(() => day.value === today);
  return { today, day, isNow, at: computed(() => (isNow.value ? opened : startOfDay(day.value))) };
}
