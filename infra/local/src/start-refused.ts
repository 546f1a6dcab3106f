/**
 * Why a start cannot go on, as the one sentence a person reads instead of a stack trace.
 *
 * The launcher throws it and only `start.ts` answers it. It is no `Outcome` of the core package, because the
 * launcher runs before the core package has been built.
 */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}
