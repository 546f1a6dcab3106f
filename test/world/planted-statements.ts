/** Statements of calls that were made, with defects planted by a seed: what a provider would bring that is wrong in ways we know. */
import type { RecordedCall } from './recorded-calls.ts';

/** By which cause each defect is found, and by no other. */
const causeOf = {
  missing: 'missing-charge',
  duplicate: 'repeated-line',
  'wrong size': 'wrong-size',
  'wrong quality': 'wrong-quality',
  rounding: 'undeclared-rounding',
  'day shift': 'day-shift',
  late: 'stated-elsewhere',
  'other currency': 'other-currency',
  'price change': 'price-change',
  unrecorded: 'unrecorded-usage',
} as const;

/** One way in which a statement is wrong. */
type Defect = keyof typeof causeOf;

/** A statement, and what is wrong with it: `<request id> <cause>` of each defect. */
export interface PlantedStatement {
  readonly lines: readonly PlantedLine[];
  readonly planted: readonly string[];
}

/** A line for one meter of a call. */
export interface PlantedLine {
  readonly day: string;
  readonly at: string;
  readonly call: RecordedCall;
  readonly item: string;
  readonly quantity: string;
  readonly amount: string;
  readonly currency: string;
  readonly size: string;
  readonly quality: string;
  /** What stands in the file is the next whole hundredth of a cent. */
  readonly isRounded: boolean;
}

const defects = Object.keys(causeOf) as readonly Defect[];

/**
 * Plants a defect in every other call, more or less, of every kind: the first ones get one each, the rest by chance. A late call is stated on 3 November; a price changes from the middle
 * of a day on to `dearer` for a million tokens of an image.
 */
export function plantDefects(calls: readonly RecordedCall[], { seed, dearer }: { readonly seed: number; readonly dearer: bigint }) {
  const chance = seededChance(seed);
  const shuffled = calls.map((call) => ({ call, rank: chance() })).toSorted((one, other) => one.rank - other.rank);
  const chosen = shuffled.map(({ call }, index) => ({
    call,
    defect: defects[index] ?? (chance() < 0.4 ? pick(defects, chance) : undefined),
  }));
  const lines = chosen.flatMap(({ call, defect }, index) => linesOf(call, { defect, dearer, index }));
  const planted = chosen.flatMap(({ call, defect }, index) => {
    return defect === undefined ? [] : [`${defect === 'unrecorded' ? strangerOf(call, index) : call.requestId} ${causeOf[defect]}`];
  });
  return { lines: lines.toSorted(() => chance() - 0.5), planted: planted.toSorted() };
}

/** The statement as a CSV with a line for each meter of a call, by its day. */
export function csvByMeter({ lines }: Pick<PlantedStatement, 'lines'>): string {
  const rows = lines.map(({ day, call, item, quantity, amount, isRounded, currency, size, quality }) =>
    [day, call.requestId, `"${item}"`, quantity, isRounded ? roundedUp(amount) : amount, currency, size, quality].join(','),
  );
  return `Day,Request,Item,Units,Cost,Currency,Size,Quality\n${rows.join('\n')}\n`;
}

/** The statement as the sandbox writes its invoice: a line for each call, with what it used. */
export function invoiceOf({ lines }: Pick<PlantedStatement, 'lines'>): string {
  const billed = wholeCalls(lines).map(({ first, of, amount }) => {
    const { call, at, size, quality, currency } = first;
    const usage = Object.fromEntries(of.map(({ item, quantity }) => [usageName(item), Number(quantity)]));
    return JSON.stringify({ ...call, answeredAt: at, size, quality, currency, usage: { ...call.usage, ...usage }, amount });
  });
  return `{"currency":"USD","lines":[\n${billed.join(',\n')}\n]}`;
}

/** The statement as a CSV with a line for each call, by its instant and model, which says nothing of what it used. */
export function csvByCall({ lines }: Pick<PlantedStatement, 'lines'>): string {
  const rows = wholeCalls(lines).map(({ first: { at, call, size, quality, currency }, amount }) =>
    [at, call.requestId, call.clientRequestId, call.model, size, quality, amount.replace('.', ','), currency].join(';'),
  );
  return `Time;Theirs;Ours;Model;Size;Quality;Total;Currency\r\n${rows.join('\r\n')}\r\n`;
}

