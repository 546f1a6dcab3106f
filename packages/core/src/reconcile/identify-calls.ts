import { chargeMeters } from './charge-meters.ts';
import { copiesOf } from './copies-of.ts';
import { compareTexts, type ReadInputs, type RecordedCharge, type StatedLine } from './read-inputs.ts';

/** A call that a statement names by an id: its lines, and the charge they are of. */
export interface Call {
  readonly id: string;
  /** Undefined: stated, and nothing of that id is recorded. */
  readonly charge: RecordedCharge | undefined;
  readonly lines: readonly StatedLine[];
}

/** Who is whom by request id, one to one. */
export interface IdentifiedCalls {
  readonly calls: ReadonlyMap<string, Call>;
  readonly callOfLine: ReadonlyMap<StatedLine, string>;
  readonly callOfCharge: ReadonlyMap<RecordedCharge, string>;
  /** Copies of a call beyond the charges that are recorded of it. */
  readonly repeatedLines: readonly StatedLine[];
  /** Charges equal to one of the same id, beyond the copies that are stated. */
  readonly repeatedCharges: ReadonlySet<RecordedCharge>;
  /** Ids that several charges carry; the charges are kept, each by itself. */
  readonly sharedIds: readonly { readonly id: string; readonly charges: readonly RecordedCharge[] }[];
}

interface Building {
  readonly calls: Map<string, Call>;
  readonly callOfLine: Map<StatedLine, string>;
  readonly callOfCharge: Map<RecordedCharge, string>;
  readonly repeatedLines: StatedLine[];
  readonly repeatedCharges: Set<RecordedCharge>;
  readonly sharedIds: { readonly id: string; readonly charges: readonly RecordedCharge[] }[];
}

/**
 * The tier of identity: each copy of an id that is stated belongs to one charge of that id, an equal one first, else in order of time. Where a statement names every call,
 * each charge is a call of its own, so that one without a line is seen.
 */
export function identifyCalls({ lines, charges }: ReadInputs): IdentifiedCalls {
  const made: Building = {
    calls: new Map(),
    callOfLine: new Map(),
    callOfCharge: new Map(),
    repeatedLines: [],
    repeatedCharges: new Set(),
    sharedIds: [],
  };
  const usage = lines.filter(({ meaning }) => meaning?.kind === 'usage');
  const linesById = grouped(usage, ({ line }) => (line.requestId === undefined ? [] : [line.requestId]));
  if (linesById.size === 0) return made;
  const chargesById = grouped(charges, ({ charge }) => [...new Set(charge.requestIds)]);
  for (const [id, stated] of linesById) {
    const of = chargesById.get(id) ?? [];
    pairUp(made, id, { copies: copiesOf(stated, of), charges: of });
  }
  if (usage.every(({ line }) => line.requestId !== undefined)) {
    for (const charge of charges) {
      if (!made.callOfCharge.has(charge) && !made.repeatedCharges.has(charge)) addCall(made, { id: charge.charge.id, charge, lines: [] });
    }
  }
  return made;
}

interface Sides {
  readonly copies: readonly (readonly StatedLine[])[];
  readonly charges: readonly RecordedCharge[];
}

function pairUp(made: Building, id: string, { copies, charges }: Sides): void {
  const free = charges.filter((charge) => !made.callOfCharge.has(charge));
  if (charges.length > 1) made.sharedIds.push({ id, charges });
  const left = new Set(free);
  const waiting = pairEqual(made, copies, left);
  const paired = new Set(free.filter((charge) => !left.has(charge)).flatMap(signatures));
  for (const copy of waiting) {
    const [next] = left;
    if (next !== undefined) {
      left.delete(next);
      addCall(made, { id: next.charge.id, charge: next, lines: copy });
    } else if (charges.length > 0 || made.calls.has(`?${id}`)) made.repeatedLines.push(...copy);
    else addCall(made, { id: `?${id}`, charge: undefined, lines: copy });
  }
  for (const charge of left) if (signatures(charge).some((text) => paired.has(text))) made.repeatedCharges.add(charge);
}

/** Pairs each copy with a charge that reads the same; answers with the copies that have none. */
function pairEqual(made: Building, copies: Sides['copies'], left: Set<RecordedCharge>): readonly (readonly StatedLine[])[] {
  const bySignature = grouped([...left], signatures);
  const waiting: (readonly StatedLine[])[] = [];
  for (const copy of copies) {
    const equals = bySignature.get(signatureOf(copy)) ?? [];
    let equal = equals.shift();
    while (equal !== undefined && !left.has(equal)) equal = equals.shift();
    if (equal === undefined) waiting.push(copy);
    else {
      left.delete(equal);
      addCall(made, { id: equal.charge.id, charge: equal, lines: copy });
    }
  }
  return waiting;
}

function addCall(made: Building, call: Call): void {
  made.calls.set(call.id, call);
  for (const line of call.lines) made.callOfLine.set(line, call.id);
  if (call.charge !== undefined) made.callOfCharge.set(call.charge, call.id);
}

function signatureOf(copy: readonly StatedLine[]): string {
  const sums = new Map<string, bigint>();
  for (const { line, meaning } of copy) {
    const meter = meaning?.kind === 'usage' ? (meaning.meter ?? '*') : '';
    sums.set(meter, (sums.get(meter) ?? 0n) + line.amount.pico);
  }
  const parts = [...sums].map(([meter, pico]) => `${meter}:${pico}`);
  return parts.toSorted(compareTexts).join(' ');
}

/** How an equal copy would read: meter by meter, or as a whole. */
function signatures({ charge }: RecordedCharge): readonly string[] {
  const parts = chargeMeters(charge).map(({ meter, pico }) => `${meter}:${pico}`);
  const total = charge.lines.reduce((sum, { amount }) => sum + amount.pico, 0n);
  return [parts.toSorted(compareTexts).join(' '), `*:${total}`];
}

function grouped<T>(all: readonly T[], keysOf: (one: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    for (const key of keysOf(one)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [one]);
      else group.push(one);
    }
  }
  return groups;
}
