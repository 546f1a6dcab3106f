import { JsonNumber } from './json-values.ts';

/** The fields of a JSON object as they were read. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object; undefined where it is something else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber)
    ? (value as Fields)
    : undefined;
}

/** The text of a number, or of a number in quotes; undefined of anything else. */
export function numberText(value: unknown): string | undefined {
  if (value instanceof JsonNumber) return value.text;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A text; empty where the field is absent or null; undefined where it is something else. */
export function optionalText(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : undefined;
}

/** Seconds since 1970 as RFC 3339; undefined of anything else. */
export function instantOfSeconds(value: unknown): string | undefined {
  const text = value instanceof JsonNumber ? value.text : '';
  return /^\d{1,11}$/.test(text) ? new Date(Number(text) * 1000).toISOString() : undefined;
}
