/** Costs by the day, as OpenAI exports them, with defects planted by a seed; and what each of them adds to which part of the variance. */
import { decimalOf, picoOf, seededChance } from './planted-statements.ts';
import type { RecordedCall } from './recorded-calls.ts';

/** The pages of an export, lines and control; and what each part of the variance comes to, in 10⁻¹² dollars. */
export interface PlantedDays {
  readonly file: string;
  readonly parts: Readonly<Record<'VOLUME' | 'DUPLICATE' | 'RATE' | 'UNRECORDED' | 'NOT_USAGE' | 'OUTSIDE_SCOPE', bigint>>;
}

interface Line {
  readonly day: string;
  readonly item: string;
  readonly quantity: bigint | null;
  readonly pico: bigint;
}

/**
 * Leaves one call out, moves one to the next day, states a whole day's line twice and a half of another's units dearer, and adds a model that nobody used, a chat model and a credit. Lines
 * come in any order, and each amount with the noise of no float: what is planted is all there is to find.
 */
export function plantInDays(
  calls: readonly RecordedCall[],
  { seed, dearer }: { readonly seed: number; readonly dearer: bigint },
): PlantedDays {
  const chance = seededChance(seed);
  const [left, moved, ...others] = calls.map((call) => ({ call, rank: chance() })).toSorted((one, other) => one.rank - other.rank);
  if (left === undefined || moved === undefined) throw new Error('There are too few calls to plant anything.');
  const stated = [...others.map(({ call }) => linesOf(call, 0)), linesOf(moved.call, 1)].flat();
  const days = addedUp(stated);
  const images = days.filter(({ item }) => item.endsWith('image output'));
  const twice = images[Math.floor(chance() * images.length)] ?? images[0];
  const raised = images.find((line) => line !== twice);
  if (twice === undefined || raised === undefined) throw new Error('There are too few days to plant anything.');
  const half = (raised.quantity ?? 0n) / 2n;
  const extra = half * (dearer * 1_000_000n - 30_000_000n);
  const strangers: readonly Line[] = [
    { day: twice.day, item: 'gpt-image-1-mini, image output', quantity: 250_000n, pico: 2_000_000_000_000n },
    { day: raised.day, item: 'a chat model', quantity: null, pico: 41_200_000_000_000n },
    { day: raised.day, item: 'a credit', quantity: null, pico: -5_000_000_000_000n },
  ];
  const lines = [...days.map((line) => (line === raised ? { ...line, pico: line.pico + extra } : line)), twice, ...strangers];
  return {
    file: pagesOf(lines.toSorted(() => chance() - 0.5)),
    parts: {
      VOLUME: -linesOf(left.call, 0).reduce((sum, { pico }) => sum + pico, 0n),
      DUPLICATE: twice.pico,
      RATE: extra,
      UNRECORDED: 2_000_000_000_000n,
      NOT_USAGE: -5_000_000_000_000n,
      OUTSIDE_SCOPE: 41_200_000_000_000n,
    },
  };
}

function linesOf({ answeredAt, items }: RecordedCall, daysLater: number): readonly Line[] {
  const day = new Date(Date.parse(answeredAt) + daysLater * 86_400_000).toISOString().slice(0, 10);
  return items.map(({ item, quantity, amount }) => ({ day, item, quantity: BigInt(quantity), pico: picoOf(amount) }));
}

function addedUp(lines: readonly Line[]): readonly Line[] {
  return [...Map.groupBy(lines, ({ day, item }) => `${day} ${item}`).values()].flatMap((of) => {
    const [first] = of;
    const quantity = of.reduce((sum, line) => sum + (line.quantity ?? 0n), 0n);
    return first === undefined ? [] : [{ ...first, quantity, pico: of.reduce((sum, { pico }) => sum + pico, 0n) }];
  });
}

/** Every day of October, whether something is stated of it or not; once by line item, and once ungrouped. */
function pagesOf(lines: readonly Line[]): string {
  const days = Array.from({ length: 31 }, (_, index) => `2026-10-${String(index + 1).padStart(2, '0')}`);
  const byDay = Map.groupBy(lines, ({ day }) => day);
  const grouped = days.map((day) => bucketOf(day, (byDay.get(day) ?? []).map(resultOf)));
  const control = days.map((day) =>
    bucketOf(day, [resultOf({ day, item: null, quantity: null, pico: (byDay.get(day) ?? []).reduce((sum, { pico }) => sum + pico, 0n) })]),
  );
  return [pageOf(grouped.slice(0, 20), true), pageOf(grouped.slice(20), false), pageOf(control, false)].join('\n');
}

function pageOf(buckets: readonly string[], hasMore: boolean): string {
  return `{"object":"page","data":[${buckets.join(',\n')}],"has_more":${hasMore},"next_page":${hasMore ? '"page_2"' : 'null'}}`;
}

function bucketOf(day: string, results: readonly string[]): string {
  const start = Date.parse(day) / 1000;
  return `{"object":"bucket","start_time":${start},"end_time":${start + 86_400},"results":[${results.join(',')}]}`;
}

function resultOf({ item, quantity, pico }: Omit<Line, 'item'> & { readonly item: string | null }): string {
  const amount = `{"value":${decimalOf(pico)},"currency":"usd"}`;
  return `{"object":"organization.costs.result","amount":${amount},"line_item":${JSON.stringify(item)},"project_id":null,"quantity":${quantity ?? 'null'}}`;
}
