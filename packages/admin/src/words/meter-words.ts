/** What a meter is called: short in a column's head, long in a rate ("$30.00 / 1M image output tokens"). */
export interface MeterWords {
  readonly short: string;
  /** One unit, and many. */
  readonly unit: string;
  readonly units: string;
}

const words: Readonly<Record<string, MeterWords>> = {
  text_input: { short: 'Text in', unit: 'text input token', units: 'text input tokens' },
  text_input_cached: { short: 'Text in, cached', unit: 'cached text input token', units: 'cached text input tokens' },
  image_input: { short: 'Image in', unit: 'image input token', units: 'image input tokens' },
  image_input_cached: { short: 'Image in, cached', unit: 'cached image input token', units: 'cached image input tokens' },
  text_output: { short: 'Text out', unit: 'text output token', units: 'text output tokens' },
  image_output: { short: 'Image out', unit: 'image output token', units: 'image output tokens' },
  image: { short: 'Image', unit: 'image', units: 'images' },
  call: { short: 'Call', unit: 'call', units: 'calls' },
};

/** The order in which meters stand beside each other: what goes in before what comes out. */
const order = Object.keys(words);

/** Every meter that has words here. */
export const knownMeters: readonly string[] = order;

/** The words of a meter; one that is new here is called by its own name. */
export function meterWords(meter: string): MeterWords {
  const plain = meter.replaceAll('_', ' ');
  return words[meter] ?? { short: plain.charAt(0).toUpperCase() + plain.slice(1), unit: plain, units: `${plain} units` };
}

/** Sorts meters by that order, unknown ones last by name. */
export function compareMeters(a: string, b: string): number {
  return rank(a) - rank(b) || a.localeCompare(b);
}

function rank(meter: string): number {
  return order.includes(meter) ? order.indexOf(meter) : order.length;
}
