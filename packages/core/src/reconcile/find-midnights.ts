import { nanosPerDay, type Instant } from '../time/instant.ts';
import { placeOfCharge, placeOfLine, placeText, dayNumber, type Placing } from './cell-place.ts';
import { candidatesOf, pairScores, type Movable, type StatedDay } from './midnight-scores.ts';
import type { ReadInputs, RecordedCharge, StatedLine } from './read-inputs.ts';
import { subsetSums } from './subset-sums.ts';

/** The provider's midnight of the UTC days where it is another instant, by the UTC midnight. */
export type Midnights = ReadonlyMap<bigint, bigint>;

/** The number of the day that a provider put an instant into. */
export function statedDay(midnights: Midnights, at: Instant): string {
  const day = at / nanosPerDay;
  const [begins, ends] = [midnights.get(day * nanosPerDay), midnights.get((day + 1n) * nanosPerDay)];
  if (begins !== undefined && at < begins) return (day - 1n).toString();
  return ends !== undefined && at >= ends ? (day + 1n).toString() : day.toString();
}

/**
 * Recovers the instants at which a provider changes its day. Of midnight and every attempt time within the window those are taken, over all days together, under which
 * most cells are equal, or equal up to some of the day's doubts; at a tie those nearest to midnight.
 */
export function findMidnights(read: ReadInputs, placing: Placing, lines: readonly StatedLine[]): Midnights {
  const days = statedDays(placing, lines);
  if (days.size === 0) return new Map();
  const windowNanos = BigInt(read.inputs.policy.midnightWindowMinutes) * 60_000_000_000n;
  const movables = layCharges(read, placing, { days, windowNanos });
  return bestMidnights(days, { movables, windowNanos });
}

type Days = Map<bigint, StatedDay>;

/** Days that are stated as such, with what is stated in each cell. */
function statedDays(placing: Placing, lines: readonly StatedLine[]): Days {
  const days: Days = new Map();
  for (const stated of lines) {
    const last = stated.until > stated.from ? stated.until - 1n : stated.from;
    const isDay = dayNumber(stated.from) === dayNumber(last);
    if (!isDay || placing.identified.callOfLine.has(stated)) continue;
    const day = stated.from / nanosPerDay;
    const cells = days.get(day)?.cells ?? new Map();
    days.set(day, { cells });
    const key = cellKey(stated.line.amount.currency, placeText(placeOfLine(placing, stated)));
    const cell = cells.get(key) ?? { isBare: false, left: 0n, billable: new Set([0n]) };
    const isBare = cell.isBare || stated.quantity === undefined;
    cells.set(key, { ...cell, isBare, left: cell.left + (stated.quantity ?? stated.line.amount.pico) });
  }
  return days;
}

interface Laying {
  readonly days: Days;
  readonly windowNanos: bigint;
}

/** Takes what surely lies in a day out of its cells; answers with what may lie on either side of a midnight. */
function layCharges(read: ReadInputs, placing: Placing, { days, windowNanos }: Laying): ReadonlyMap<bigint, readonly Movable[]> {
  const movables = new Map<bigint, Movable[]>();
  const doubts = new Map<string, bigint[]>();
  for (const recorded of read.charges) {
    if (placing.identified.callOfCharge.has(recorded)) continue;
    const isDoubt = recorded.charge.state === 'in-doubt' || recorded.charge.state === 'unbilled';
    const midnight = nearMidnight(recorded.at, windowNanos);
    if (!isDoubt && midnight !== undefined) {
      const list = movables.get(midnight);
      const movable = { at: recorded.at, shares: sharesOf(placing, recorded) };
      if (list === undefined) movables.set(midnight, [movable]);
      else list.push(movable);
      continue;
    }
    const day = recorded.at / nanosPerDay;
    const cells = days.get(day)?.cells;
    if (cells === undefined) continue;
    for (const share of sharesOf(placing, recorded)) {
      const key = share.keyOfDay(day);
      const cell = cells.get(key);
      if (cell === undefined) continue;
      const units = cell.isBare ? share.amount : share.quantity;
      if (isDoubt) doubts.set(`${day}\n${key}`, [...(doubts.get(`${day}\n${key}`) ?? []), units]);
      else cell.left -= units;
    }
  }
  for (const [day, { cells }] of days) for (const [key, cell] of cells) cell.billable = subsetSums(doubts.get(`${day}\n${key}`) ?? []);
  for (const list of movables.values()) list.sort((a, b) => Number(a.at - b.at));
  return movables;
}

