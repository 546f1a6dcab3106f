import { cannotStart, started, type StartOutcome } from './start-outcome.ts';

/** The environment, as Node hands it over. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The text of a variable; undefined where it is absent, empty or blank. */
export function given(env: Environment, name: string): string | undefined {
  const text = env[name]?.trim();
  return text === '' ? undefined : text;
}

/** The whole numbers a variable may hold, and what it means when it is absent. */
export interface WholeBounds<F> {
  readonly fallback: F;
  readonly least?: number;
  readonly most: number;
}

/** A whole number within bounds; anything else is refused by the name of the variable. */
export function wholeNumber<F extends number | undefined>(
  env: Environment,
  name: string,
  bounds: WholeBounds<F>,
): StartOutcome<number | F> {
  const text = given(env, name);
  if (text === undefined) return started(bounds.fallback);
  const { least = 0, most } = bounds;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return started(value);
  return cannotStart(`${name} is a whole number from ${least} to ${most}, not "${text}".`, name);
}

/** One of a few words. */
export function oneOf(env: Environment, name: string, values: readonly string[], fallback: string): StartOutcome<string> {
  const text = given(env, name) ?? fallback;
  return values.includes(text) ? started(text) : cannotStart(`${name} is one of ${values.join(', ')}, not "${text}".`, name);
}

/** An address over HTTP, without a slash at its end. */
export function httpUrl(env: Environment, name: string): StartOutcome<string | undefined> {
  const text = given(env, name);
  if (text === undefined) return started(undefined);
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return started(text.replace(/\/+$/, ''));
  return cannotStart(`${name} is an address such as https://host/v1, not "${text}".`, name);
}

/** A list of origins with commas between: "https://img.example, https://cdn.example". */
export function origins(env: Environment, name: string, fallback: readonly string[]): StartOutcome<readonly string[]> {
  const text = given(env, name);
  if (text === undefined) return started(fallback);
  const listed = text.split(',').map((each) => each.trim().replace(/\/$/, ''));
  const strange = listed.find((each) => !URL.canParse(each) || new URL(each).origin !== each || !/^https?:/.test(each));
  if (strange === undefined) return started(listed);
  return cannotStart(`${name} lists origins such as https://img.example with commas between: "${strange}" is none.`, name);
}
