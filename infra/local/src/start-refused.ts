/**
 * Why a start cannot go on, as the one sentence a person reads instead of a stack trace.
 *
 * The launcher throws it and only `start.ts` answers it. It is no `Outcome` of the core package, because the
 * launcher runs before the core package has been built.
 */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/** The value of an outcome of the API; its refusal ends the start with its sentence. */
export function meant<T>(outcome: { ok: true; value: T } | { ok: false; refusal: { message: string } }): T {
  if (outcome.ok) return outcome.value;
  throw new StartRefused(outcome.refusal.message);
}
