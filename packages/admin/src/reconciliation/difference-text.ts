import { perText, quantityText } from '../figures/quantity-text.ts';
import { writeDay, writeInstant } from '../time/utc-day.ts';
import { knownMeters, meterWords } from '../words/meter-words.ts';

/** A field in which two sides differ. */
export interface SideDifference {
  readonly field: string;
  readonly expected?: string | null;
  readonly actual?: string | null;
}

/**
 * A field by its name in words: "unitPrice" → "unit price", "gpt-image-2 image_output quantity, 2026-10-16, project proj_A" → "gpt-image-2 image output
 * quantity, 16 Oct 2026, project proj_A". Names of models, projects and keys stay as they are.
 */
export function fieldWords(field: string): string {
  if (/^[a-z]+([A-Z][a-z]+)+$/.test(field)) return field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return spoken(field, (meter) => meter.replaceAll('_', ' '));
}

/** A value of one side as it is read; an em dash where a side has none. */
export function sideValue(value: string | null | undefined): string {
  return value === null || value === undefined || value === '' ? '—' : spokenText(value);
}

/** A text of the engine for a reader: days, instants, whole numbers, meters, units of a price and ids of price entries as they are written elsewhere. */
export function spokenText(text: string): string {
  return spoken(text, (meter) => meterWords(meter).units);
}

/** The difference in a line: "size: 1024x1024 recorded, 1536x1024 stated"; a value that says itself what a side does stands alone: "not stated". */
export function differenceText({ field, expected, actual }: SideDifference): string {
  return `${fieldWords(field)}: ${saidOf(expected, 'recorded')}, ${saidOf(actual, 'stated')}`;
}

function saidOf(value: string | null | undefined, side: string): string {
  return value?.endsWith(side) ? value : `${sideValue(value)} ${side}`;
}

const uuid = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-([0-9a-f]{12})\b/g;
const instant = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z/g;
const day = /(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])/g;
const unit = /\bper (10+)\b/g;
const whole = /(?<![\w.-])\d{4,}(?![\w.-])/g;
const meter = new RegExp(`(?<![\\w-])(${knownMeters.toSorted((a, b) => b.length - a.length).join('|')})(?![\\w-])`, 'g');

function spoken(text: string, meterText: (meter: string) => string): string {
  return text
    .replaceAll(unit, (_text, per: string) => `per ${perText(per) || '1'}`)
    .replaceAll(whole, (digits) => quantityText(digits))
    .replaceAll(uuid, (_id, _groups, last: string) => `…${last}`)
    .replaceAll(instant, (at) => writeInstant(at))
    .replaceAll(day, (at) => writeDay(at))
    .replaceAll(meter, (name) => (name.includes('_') ? meterText(name) : name))
    .replace(/^in-doubt$/, 'in doubt');
}
