import { attributeDoubt, priceOf, voidDoubt, type SettledDoubt } from './attribute-doubt.ts';
import type { RecordedCharge } from './read-inputs.ts';
import type { Cell, Remainder } from './remainder.ts';
import { dayOfCharge, isOpenDay, type Scope } from './scope.ts';
import { sharesIn, type CellShare } from './take-timing.ts';
import { amountAt } from './unit-price.ts';

const waysMost = 4096;

/**
 * Resolves the doubts of a place whose cells are equal once some of them are counted in: those are billed, the others are not. Where several choices fit, the fewest of
 * the latest started are taken and the finding says that it is by count. Where none fits, nothing is said of them.
 */
export function doubtsBySubset(scope: Scope, remainder: Remainder, doubts: readonly RecordedCharge[]): readonly SettledDoubt[] {
  const here = doubts.filter((recorded) => dayOfCharge(scope, recorded).inPeriod);
  const nowhere = here.filter((recorded) => statedShares(scope, remainder, recorded).length === 0);
  const groups = togetherInCells(scope, remainder, here);
  return [...unseen(scope, nowhere), ...groups.flatMap((group) => resolveGroup(scope, remainder, group))];
}

/** Doubts that share a cell, directly or by others, are resolved together: what one of them fills is not there for the next. In order of their start. */
function togetherInCells(scope: Scope, remainder: Remainder, doubts: readonly RecordedCharge[]): readonly (readonly RecordedCharge[])[] {
  const groupOf = new Map<Cell, Set<RecordedCharge>>();
  for (const recorded of doubts) {
    const cells = statedShares(scope, remainder, recorded).map(({ cell }) => cell);
    const met = new Set(cells.flatMap((cell) => groupOf.get(cell) ?? []));
    const group = new Set([...met].flatMap((one) => [...one]));
    group.add(recorded);
    for (const [cell, of] of groupOf) if (met.has(of)) groupOf.set(cell, group);
    for (const cell of cells) groupOf.set(cell, group);
  }
  const order = new Map(doubts.map((recorded, index) => [recorded, index]));
  return [...new Set(groupOf.values())].map((group) => [...group].toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
}

/** Of a model, day and key of which a final statement shows nothing at all, no doubt was billed. */
function unseen(scope: Scope, group: readonly RecordedCharge[]): readonly SettledDoubt[] {
  const stated = scope.lines.length > 0;
  return group.filter(({ charge }) => stated && charge.lines.length > 0).flatMap((recorded) => voided(scope, recorded, false));
}

function voided(scope: Scope, recorded: RecordedCharge, byCount: boolean): readonly SettledDoubt[] {
  return isOpenDay(scope, recorded) ? [] : [voidDoubt(scope, recorded, 'day-final', byCount)];
}

function statedShares(scope: Scope, remainder: Remainder, recorded: RecordedCharge): readonly CellShare[] {
  return sharesIn(scope, remainder, recorded).filter(({ cell }) => cell.lines.length > 0);
}

/** Doubts that expect the same are told apart by their start alone. */
interface Kind {
  readonly doubts: readonly RecordedCharge[];
  /** Units, or picounits of a cell that states money alone, by cell. */
  readonly expected: ReadonlyMap<Cell, bigint>;
}

function resolveGroup(scope: Scope, remainder: Remainder, group: readonly RecordedCharge[]): readonly SettledDoubt[] {
  const kinds = kindsOf(scope, remainder, group);
  const missing = new Map<Cell, bigint>();
  for (const { expected } of kinds) for (const cell of expected.keys()) missing.set(cell, missingIn(cell));
  const ways = waysToFill(kinds, missing);
  const [way] = ways;
  if (way === undefined) return [];
  return kinds.flatMap(({ doubts }, index) => {
    const billed = way[index] ?? 0;
    const byCount = ways.length > 1 || (billed > 0 && billed < doubts.length);
    return doubts.flatMap((recorded, number) => {
      if (number >= billed) return voided(scope, recorded, byCount);
      const shown = statedShares(scope, remainder, recorded).map(({ cell, line: { meter, quantity } }) => ({ cell, meter, quantity }));
      return [attributeDoubt(scope, { recorded, by: 'cell', shown, byCount })];
    });
  });
}

function kindsOf(scope: Scope, remainder: Remainder, group: readonly RecordedCharge[]): readonly Kind[] {
  const kinds = new Map<string, { readonly doubts: RecordedCharge[]; readonly expected: ReadonlyMap<Cell, bigint> }>();
  for (const recorded of group) {
    const expected = new Map<Cell, bigint>();
    for (const { cell, quantity, line } of statedShares(scope, remainder, recorded)) {
      const price = priceOf(scope, recorded, line.meter);
      const units = cell.bareLines > 0 ? amountAt(price ?? { pico: 0n, per: 1n }, quantity) : quantity;
      expected.set(cell, (expected.get(cell) ?? 0n) + units);
    }
    const text = [...expected.values()].join(' ');
    const kind = kinds.get(text);
    if (kind === undefined) kinds.set(text, { doubts: [recorded], expected });
    else kind.doubts.push(recorded);
  }
  return [...kinds.values()];
}

function missingIn(cell: Cell): bigint {
  return cell.bareLines > 0 ? cell.statedAmount - cell.recordedAmount : cell.statedQuantity - cell.recordedQuantity;
}

/** How many of each kind fill what is missing, every choice there is; of very many only the first. */
function waysToFill(kinds: readonly Kind[], missing: ReadonlyMap<Cell, bigint>): readonly (readonly number[])[] {
  const ways: number[][] = [];
  const counts = kinds.map(() => 0);
  for (let tried = 0; tried < waysMost; tried += 1) {
    if (fills(kinds, counts, missing)) ways.push([...counts]);
    if (!countOn(counts, kinds)) break;
  }
  return ways;
}

function fills(kinds: readonly Kind[], counts: readonly number[], missing: ReadonlyMap<Cell, bigint>): boolean {
  for (const [cell, units] of missing) {
    const sum = kinds.reduce((total, { expected }, index) => total + (expected.get(cell) ?? 0n) * BigInt(counts[index] ?? 0), 0n);
    if (sum !== units) return false;
  }
  return true;
}

/** The next counts, the first kind turning fastest; false after the last. */
function countOn(counts: number[], kinds: readonly Kind[]): boolean {
  for (const [index, { doubts }] of kinds.entries()) {
    const count = counts[index] ?? 0;
    if (count < doubts.length) {
      counts[index] = count + 1;
      return true;
    }
    counts[index] = 0;
  }
  return false;
}
