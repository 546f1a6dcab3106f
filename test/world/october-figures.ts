/** The figures of the worked example: a month of calls, and what a provider states of them. */
/** Dollars for a million units. */
export const rates: Readonly<Record<string, number>> = {
  'gpt-image-2 image_output': 30,
  'gpt-image-2 text_input': 5,
  'gpt-image-2 text_input_cached': 1.25,
  'gpt-image-2.5-sunburst image_output': 30,
  'gpt-image-1-mini image_output': 8,
  'gpt-image-1.5 image_output': 32,
  'gpt-image-1.5 text_input': 5,
};

/** Picodollars of a unit. */
export function rate(model: string, meter: string): bigint {
  return BigInt((rates[`${model} ${meter}`] ?? 0) * 1_000_000);
}

/** One call of the month. */
export interface Made {
  readonly model: string;
  readonly at: string;
  readonly usage: Readonly<Record<string, bigint>>;
  readonly doubt?: boolean;
}

/** A day of October. */
export const day = (number: number): string => `2026-10-${String(number).padStart(2, '0')}`;
const days = Array.from({ length: 31 }, (_, index) => index + 1);
const second = (index: number): string => String(index % 60).padStart(2, '0');
const small = { image_output: 196n, text_input: 12n };

/** What was called, and what of it is in doubt. */
export const charges: readonly Made[] = [
  ...Array.from({ length: 1240 }, (_, index): Made => {
    const more = index === 5;
    const usage = { image_output: more ? 8928n : 8048n, text_input: more ? 2732n : 1612n, text_input_cached: more ? 880n : 80n };
    return { model: 'gpt-image-2', at: `${day((index % 31) + 1)}T12:00:00Z`, usage };
  }),
  ...Array.from({ length: 75 }, (_, index): Made => ({ model: 'gpt-image-2', at: `2026-09-30T23:57:${second(index)}Z`, usage: small })),
  ...Array.from({ length: 100 }, (_, index): Made => ({ model: 'gpt-image-2', at: `2026-10-31T23:56:${second(index)}Z`, usage: small })),
  ...days.map((number): Made => {
    const units = number === 3 ? 13_000n : number === 4 ? 87_000n : number === 5 ? 100_000n : 0n;
    return { model: 'gpt-image-2.5-sunburst', at: `${day(number)}T12:00:00Z`, usage: { image_output: units === 0n ? 100_000n : units } };
  }),
  { model: 'gpt-image-1.5', at: `${day(8)}T12:00:00Z`, usage: { image_output: 4160n, text_input: 20n } },
  ...['09:00:10', '09:30:10', '09:30:20', '09:30:30', '09:30:40'].map((time): Made => {
    return { model: 'gpt-image-2', at: `${day(15)}T${time}Z`, usage: { image_output: 1756n, text_input: 20n }, doubt: true };
  }),
];

/** Picodollars as decimal text. */
export const decimal = (pico: bigint): string => {
  const digits = (pico < 0n ? -pico : pico).toString().padStart(13, '0');
  return `${pico < 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`;
};

const dearDays = new Set(Array.from({ length: 20 }, (_, index) => index + 5));

/** A line of the statement. */
export interface Line {
  readonly number: number;
  readonly item: string;
  readonly quantity: bigint | null;
  readonly pico: bigint;
  readonly occurrence?: number;
}

function statedDay(number: number): readonly Line[] {
  const recorded = (model: string, meter: string): bigint =>
    charges
      .filter((one) => !one.doubt && one.model === model && one.at.startsWith(`${day(number)}T12`))
      .reduce((sum, { usage }) => sum + (usage[meter] ?? 0n), 0n);
  const september = number === 1 ? 75n : 0n;
  const billed = number === 15 ? 3n : 0n;
  const isDear = dearDays.has(number);
  const image = recorded('gpt-image-2', 'image_output') + september * 196n + billed * 1756n + (number === 10 ? 4000n : 0n);
  const text = recorded('gpt-image-2', 'text_input') + september * 12n + billed * 20n - (isDear ? 19_500n : 0n);
  const cached = recorded('gpt-image-2', 'text_input_cached') + (isDear ? 20_000n : 0n);
  const sunburst = recorded('gpt-image-2.5-sunburst', 'image_output');
  return [
    { number, item: 'image', quantity: image, pico: image * rate('gpt-image-2', 'image_output') },
    { number, item: 'text', quantity: text, pico: text * rate('gpt-image-2', 'text_input') + (number === 12 ? 1n : 0n) },
    { number, item: 'cached', quantity: cached, pico: cached * rate('gpt-image-2', 'text_input_cached') },
    { number, item: 'sunburst', quantity: sunburst, pico: sunburst * 30_000_000n + (isDear ? 75_000n * 2_000_000n : 0n) },
  ];
}

/** What the provider stated. */
export const stated: readonly Line[] = [
  ...days.flatMap(statedDay),
  { number: 9, item: 'mini', quantity: 250_000n, pico: 2_000_000_000_000n },
  { number: 3, item: 'sunburst', quantity: 13_000n, pico: 390_000_000_000n, occurrence: 2 },
  { number: 11, item: 'a chat model', quantity: null, pico: 41_200_000_000_000n },
  { number: 31, item: 'credit', quantity: null, pico: -5_000_000_000_000n },
];
