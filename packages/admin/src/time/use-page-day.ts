import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRoute } from 'vue-router';
import { useClock } from './browser-clock.ts';
import { dayOf, daysAfter, isUtcDay, readInstant, startOfDay } from './utc-day.ts';
import type { UtcDay } from './utc-day.ts';

/** The day a page speaks of, and the instant at which prices are looked up for it. */
export interface PageDay {
  readonly today: UtcDay;
  readonly day: ComputedRef<UtcDay>;
  /** False while the page speaks of another day than today: then it is shown in amber. */
  readonly isNow: ComputedRef<boolean>;
  /** The instant that is named (`?at=2026-10-22T13:00Z`); otherwise now for today, and the first instant, 00:00 UTC, of any other day. */
  readonly at: ComputedRef<string>;
  /** True where an instant is named, and not a day. */
  readonly isInstant: ComputedRef<boolean>;
  /** The earlier day whose knowledge the page shows; undefined: that of now. */
  readonly knownDay: ComputedRef<UtcDay | undefined>;
  /** The end of that day, the first instant of the next; undefined: now. */
  readonly knownAt: ComputedRef<string | undefined>;
}

/** Reads the day from the page's address (`?day=2026-10-22`), and whose knowledge it shows (`?known=2026-05-03`); an absent or impossible day is today. */
export function usePageDay(): PageDay {
  const route = useRoute();
  const opened = useClock().now();
  const today = dayOf(opened);
  const instant = computed(() => readInstant(route.query['at']));
  const day = computed(() => (instant.value && dayOf(instant.value)) ?? (isUtcDay(route.query['day']) ? route.query['day'] : today));
  const isInstant = computed(() => instant.value !== undefined);
  const isNow = computed(() => !isInstant.value && day.value === today);
  const at = computed(() => instant.value ?? (isNow.value ? opened : startOfDay(day.value)));
  const knownDay = computed(() => {
    const { known } = route.query;
    return isUtcDay(known) && known < today ? known : undefined;
  });
  const knownAt = computed(() => knownDay.value && startOfDay(daysAfter(knownDay.value, 1)));
  return { today, day, isNow, at, isInstant, knownDay, knownAt };
}
