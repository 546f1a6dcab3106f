import type { LiveFieldsFragment } from '../generated/graphql.ts';

/** A generation that waits or runs. */
export type LiveRow = LiveFieldsFragment['edges'][number]['node'];

/** How long something has lasted: "8 s", "3 min 5 s", "2 h 10 min". Never less than nothing, whatever two clocks say. */
export function lasting(since: string, now: string): string {
  const seconds = Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 1000));
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  if (hours > 0) return `${hours} h ${minutes % 60} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
