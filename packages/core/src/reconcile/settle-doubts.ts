import { attributeDoubt, priceOf, voidDoubt, type SettledDoubt, type ShownUnits } from './attribute-doubt.ts';
import { placeOfLine, placeText, wholeCall } from './cell-place.ts';
import { doubtsBySubset } from './doubts-by-subset.ts';
import { doubtsByWitness } from './doubts-by-witness.ts';
import type { RecordedCharge, StatedLine } from './read-inputs.ts';
import type { Remainder } from './remainder.ts';
import { sharesIn } from './take-timing.ts';
import { isCarried, isOpenDay, type Findings, type Scope } from './scope.ts';

/**
 * The step of unknown outcomes: what the statement says of doubts, and of estimates. By request id where it names calls, else by the witness's counts, else by the cells
 * that are equal once some of the doubts are counted in. Each takes what the one before it left.
 */
export function settleDoubts(scope: Scope, remainder: Remainder): Findings {
  const open = scope.charges.filter(({ charge }) => charge.state !== 'settled');
  const settled: SettledDoubt[] = [];
  const known = new Set<RecordedCharge>();
  const take = (found: readonly SettledDoubt[], of: readonly RecordedCharge[]): void => {
    settled.push(...found);
    for (const recorded of of) known.add(recorded);
  };
  for (const recorded of open) {
    const found = byIdentity(scope, remainder, recorded);
    if (found !== undefined) take([found], [recorded]);
    if (scope.identified.callOfCharge.has(recorded)) known.add(recorded);
  }
  const unnamed = open.filter((recorded) => !known.has(recorded));
  const witnessed = doubtsByWitness(scope, remainder, unnamed);
  take(witnessed.settled, witnessed.known);
  const left = unnamed.filter((recorded) => !known.has(recorded) && !isCarried(recorded));
  take(doubtsBySubset(scope, remainder, left), []);
  take(
    estimatesAsStated(
      scope,
      remainder,
      unnamed.filter((recorded) => !known.has(recorded) && isCarried(recorded)),
    ),
    [],
  );
  return { items: settled.map(({ item }) => item), doubts: settled.map(({ finding }) => finding) };
}

/** Of a call that the statement names: billed where it has a line, not billed where a final statement has none. */
function byIdentity(scope: Scope, remainder: Remainder, recorded: RecordedCharge): SettledDoubt | undefined {
  const id = scope.identified.callOfCharge.get(recorded);
  if (id === undefined) return undefined;
  const lines = scope.identified.calls.get(id)?.lines ?? [];
  if (lines.length === 0)
    return isCarried(recorded) || isOpenDay(scope, recorded) ? undefined : voidDoubt(scope, recorded, 'identity', false);
  const shown = shownByCall(scope, remainder, { recorded, lines });
  return shown.length === 0 ? undefined : attributeDoubt(scope, { recorded, by: 'identity', shown, byCount: false });
}

interface NamedCall {
  readonly recorded: RecordedCharge;
  readonly lines: readonly StatedLine[];
}

/** The units its lines state: meter by meter, or of a whole call those of its usage that have a price, such as its tokens where images are only counted. */
function shownByCall(scope: Scope, remainder: Remainder, { recorded, lines }: NamedCall): readonly ShownUnits[] {
  const here = lines.filter(({ line, inPeriod }) => inPeriod && line.amount.currency === scope.currency);
  const cells = new Set(here.flatMap((line) => remainder.get(placeText(placeOfLine(scope, line))) ?? []));
  return [...cells].flatMap((cell): readonly ShownUnits[] => {
    if (cell.meter !== wholeCall) return [{ cell, meter: cell.meter, quantity: unitsOf(cell.lines) }];
    const usage = Object.entries(cell.lines[0]?.usage ?? {}).filter(([meter]) => priceOf(scope, recorded, meter) !== undefined);
    return usage.length === 0
      ? [{ cell, meter: wholeCall, quantity: undefined }]
      : usage.map(([meter, quantity]) => ({ cell, meter, quantity }));
  });
}

function unitsOf(lines: readonly StatedLine[]): bigint | undefined {
  let sum = 0n;
  for (const { quantity } of lines) {
    if (quantity === undefined) return undefined;
    sum += quantity;
  }
  return sum;
}

/** Estimates whose cells are stated, and of which nothing else is known: they are shown as they were estimated. */
function estimatesAsStated(scope: Scope, remainder: Remainder, estimates: readonly RecordedCharge[]): readonly SettledDoubt[] {
  return estimates.flatMap((recorded) => {
    const shares = sharesIn(scope, remainder, recorded);
    const isShown =
      recorded.inPeriod && shares.length > 0 && shares.every(({ cell }) => cell.lines.length > 0 && cell.charges.includes(recorded));
    if (!isShown) return [];
    const shown = shares.map(({ cell, line: { meter, quantity } }) => ({ cell, meter, quantity }));
    return [attributeDoubt(scope, { recorded, by: 'cell', shown, byCount: false })];
  });
}