/** The midnight within the window of which an instant lies; undefined for none. */
function nearMidnight(at: bigint, windowNanos: bigint): bigint | undefined {
  const before = (at / nanosPerDay) * nanosPerDay;
  if (at - before <= windowNanos) return before;
  return before + nanosPerDay - at <= windowNanos ? before + nanosPerDay : undefined;
}

function sharesOf(placing: Placing, recorded: RecordedCharge): Movable['shares'] {
  return recorded.charge.lines.map((line) => ({
    keyOfDay: (day: bigint) => cellKey(recorded.charge.currency, placeText(placeOfCharge(placing, recorded, line, day.toString()))),
    quantity: line.quantity,
    amount: line.amount.pico,
  }));
}

function cellKey(currency: string, place: string): string {
  return `${currency} ${place}`;
}

interface Search {
  readonly movables: ReadonlyMap<bigint, readonly Movable[]>;
  readonly windowNanos: bigint;
}

interface Way {
  readonly score: number;
  /** How far its midnights lie from midnight, in all. */
  readonly distance: bigint;
  readonly chosen: bigint;
  readonly before: Way | undefined;
}

/** The best way through the days, one midnight after the other: what counts of the past is where the last day began. */
function bestMidnights(days: Days, { movables }: Search): Midnights {
  const midnights = [...new Set([...days.keys()].flatMap((day) => [day * nanosPerDay, (day + 1n) * nanosPerDay]))].toSorted((a, b) =>
    Number(a - b),
  );
  let ways: readonly Way[] = [];
  for (const midnight of midnights) {
    const candidates = candidatesOf(midnight, movables.get(midnight) ?? []);
    const day = midnight / nanosPerDay - 1n;
    const stated = days.get(day);
    const starts = ways.map(({ chosen }) => chosen);
    const around = { day, starts, ends: candidates, atStart: movables.get(day * nanosPerDay) ?? [], atEnd: movables.get(midnight) ?? [] };
    const scores = stated === undefined ? undefined : pairScores(stated, around);
    const before = ways;
    ways = candidates.map((chosen, end) =>
      bestWayTo({ midnight, chosen }, before, (start) => scores?.[start * candidates.length + end] ?? 0),
    );
  }
  return found(midnights, ways);
}

function bestWayTo(
  { midnight, chosen }: { readonly midnight: bigint; readonly chosen: bigint },
  ways: readonly Way[],
  scoreFrom: (start: number) => number,
): Way {
  let [best, score]: [Way | undefined, number] = [undefined, 0];
  for (const [start, way] of ways.entries()) {
    const reached = way.score + scoreFrom(start);
    if (best !== undefined && (reached < score || (reached === score && way.distance >= best.distance))) continue;
    [best, score] = [way, reached];
  }
  const distance = chosen > midnight ? chosen - midnight : midnight - chosen;
  return { score, distance: (best?.distance ?? 0n) + distance, chosen, before: best };
}

function found(midnights: readonly bigint[], ways: readonly Way[]): Midnights {
  let way: Way | undefined;
  for (const one of ways)
    if (way === undefined || one.score > way.score || (one.score === way.score && one.distance < way.distance)) way = one;
  const moved = new Map<bigint, bigint>();
  for (const midnight of midnights.toReversed()) {
    if (way !== undefined && way.chosen !== midnight) moved.set(midnight, way.chosen);
    way = way?.before;
  }
  return new Map([...moved].toSorted(([a], [b]) => Number(a - b)));
}
