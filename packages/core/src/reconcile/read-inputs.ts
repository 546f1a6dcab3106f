import { parseDecimal, picoPerUnit } from '../money/decimal.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { parseInstant, type Instant } from '../time/instant.ts';
import { isWithin } from '../time/period.ts';
import type { LedgerCharge } from './ledger-charge.ts';
import { lineItemMap, meaningOf, type LineItemMap } from './line-item-map.ts';
import type { ReconcileInputs } from './reconcile-inputs.ts';
import type { LineItemMeaning, StatementLine } from './statement-line.ts';

/** A line with its instants and figures read, and what it stands for. */
export interface StatedLine {
  readonly line: StatementLine;
  /** Undefined: nobody has mapped its words. */
  readonly meaning: LineItemMeaning | undefined;
  readonly from: Instant;
  readonly until: Instant;
  readonly inPeriod: boolean;
  /** Whole units. Undefined: none are stated. */
  readonly quantity: bigint | undefined;
  readonly usage: Readonly<Record<string, bigint>> | undefined;
}

/** A charge with its instants read. */
export interface RecordedCharge {
  readonly charge: LedgerCharge;
  readonly serviceAt: Instant;
  readonly startedAt: Instant;
  /** The instant by which the provider puts it into a day. */
  readonly at: Instant;
  readonly inPeriod: boolean;
}

/** All inputs, checked and in one order, whatever order they came in. */
export interface ReadInputs {
  readonly inputs: ReconcileInputs;
  readonly period: { readonly from: Instant; readonly until: Instant };
  readonly lines: readonly StatedLine[];
  readonly charges: readonly RecordedCharge[];
  /** Lines of the invoice; empty: there is none. */
  readonly invoice: readonly StatedLine[];
}

/**
 * Reads what a reconciliation is made of. Refuses a period that ends before it begins, a line whose bucket or figures cannot be read, and a second current line of one
 * natural key, which a new version of the statement should have superseded.
 */
export function readInputs(inputs: ReconcileInputs): Outcome<ReadInputs> {
  const period = readPeriod(inputs.period);
  if (!period.ok) return period;
  const map = lineItemMap(inputs.map);
  const stated = readLines(inputs.lines, { map, period: period.value, path: ['lines'] });
  if (!stated.ok) return stated;
  const invoice = readLines(inputs.invoice?.lines ?? [], { map, period: period.value, path: ['invoice', 'lines'] });
  if (!invoice.ok) return invoice;
  const lines = stated.value.toSorted(
    (a, b) => compareTexts(a.line.key.bucketStart, b.line.key.bucketStart) || compareTexts(keyText(a.line), keyText(b.line)),
  );
  const repeated = repeatedKey(lines);
  if (repeated !== undefined) return repeated;
  const charges = inputs.charges.map((charge) => readCharge(charge, inputs, period.value));
  return accepted({
    inputs,
    period: period.value,
    lines,
    invoice: invoice.value.toSorted((a, b) => compareTexts(a.line.id, b.line.id)),
    charges: charges.toSorted((a, b) => compareInstants(a.startedAt, b.startedAt) || compareTexts(a.charge.id, b.charge.id)),
  });
}

function readPeriod({ from, until }: ReconcileInputs['period']): Outcome<{ readonly from: Instant; readonly until: Instant }> {
  const [start, end] = [parseInstant(from), parseInstant(until)];
  if (!start.ok) return start;
  if (!end.ok) return end;
  if (start.value >= end.value)
    return refused({ code: 'invalid-period', message: 'A period ends after it begins.', path: ['period', 'until'] });
  return accepted({ from: start.value, until: end.value });
}

interface Reading {
  readonly map: LineItemMap;
  readonly period: ReadInputs['period'];
  readonly path: readonly string[];
}

