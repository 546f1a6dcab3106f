import { formatDay } from '../time/instant.ts';
import { dayNumber, placeOfCharge, placeOfLine, placeText, type Placing } from './cell-place.ts';
import { makeItem } from './make-item.ts';
import type { ReadInputs, StatedLine } from './read-inputs.ts';
import type { ReconciliationItem } from './reconciliation.ts';
import { carriedAmount, isCarried, type Scope } from './scope.ts';

/**
 * Lines that an aggregated statement has twice: equal to another but for their occurrence, where what is recorded is nearer to one of them than to both. Two lines that
 * are recorded both are no copies.
 */
export function repeatedAggregates({ charges }: ReadInputs, placing: Placing, lines: readonly StatedLine[]): readonly StatedLine[] {
  const usage = lines.filter((line) => line.meaning?.kind === 'usage' && !placing.identified.callOfLine.has(line));
  const groups = [...Map.groupBy(usage, copyText).values()].filter((group) => group.length > 1);
  if (groups.length === 0) return [];
  const wanted = new Set(groups.flatMap(([first]) => (first === undefined ? [] : [placeText(placeOfLine(placing, first))])));
  const stated = sumBy(usage, wanted, (line) => ({ place: placeText(placeOfLine(placing, line)), units: unitsOf(line) }));
  const recorded = new Map<string, bigint>();
  for (const one of charges.filter(isCarried)) {
    const day = dayNumber(one.at);
    for (const line of one.charge.lines) {
      const place = placeText(placeOfCharge(placing, one, line, day));
      const units = groups.some(([first]) => first?.quantity !== undefined) ? line.quantity : line.amount.pico;
      if (wanted.has(place)) recorded.set(place, (recorded.get(place) ?? 0n) + units);
    }
  }
  return groups.flatMap((group) => surplusOf(group, { placing, stated, recorded }));
}

interface Sums {
  readonly placing: Placing;
  readonly stated: ReadonlyMap<string, bigint>;
  readonly recorded: ReadonlyMap<string, bigint>;
}

/** Copies are given up one by one, the last occurrence first, as long as that brings both sides nearer. */
function surplusOf(group: readonly StatedLine[], { placing, stated, recorded }: Sums): readonly StatedLine[] {
  const [first] = group;
  if (first === undefined) return [];
  const place = placeText(placeOfLine(placing, first));
  const surplus: StatedLine[] = [];
  let over = (stated.get(place) ?? 0n) - (recorded.get(place) ?? 0n);
  for (const copy of group.slice(1).toReversed()) {
    const without = over - unitsOf(copy);
    if (absolute(without) >= absolute(over)) break;
    surplus.push(copy);
    over = without;
  }
  return surplus;
}

function unitsOf({ quantity, line }: StatedLine): bigint {
  return quantity ?? line.amount.pico;
}

function sumBy<T>(
  all: readonly T[],
  wanted: ReadonlySet<string>,
  read: (one: T) => { readonly place: string; readonly units: bigint },
): ReadonlyMap<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const one of all) {
    const { place, units } = read(one);
    if (wanted.has(place)) sums.set(place, (sums.get(place) ?? 0n) + units);
  }
  return sums;
}

function copyText({ line, quantity }: StatedLine): string {
  const { bucketStart, bucketEnd, project, apiKey, lineItem } = line.key;
  const { currency, pico } = line.amount;
  return JSON.stringify([
    bucketStart,
    bucketEnd,
    project ?? null,
    apiKey ?? null,
    lineItem,
    currency,
    pico.toString(),
    quantity?.toString() ?? null,
  ]);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** The part of duplicates: Σ surplus copies stated − Σ surplus copies recorded, and ids that several charges carry. */
export function duplicateItems(scope: Scope, surplus: readonly StatedLine[]): readonly ReconciliationItem[] {
  const { identified, currency } = scope;
  const ofCurrency = surplus.filter(({ line, inPeriod }) => inPeriod && line.amount.currency === currency);
  const copies = ofCurrency.map((stated) =>
    makeItem(currency, {
      part: 'duplicate',
      cause: 'repeated-line',
      about: stated.line.id,
      amount: stated.line.amount.pico,
      differences: [{ field: stated.line.requestId === undefined ? 'occurrence' : 'requestId', expected: null, actual: copyName(stated) }],
      lines: [stated],
    }),
  );
  const charges = [...identified.repeatedCharges].filter(({ charge, inPeriod }) => inPeriod && charge.currency === currency);
  const recorded = charges.map((charge) =>
    makeItem(currency, {
      part: 'duplicate',
      cause: 'repeated-charge',
      about: charge.charge.id,
      amount: -carriedAmount(charge),
      differences: [{ field: 'requestId', expected: charge.charge.requestIds.join(', '), actual: null }],
      charges: [charge],
    }),
  );
  return [...copies, ...recorded, ...sharedIdItems(scope)];
}

function sharedIdItems({ identified, currency }: Scope): readonly ReconciliationItem[] {
  const shared = identified.sharedIds.filter(({ charges }) => charges[0]?.charge.currency === currency);
  return shared.map(({ id, charges }) =>
    makeItem(currency, {
      part: 'duplicate',
      cause: 'repeated-id',
      about: id,
      amount: 0n,
      differences: [{ field: 'requestId', expected: `${charges.length} charges`, actual: id }],
      charges,
    }),
  );
}

function copyName({ line, from }: StatedLine): string {
  return line.requestId ?? `copy ${line.key.occurrence} of ${line.key.lineItem}, ${formatDay(from)}`;
}
