/** What is left of a cell of a stated day once what surely lies in it is taken out: units, or picounits where no units are stated. */
interface OpenCell {
  readonly isBare: boolean;
  left: bigint;
  /** What some of the day's doubts come to. */
  billable: ReadonlySet<bigint>;
}

/** A day as it is stated, by cell. */
export interface StatedDay {
  readonly cells: Map<string, OpenCell>;
}

/** A charge near a midnight, and what it puts into the cells of the day it falls into. */
export interface Movable {
  readonly at: bigint;
  readonly shares: readonly { readonly keyOfDay: (day: bigint) => string; readonly quantity: bigint; readonly amount: bigint }[];
}

/** A day, where it may begin and end, and the charges near both. */
export interface DayEnds {
  readonly day: bigint;
  readonly starts: readonly bigint[];
  readonly ends: readonly bigint[];
  readonly atStart: readonly Movable[];
  readonly atEnd: readonly Movable[];
}

/** So many attempts nearest to a midnight are tried: the work grows with their square. */
const candidatesMost = 400;

/** Midnight, every attempt time in its window, and the instant after the last of them; ascending. */
export function candidatesOf(midnight: bigint, movables: readonly Movable[]): readonly bigint[] {
  const times = movables.map(({ at }) => at);
  const last = times.at(-1);
  const all = new Set([midnight, ...times, ...(last === undefined ? [] : [last + 1n])]);
  const away = (at: bigint): bigint => (at > midnight ? at - midnight : midnight - at);
  const nearest = [...all].toSorted((a, b) => Number(away(a) - away(b))).slice(0, candidatesMost);
  return nearest.toSorted((a, b) => Number(a - b));
}

/** How many cells of a day are equal for each pair of a start and an end: row by start, column by end. Cells that no charge near them touches count alike and are left out. */
export function pairScores({ cells }: StatedDay, { day, starts, ends, atStart, atEnd }: DayEnds): Uint32Array {
  const [first, last] = [changesOf(cells, atStart, day), changesOf(cells, atEnd, day)];
  const scores = new Uint32Array(starts.length * ends.length);
  const touched = new Set([...first, ...last].flatMap(({ changes }) => changes.map(({ cell }) => cell)));
  const left = new Map([...touched].map((cell) => [cell, cell.left]));
  let next = first.length - 1;
  for (let row = starts.length - 1; row >= 0; row -= 1) {
    const start = starts[row] ?? 0n;
    for (let one = first[next]; one !== undefined && one.at >= start; one = first[(next -= 1)]) {
      for (const { cell, units } of one.changes) left.set(cell, (left.get(cell) ?? 0n) - units);
    }
    scanEnds({ left: new Map(left), last, ends }, scores, row * ends.length);
  }
  return scores;
}

interface Scan {
  readonly left: Map<OpenCell, bigint>;
  readonly last: readonly Change[];
  readonly ends: readonly bigint[];
}

function scanEnds({ left, last, ends }: Scan, scores: Uint32Array, offset: number): void {
  let equal = 0;
  for (const [cell, units] of left) if (cell.billable.has(units)) equal += 1;
  let next = 0;
  for (const [column, end] of ends.entries()) {
    for (let one = last[next]; one !== undefined && one.at < end; one = last[(next += 1)]) {
      for (const { cell, units } of one.changes) {
        const before = left.get(cell) ?? 0n;
        if (cell.billable.has(before)) equal -= 1;
        if (cell.billable.has(before - units)) equal += 1;
        left.set(cell, before - units);
      }
    }
    scores[offset + column] = equal;
  }
}

interface Change {
  readonly at: bigint;
  readonly changes: readonly { readonly cell: OpenCell; readonly units: bigint }[];
}

function changesOf(cells: StatedDay['cells'], movables: readonly Movable[], day: bigint): readonly Change[] {
  return movables.map(({ at, shares }) => ({
    at,
    changes: shares.flatMap(({ keyOfDay, quantity, amount }) => {
      const cell = cells.get(keyOfDay(day));
      return cell === undefined ? [] : [{ cell, units: cell.isBare ? amount : quantity }];
    }),
  }));
}
