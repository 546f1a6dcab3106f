import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';

/** The conditions of a component: for each key of the context, the values under which it applies. Empty: always. */
export type Conditions = Readonly<Record<string, readonly string[]>>;

/** What a charge is rated in: size, quality, operation, mode … as delivered. */
export type RatingContext = Readonly<Record<string, string>>;

const keyShape = /^[a-z][A-Za-z0-9_]{0,63}$/;
const valuesMost = 1000;
const valueCharactersMost = 200;

/** Conditions as they stand in a price list, a value or a list of values each, made uniform: `{ quality: 'low' }` holds `{ quality: ['low'] }`. Refuses anything else. */
export function readConditions(input: unknown, path: readonly string[]): Outcome<Conditions> {
  if (input === undefined || input === null) return accepted({});
  if (typeof input !== 'object' || Array.isArray(input)) return noCondition(path, `${shown(input)} names no conditions`);
  const conditions: Record<string, readonly string[]> = {};
  for (const [key, value] of Object.entries(input)) {
    const values: unknown = typeof value === 'string' ? [value] : value;
    if (!keyShape.test(key)) return noCondition([...path, key], `${shown(key)} is no name of a condition`);
    if (!isListOfText(values))
      return noCondition([...path, key], `${shown(value)} is neither a text nor a list of 1 to ${valuesMost} texts`);
    conditions[key] = Object.freeze([...new Set(values)]);
  }
  return accepted(Object.freeze(conditions));
}

/** True where the context meets every condition; a key the context lacks meets none. */
export function applies(conditions: Conditions, context: RatingContext): boolean {
  for (const key in conditions) {
    const value = Object.hasOwn(context, key) ? context[key] : undefined;
    if (value === undefined || !conditions[key]?.includes(value)) return false;
  }
  return true;
}

/** True where some context meets both: unless a key stands in both and no value does. */
export function canBothApply(a: Conditions, b: Conditions): boolean {
  return Object.entries(a).every(([key, values]) => {
    const others = Object.hasOwn(b, key) ? b[key] : undefined;
    return others === undefined || values.some((value) => others.includes(value));
  });
}

/** How many values conditions name in all. */
export function countValues(conditions: Conditions): number {
  return Object.values(conditions).reduce((count, { length }) => count + length, 0);
}

function isListOfText(value: unknown): value is readonly string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > valuesMost) return false;
  return value.every((each) => typeof each === 'string' && each !== '' && each.length <= valueCharactersMost);
}

function noCondition(path: readonly string[], why: string) {
  return refused({
    code: 'invalid-condition',
    path,
    message: `${why}: give for each key a text, or a list of texts, such as { quality: 'low' }.`,
  });
}
