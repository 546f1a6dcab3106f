/** What is counted: `text_input`, `image_output`, `image`, `pixel`, … by a name in small letters. */
export type Meter = string;

/** Quantities by meter, in whole units; each unit in one meter only. */
export type Usage = Readonly<Record<Meter, bigint>>;

/** Meters that count what goes with an image: images put in, partial images shown on the way. Some tariffs add a price for them, most have it in other meters. */
export const addOnMeters: ReadonlySet<Meter> = new Set(['input_image', 'partial_image']);

/** Meters that count work done, whatever it consumed. A tariff of these alone is flat. */
export const countMeters: ReadonlySet<Meter> = new Set(['image', 'call', 'request', ...addOnMeters]);

/** Meters of tokens, in the order in which lines are read. */
export const tokenMeters: ReadonlySet<Meter> = new Set([
  'text_input',
  'text_input_cached',
  'image_input',
  'image_input_cached',
  'text_output',
  'image_output',
]);

/** True for a name a meter can have. */
export function isMeterName(name: unknown): name is Meter {
  return typeof name === 'string' && /^[a-z][a-z0-9_]{0,63}$/.test(name);
}
