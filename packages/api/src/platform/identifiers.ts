import { v7 } from 'uuid';
import type { Clock } from './clock.ts';

/** Makes ids that sort by the time they were made, so that an index on them grows at its end. */
export type NewId = () => string;

/** Ids of version 7 (RFC 9562), their time read from the clock handed in: `019f…-7…`. Two of one millisecond still differ. */
export function idsBy(clock: Clock): NewId {
  return () => v7({ msecs: clock().getTime() });
}

/** The least id that can have been made at an instant or after it: what was made earlier sorts before it. */
export function leastIdAt(instant: Date): string {
  const time = Math.max(0, instant.getTime()).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text from outside can be an id at all. PostgreSQL would answer anything else with an error, not with "no such row". */
export function isId(text: string): boolean {
  return uuidShape.test(text);
}
