import { formatDecimal, parseDecimal } from '../money/decimal.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { parseInstant } from '../time/instant.ts';
import { isWithin } from '../time/period.ts';
import { makeItem } from './make-item.ts';
import type { StatedLine } from './read-inputs.ts';
import type { ReconciliationItem } from './reconciliation.ts';
import type { Scope } from './scope.ts';

/**
 * The last tier: lines against the payable of the invoice. What the invoice names beside usage, such as tax and credits, counts beyond what the lines have of it already; what is
 * left is cents where each line of the invoice rounded to its unit can come to it, and else fits nothing. So lines + tax + credits + rounding = payable, exactly.
 * Example: lines of 440.400840000001 on an invoice of 440.40 and 88.08 tax: tax 88.08, rounding −0.000840000001.
 */
export function invoiceItems({ read, currency }: Scope, lines: readonly StatedLine[]): readonly ReconciliationItem[] {
  const invoiced = read.invoice.filter(({ line }) => line.amount.currency === currency);
  if (invoiced.length === 0) return [];
  const spans = (read.inputs.invoice?.spans ?? []).map(({ from, until }) => ({
    from: mustHold(parseInstant(from)),
    until: mustHold(parseInstant(until)),
  }));
  const stated = lines.filter(({ from }) => spans.some((span) => isWithin(span, from)));
  const kinds = new Set(invoiced.map(kindOf).filter((kind) => kind !== undefined));
  const beside = [...kinds].flatMap((kind) => {
    const of = invoiced.filter((line) => kindOf(line) === kind);
    const [before, now] = [sum(stated.filter((line) => kindOf(line) === kind)), sum(of)];
    if (now === before) return [];
    const differences = [difference(`invoice ${kind}`, before, now)];
    return [makeItem(currency, { part: 'not-usage', cause: kind, about: `invoice ${kind}`, amount: now - before, differences, lines: of })];
  });
  return [...beside, ...restItems({ read, currency }, invoiced.filter(isNot(kinds)), stated.filter(isNot(kinds)))];
}

type Kind = 'tax' | 'credit' | 'fee' | 'adjustment';

function kindOf({ meaning }: StatedLine): Kind | undefined {
  return meaning?.kind === 'not-usage' ? meaning.what : undefined;
}

function isNot(kinds: ReadonlySet<Kind>): (line: StatedLine) => boolean {
  return (line) => {
    const kind = kindOf(line);
    return kind === undefined || !kinds.has(kind);
  };
}

function restItems(
  { read, currency }: Pick<Scope, 'read' | 'currency'>,
  invoiced: readonly StatedLine[],
  stated: readonly StatedLine[],
): readonly ReconciliationItem[] {
  const [before, now] = [sum(stated), sum(invoiced)];
  if (now === before) return [];
  const told = { about: 'invoice', amount: now - before, differences: [difference('invoice total', before, now)], lines: invoiced };
  const isCents = isRounding(now - before, { count: BigInt(invoiced.length), ...roundedTo(read.inputs.policy.roundings, invoiced) });
  return [
    makeItem(
      currency,
      isCents
        ? { ...told, part: 'rounding', cause: 'invoice-cents', isTolerated: true }
        : { ...told, part: 'unexplained', cause: 'invoice-difference' },
    ),
  ];
}

interface Rounded {
  readonly count: bigint;
  /** Picounits. */
  readonly unit: bigint;
  readonly toNearest: boolean;
}

/** Whether so many lines can have lost or gained that by being rounded. */
function isRounding(difference_: bigint, { count, unit, toNearest }: Rounded): boolean {
  const size = difference_ < 0n ? -difference_ : difference_;
  return toNearest ? 2n * size <= count * unit : size < count * unit;
}

const cent = 10_000_000_000n;

/** What the provider declares; else cents to the nearest, or as many places as the invoice has. */
function roundedTo(roundings: Scope['read']['inputs']['policy']['roundings'], invoiced: readonly StatedLine[]): Omit<Rounded, 'count'> {
  const [declared] = roundings;
  if (declared !== undefined)
    return { unit: mustHold(parseDecimal(declared.unit)), toNearest: declared.mode === 'half-even' || declared.mode === 'half-up' };
  let unit = cent;
  while (unit > 1n && invoiced.some(({ line }) => line.amount.pico % unit !== 0n)) unit /= 10n;
  return { unit, toNearest: true };
}

function sum(lines: readonly StatedLine[]): bigint {
  return lines.reduce((total, { line }) => total + line.amount.pico, 0n);
}

function difference(field: string, before: bigint, now: bigint) {
  return { field, expected: formatDecimal(before), actual: formatDecimal(now) };
}
