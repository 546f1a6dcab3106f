import { inject } from 'vue';
import type { InjectionKey } from 'vue';

/** Tells the present instant as RFC 3339 in UTC: "2026-11-20T12:00:00.000Z". */
export interface BrowserClock {
  now(): string;
}

/** The one place of the admin that reads a clock; everything else is handed an instant. */
export const browserClock: BrowserClock = { now: () => new Date().toISOString() };

/** Under this key the application provides its clock. */
export const clockKey: InjectionKey<BrowserClock> = Symbol('clock');

/** The clock of the application a component stands in. */
export function useClock(): BrowserClock {
  return inject(clockKey, browserClock);
}
