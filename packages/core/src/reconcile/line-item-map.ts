import { isWithin } from '../time/period.ts';
import { parseInstant, type Instant } from '../time/instant.ts';
import { mustHold } from '../refusal/must-hold.ts';
import type { LineItemMeaning, StatementLine } from './statement-line.ts';

/** One row of the dated, approved map: these words, exactly, mean that from then on. */
export interface LineItemMapping {
  readonly lineItem: string;
  /** RFC 3339 or a UTC day; half-open. */
  readonly from: string;
  /** Null: still. */
  readonly until: string | null;
  readonly meaning: LineItemMeaning;
}

/** The map by its words; of several rows of one text each holds in its period. */
export type LineItemMap = ReadonlyMap<string, readonly DatedMeaning[]>;

interface DatedMeaning {
  readonly from: Instant;
  readonly until: Instant | null;
  readonly meaning: LineItemMeaning;
}

/** The map, ready to be asked. Its periods have been checked. */
export function lineItemMap(mappings: readonly LineItemMapping[]): LineItemMap {
  const map = new Map<string, DatedMeaning[]>();
  for (const { lineItem, from, until, meaning } of mappings) {
    const dated = { from: mustHold(parseInstant(from)), until: until === null ? null : mustHold(parseInstant(until)), meaning };
    const rows = map.get(lineItem);
    if (rows === undefined) map.set(lineItem, [dated]);
    else rows.push(dated);
  }
  return map;
}

/** What a line stands for: what it says itself, else what the map says of exactly its words at the start of its bucket. Undefined: unmapped. */
export function meaningOf(map: LineItemMap, line: StatementLine, bucketStart: Instant): LineItemMeaning | undefined {
  return line.meaning ?? map.get(line.key.lineItem)?.find((row) => isWithin(row, bucketStart))?.meaning;
}