interface WholeCall {
  readonly first: PlantedLine;
  readonly of: readonly PlantedLine[];
  readonly amount: string;
}

/** The lines of each copy of a call together. */
function wholeCalls(lines: readonly PlantedLine[]): readonly WholeCall[] {
  const met = new Map<string, number>();
  const copies = Map.groupBy(lines, ({ call, item }) => {
    const copy = met.get(`${call.requestId} ${item}`) ?? 0;
    met.set(`${call.requestId} ${item}`, copy + 1);
    return `${call.requestId} ${copy}`;
  });
  return [...copies.values()].flatMap((of) => {
    const [first] = of;
    const exact = decimalOf(of.reduce((sum, { amount }) => sum + picoOf(amount), 0n));
    return first === undefined ? [] : [{ first, of, amount: first.isRounded ? roundedUp(exact) : exact }];
  });
}

function usageName(item: string): string {
  return item.endsWith('image output') ? 'imageOut' : item.endsWith('text input') ? 'textIn' : 'textOut';
}

interface Planting {
  readonly defect: Defect | undefined;
  readonly dearer: bigint;
  readonly index: number;
}

function linesOf(call: RecordedCall, planting: Planting): readonly PlantedLine[] {
  const { defect, index } = planting;
  if (defect === 'missing') return [];
  const at = instantOf(call.answeredAt, defect);
  const about = {
    at,
    day: at.slice(0, 10),
    size: defect === 'wrong size' ? '2048x2048' : call.size,
    quality: defect === 'wrong quality' ? (call.quality === 'high' ? 'medium' : 'high') : call.quality,
    currency: defect === 'other currency' ? 'EUR' : call.currency,
    isRounded: defect === 'rounding',
  };
  const own = call.items.map(({ item, quantity, amount }) => ({
    ...about,
    call,
    item,
    ...misbilled({ item, quantity, amount }, planting),
  }));
  if (defect === 'duplicate') return [...own, ...own];
  return defect === 'unrecorded'
    ? [...own, ...own.map((line) => ({ ...line, call: { ...call, requestId: strangerOf(call, index), clientRequestId: '' } }))]
    : own;
}

function stated(units: bigint, pico: bigint) {
  return { quantity: String(units), amount: decimalOf(pico) };
}

function misbilled({ item, quantity, amount }: { item: string; quantity: number; amount: string }, { defect, dearer }: Planting) {
  const isImage = item.endsWith('image output');
  const [units, pico] = [BigInt(quantity), picoOf(amount)];
  if (!isImage) return stated(units, pico);
  if (defect === 'wrong size' || defect === 'wrong quality') return stated(units * 2n, pico * 2n);
  if (defect === 'price change') return stated(units, units * dearer * 1_000_000n);
  return stated(units, pico);
}

/** A day that is shifted lies two away, within the month; a late one in November. */
function instantOf(answeredAt: string, defect: Defect | undefined): string {
  if (defect === 'late') return '2026-11-03T10:00:00Z';
  if (defect !== 'day shift') return answeredAt;
  const days = Number(answeredAt.slice(8, 10)) <= 15 ? 2 : -2;
  return new Date(Date.parse(answeredAt) + days * 86_400_000).toISOString();
}

function strangerOf({ requestId }: RecordedCall, index: number): string {
  return `${requestId}-stranger-${index}`;
}

/** Decimal text → whole 10⁻¹². */
export function picoOf(text: string): bigint {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  return BigInt(whole + fraction.padEnd(12, '0')) * (text.startsWith('-') ? -1n : 1n);
}

/** Whole 10⁻¹² → decimal text. */
export function decimalOf(pico: bigint): string {
  const digits = String(pico < 0n ? -pico : pico).padStart(13, '0');
  return `${pico < 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`;
}

/** Up to hundredths of a cent, and never what it was. */
function roundedUp(amount: string): string {
  return decimalOf((picoOf(amount) / 100_000_000n + 1n) * 100_000_000n);
}

function pick<T>(all: readonly T[], chance: () => number): T | undefined {
  return all[Math.floor(chance() * all.length)];
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seededChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
