import { mustHold } from '../refusal/must-hold.ts';
import { parseInstant } from '../time/instant.ts';
import { attributeDoubt, voidDoubt, type SettledDoubt, type ShownUnits } from './attribute-doubt.ts';
import { placeOfCharge, placeText } from './cell-place.ts';
import type { RecordedCharge } from './read-inputs.ts';
import type { Remainder } from './remainder.ts';
import { dayOfCharge, isCarried, isOpenDay, type Scope } from './scope.ts';
import type { WitnessBucket } from './witness-bucket.ts';

/** What the witness said of doubts, and of which it said anything. */
export interface Witnessed {
  readonly settled: readonly SettledDoubt[];
  readonly known: readonly RecordedCharge[];
}

/**
 * Resolves doubts by what the provider counted in the short while they fall into: singly where a bucket holds one attempt, else so many as it counted beyond those that
 * are settled, in order of their start.
 */
export function doubtsByWitness(scope: Scope, remainder: Remainder, doubts: readonly RecordedCharge[]): Witnessed {
  const [settled, known]: [SettledDoubt[], RecordedCharge[]] = [[], []];
  if (doubts.length === 0 || scope.read.inputs.witness.length === 0) return { settled, known };
  const chargesOf = Map.groupBy(
    scope.charges.filter(({ charge }) => charge.state === 'settled'),
    ({ charge }) => charge.model,
  );
  const doubtsOf = Map.groupBy(doubts, ({ charge }) => charge.model);
  for (const bucket of bucketsInOrder(scope.read.inputs.witness)) {
    const waiting = within(bucket, doubtsOf.get(bucket.model) ?? []).filter((recorded) => !known.includes(recorded));
    if (waiting.length === 0) continue;
    const recorded = within(bucket, chargesOf.get(bucket.model) ?? []);
    const found = resolveBucket(scope, remainder, { bucket, waiting, recorded });
    settled.push(...found);
    known.push(...waiting);
  }
  return { settled, known };
}

interface HeldAgainst {
  readonly bucket: WitnessBucket;
  readonly waiting: readonly RecordedCharge[];
  readonly recorded: readonly RecordedCharge[];
}

function resolveBucket(scope: Scope, remainder: Remainder, { bucket, waiting, recorded }: HeldAgainst): readonly SettledDoubt[] {
  const beyond = Number(bucket.requests) - recorded.length;
  const billed = waiting.slice(0, Math.min(Math.max(beyond, 0), waiting.length));
  const byCount = billed.length > 0 && billed.length < waiting.length;
  const rest = restOf(bucket, recorded);
  const found = billed.flatMap((doubt, index) => {
    const shown = shownUnits(scope, remainder, doubt, (meter) => shareOf(rest[meter] ?? 0n, { meter, billed, index }));
    return shown.length === 0 ? [] : [attributeDoubt(scope, { recorded: doubt, by: 'witness', shown, byCount })];
  });
  const unbilled = waiting.slice(billed.length).filter((doubt) => !isCarried(doubt) && !isOpenDay(scope, doubt));
  return [...found, ...unbilled.map((doubt) => voidDoubt(scope, doubt, 'witness', byCount))];
}

/** What the provider counted beyond what is settled here. */
function restOf({ quantities }: WitnessBucket, recorded: readonly RecordedCharge[]): Record<string, bigint> {
  const rest: Record<string, bigint> = { ...quantities };
  for (const { charge } of recorded) for (const { meter, quantity } of charge.lines) rest[meter] = (rest[meter] ?? 0n) - quantity;
  return rest;
}

interface Share {
  readonly meter: string;
  readonly billed: readonly RecordedCharge[];
  readonly index: number;
}

/** What each of them is expected to have used where that sums to what was counted; else equal shares, the first with what is over. */
function shareOf(rest: bigint, { meter, billed, index }: Share): bigint {
  const expected = billed.map(({ charge }) => charge.lines.reduce((sum, line) => (line.meter === meter ? sum + line.quantity : sum), 0n));
  const sum = expected.reduce((total, quantity) => total + quantity, 0n);
  if (rest === sum || rest < 0n) return expected[index] ?? 0n;
  const count = BigInt(billed.length);
  return rest / count + (BigInt(index) < rest % count ? 1n : 0n);
}

/** The cells that state the units of a doubt; those of meters that nothing is stated of are left out. */
function shownUnits(
  scope: Scope,
  remainder: Remainder,
  recorded: RecordedCharge,
  quantityOf: (meter: string) => bigint,
): readonly ShownUnits[] {
  const { day, inPeriod } = dayOfCharge(scope, recorded);
  if (!inPeriod) return [];
  return recorded.charge.lines.flatMap((line) => {
    const cell = remainder.get(placeText(placeOfCharge(scope, recorded, line, day)));
    return cell === undefined || cell.lines.length === 0 ? [] : [{ cell, meter: line.meter, quantity: quantityOf(line.meter) }];
  });
}

function bucketsInOrder(buckets: readonly WitnessBucket[]): readonly WitnessBucket[] {
  return buckets.toSorted((a, b) => {
    const [left, right] = [bucketText(a), bucketText(b)];
    if (left === right) return 0;
    return left < right ? -1 : 1;
  });
}

function bucketText({ from, until, project, apiKey, model }: WitnessBucket): string {
  return JSON.stringify([from, until, project ?? null, apiKey ?? null, model]);
}

/** The charges that a bucket counts; what either side does not know tells nothing apart. */
function within(bucket: WitnessBucket, charges: readonly RecordedCharge[]): readonly RecordedCharge[] {
  const [from, until] = [mustHold(parseInstant(bucket.from)), mustHold(parseInstant(bucket.until))];
  return charges.filter(
    ({ at, charge }) => at >= from && at < until && mayBe(bucket.project, charge.project) && mayBe(bucket.apiKey, charge.apiKey),
  );
}

function mayBe(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
