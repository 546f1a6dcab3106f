import { refusalCodes, type RefusalCode } from './refusal-codes.ts';

/**
 * An expected "no": why, where, and what would be taken instead.
 * `path` leads to the field (`['size']`), `accepted` holds values that would be taken (`['976x704']`),
 * `others` further refusals of the same request in order of precedence.
 */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly path: readonly string[];
  readonly accepted: readonly string[];
  readonly details?: Readonly<Record<string, unknown>>;
  readonly others?: readonly Refusal[];
}

/** A value, or the reason why there is none. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Refused;

/** The half of an outcome that says "no". */
export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

/** A refusal as it is written down: path and accepted values may be left out when there are none. */
export type RefusalInput = Omit<Refusal, 'path' | 'accepted'> & Partial<Pick<Refusal, 'path' | 'accepted'>>;

/** The outcome that holds a value: `accepted(3)` is `{ ok: true, value: 3 }`. */
export function accepted<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** The outcome that says "no"; path and accepted values are empty unless given. */
export function refused(refusal: RefusalInput): Refused {
  return { ok: false, refusal: { ...refusal, path: refusal.path ?? [], accepted: refusal.accepted ?? [] } };
}

/** The same refusal, and the others it holds, seen from further up: `['size']` under `['input', 'request']` is `['input', 'request', 'size']`. */
export function underPath(refusal: Refusal, prefix: readonly string[]): Refusal {
  const moved = { ...refusal, path: [...prefix, ...refusal.path] };
  return refusal.others === undefined ? moved : { ...moved, others: refusal.others.map((other) => underPath(other, prefix)) };
}

const precedence: ReadonlyMap<RefusalCode, number> = new Map(refusalCodes.map(({ code }, index) => [code, index]));

/**
 * One refusal for many: the one of highest precedence (the earlier at a tie), the rest in `others` in the same order.
 * Two that say the same of the same field count once. Undefined where there is none.
 */
export function mostPressing(refusals: readonly Refusal[]): Refusal | undefined {
  const flat = refusals.flatMap((refusal) => [withoutOthers(refusal), ...(refusal.others ?? [])]);
  const distinct = [...new Map(flat.map((refusal) => [sayings(refusal), refusal])).values()];
  const [first, ...others] = distinct.toSorted((left, right) => rank(left.code) - rank(right.code));
  if (first === undefined) return undefined;
  return others.length === 0 ? first : { ...first, others };
}

function rank(code: RefusalCode): number {
  return precedence.get(code) ?? refusalCodes.length;
}

function sayings(refusal: Refusal): string {
  return JSON.stringify([refusal.code, refusal.path, refusal.message]);
}

function withoutOthers(refusal: Refusal): Refusal {
  const { others: _others, ...alone } = refusal;
  return alone;
}
