import type { Clock } from '../platform/clock.ts';

/** When a breaker opens, and for how long. */
export interface BreakerRule {
  /** How many calls in a row have to be in trouble; 0: it never opens. */
  readonly troublesMost: number;
  readonly restSeconds: number;
}

/**
 * Remembers how the last calls to a provider went. After so many troubles in a row it is open, and nobody calls for a while; then one call is
 * let through, and its outcome closes it or opens it anew. Ten timeouts in a row at 12:00:00 with a rest of 30 s: open until 12:00:30.
 */
export class Breaker {
  readonly #rule: BreakerRule;
  readonly #clock: Clock;
  #troubles = 0;
  #openUntil: Date | undefined;
  #probing = false;

  constructor(rule: BreakerRule, clock: Clock) {
    this.#rule = rule;
    this.#clock = clock;
  }

  /** The instant at which a call may be tried again; undefined: it may be made now. */
  get openUntil(): Date | undefined {
    if (this.#openUntil === undefined) return undefined;
    const now = this.#clock();
    if (now < this.#openUntil) return this.#openUntil;
    return this.#probing ? this.#restFrom(now) : undefined;
  }

  /** Makes a call, unless the breaker is open: then it is undefined. `isTrouble` says how the outcome counts. */
  async run<T>(call: () => Promise<T>, isTrouble: (outcome: T) => boolean): Promise<T | undefined> {
    if (this.openUntil !== undefined) return undefined;
    this.#probing = this.#openUntil !== undefined;
    const outcome = await call();
    this.#note(isTrouble(outcome));
    return outcome;
  }

  #note(trouble: boolean): void {
    this.#probing = false;
    this.#troubles = trouble ? this.#troubles + 1 : 0;
    const { troublesMost } = this.#rule;
    const opens = troublesMost > 0 && this.#troubles >= troublesMost;
    this.#openUntil = opens ? this.#restFrom(this.#clock()) : undefined;
  }

  #restFrom(at: Date): Date {
    return new Date(at.getTime() + this.#rule.restSeconds * 1000);
  }
}