function readLines(lines: readonly StatementLine[], { map, period, path }: Reading): Outcome<readonly StatedLine[]> {
  const read: StatedLine[] = [];
  const reading = usageReading();
  for (const [index, line] of lines.entries()) {
    const one = readLine(line, { path: [...path, String(index)], reading });
    if (!one.ok) return one;
    read.push({ ...one.value, meaning: meaningOf(map, line, one.value.from), inPeriod: isWithin(period, one.value.from) });
  }
  return accepted(read);
}

type UsageReading = (usage: NonNullable<StatementLine['usage']>, path: readonly string[]) => Outcome<Readonly<Record<string, bigint>>>;

/** Reads the usage of calls; one object that many lines share is read once, and shared again. */
function usageReading(): UsageReading {
  const known = new Map<NonNullable<StatementLine['usage']>, Readonly<Record<string, bigint>>>();
  return (usage, path) => {
    const before = known.get(usage);
    if (before !== undefined) return accepted(before);
    const units: Record<string, bigint> = {};
    for (const [meter, text] of Object.entries(usage)) {
      const count = parseDecimal(text);
      const whole = count.ok ? wholeUnits(count.value) : undefined;
      if (whole === undefined) return wrongLine('The usage of a call is whole units by meter.', [...path, 'usage', meter]);
      units[meter] = whole;
    }
    known.set(usage, units);
    return accepted(units);
  };
}

function readLine(
  line: StatementLine,
  { path, reading }: { readonly path: readonly string[]; readonly reading: UsageReading },
): Outcome<Omit<StatedLine, 'meaning' | 'inPeriod'>> {
  const [from, until] = [parseInstant(line.key.bucketStart), parseInstant(line.key.bucketEnd)];
  if (!from.ok || !until.ok || from.value > until.value)
    return wrongLine('The bucket of a line has a start, and an end that is not before it.', [...path, 'key', 'bucketEnd']);
  const quantity = line.quantity === undefined ? accepted(undefined) : parseDecimal(line.quantity);
  if (!quantity.ok) return wrongLine(quantity.refusal.message, [...path, 'quantity']);
  const usage = line.usage === undefined ? accepted(undefined) : reading(line.usage, path);
  if (!usage.ok) return usage;
  return accepted({
    line,
    from: from.value,
    until: until.value,
    quantity: quantity.value === undefined ? undefined : wholeUnits(quantity.value),
    usage: usage.value,
  });
}

/** A part of a unit counts nothing: what is not whole is taken as money alone. */
function wholeUnits(pico: bigint): bigint | undefined {
  return pico % picoPerUnit === 0n ? pico / picoPerUnit : undefined;
}

function readCharge(charge: LedgerCharge, { policy }: ReconcileInputs, period: ReadInputs['period']): RecordedCharge {
  const serviceAt = mustHold(parseInstant(charge.serviceAt));
  const startedAt = mustHold(parseInstant(charge.startedAt));
  const endedAt = charge.endedAt === undefined ? startedAt : mustHold(parseInstant(charge.endedAt));
  return { charge, serviceAt, startedAt, at: policy.dayBy === 'start' ? startedAt : endedAt, inPeriod: isWithin(period, serviceAt) };
}

/** In their order two of one key lie beside each other. */
function repeatedKey(lines: readonly StatedLine[]): Refused | undefined {
  let before = '';
  for (const { line } of lines) {
    const key = keyText(line);
    if (key === before)
      return wrongLine(`Two current lines have one natural key, ${key}: a later version supersedes the earlier one.`, ['lines', line.id]);
    before = key;
  }
  return undefined;
}

/** The natural key as text: two lines of it are one line. */
function keyText({ key, amount, requestId }: StatementLine): string {
  const { bucketStart, bucketEnd, project, apiKey, lineItem, occurrence } = key;
  return JSON.stringify([
    bucketStart,
    bucketEnd,
    project ?? null,
    apiKey ?? null,
    lineItem,
    amount.currency,
    requestId ?? null,
    occurrence,
  ]);
}

function wrongLine(message: string, path: readonly string[]): Refused {
  return refused({ code: 'invalid-statement', message, path });
}

/** By code units, so that the order is the same on every machine. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function compareInstants(a: Instant, b: Instant): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
