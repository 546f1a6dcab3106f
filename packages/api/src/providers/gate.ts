import type { Refusal } from '@halfpenny/core';
import pLimit from 'p-limit';
import type { Clock } from '../platform/clock.ts';
import { Breaker } from './breaker.ts';
import type { BreakerRule } from './breaker.ts';
import { gatedBatches } from './gated-batches.ts';
import type { Ended, Through } from './gated-batches.ts';
import type { Failed, Provider } from './provider.ts';

/** How many calls one process makes to one provider. */
export interface GateRule extends BreakerRule {
  /** At once. */
  readonly inFlightMost: number;
  /** Beyond these, in line for their turn. */
  readonly inLineMost: number;
}

/** A provider behind a gate: so many calls at once and no more, and none where it fails again and again. */
export interface GatedProvider extends Provider {
  /** Why it would not be called just now, with when to ask again; undefined: it would. To be asked before money is held. */
  readonly closed: () => Refusal | undefined;
  /** How many calls could begin at once. */
  readonly free: () => number;
}

/** Puts a gate before a provider. What is not let through was surely not sent. */
export function gated(provider: Provider, rule: GateRule, clock: Clock): GatedProvider {
  const limit = pLimit(rule.inFlightMost);
  const breaker = new Breaker(rule, clock);
  const through: Through = async (call, again = false) =>
    (await limit(() => breaker.run(call, isTrouble))) ?? notSent(provider, breaker, again);
  return {
    ...provider,
    generate: (call, onPartial) => through(() => provider.generate(call, onPartial)),
    batches: provider.batches && gatedBatches(provider.batches, { through, limit }),
    closed: () => {
      const openUntil = breaker.openUntil;
      if (openUntil !== undefined) return atRest(provider, openUntil);
      return limit.pendingCount >= rule.inLineMost ? crowded(provider, rule) : undefined;
    },
    free: () => (breaker.openUntil === undefined ? Math.max(0, rule.inFlightMost - limit.activeCount - limit.pendingCount) : 0),
  };
}

/** No answer, or one that says the provider itself is at fault. A refusal, and a limit on our calls, say that it works. */
function isTrouble(outcome: Ended): boolean {
  if (outcome.kind !== 'unknown' && outcome.kind !== 'unavailable') return false;
  if (outcome.httpStatus == null) return true;
  return outcome.httpStatus >= 500 || outcome.httpStatus === 200;
}

function atRest({ name }: Provider, openUntil: Date): Refusal {
  const retryAt = openUntil.toISOString();
  const message = `${name} failed again and again and is left alone until ${retryAt}: ask again then, or ask another provider.`;
  return { code: 'provider-busy', message, path: [], accepted: [], details: { retryAt } };
}

function crowded({ name }: Provider, { inFlightMost, inLineMost }: GateRule): Refusal {
  const message = `${inFlightMost} calls to ${name} are under way and ${inLineMost} wait: ask again in a few seconds, or say wait: false.`;
  return { code: 'provider-busy', message, path: [], accepted: [], details: { underWay: inFlightMost, waiting: inLineMost } };
}

function notSent({ name }: Provider, breaker: Breaker, worthRetrying: boolean): Failed {
  const until = breaker.openUntil === undefined ? '' : ` until ${breaker.openUntil.toISOString()}`;
  const sentence = `${name} failed again and again and is left alone${until}; nothing was sent and nothing was billed.`;
  return { kind: 'unavailable', sentence, httpStatus: null, providerRequestId: null, worthRetrying, retryAfterMilliseconds: null };
}
