/** Why the service cannot start: one sentence for the person who started it. `path` names the setting it is about, where it is about one. */
export interface StartRefusal {
  readonly message: string;
  readonly path: readonly string[];
}

/** What starting leads to: a value, or the sentence that says why not. The same shape as core's `Outcome`, without the codes of the API. */
export type StartOutcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: StartRefusal };

/** The outcome that holds a value. */
export function started<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** The outcome that says why not: `cannotStart('Port 4000 is taken.', 'PORT')`. */
export function cannotStart(message: string, ...path: readonly string[]): { readonly ok: false; readonly refusal: StartRefusal } {
  return { ok: false, refusal: { message, path } };
}
