import { v7 } from 'uuid';
import type { Clock } from './clock.ts';

/** Makes ids that sort by the time they were made, so that an index on them grows at its end. */
export type NewId = () => string;

/** Ids of version 7 (RFC 9562), their time read from the clock handed in: `019f…-7…`. Two of one millisecond still differ. */
export function idsBy(clock: Clock): NewId {
  return () => v7({ msecs: clock().getTime() });
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text from outside can be an id at all. PostgreSQL would answer anything else with an error, not with "no such row". */
export function isId(text: string): boolean {
  return uuidShape.test(text);
}
