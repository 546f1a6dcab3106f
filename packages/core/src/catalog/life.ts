import { mustHold } from '../refusal/must-hold.ts';
import { refused, type Refused } from '../refusal/refusal.ts';
import { nanosPerDay, parseInstant, type Instant } from '../time/instant.ts';
import type { ModelFacts } from './model-facts.ts';

/** The days before a shutdown in which a request is warned of it. */
const shutdownWarningDays = 60;

/** Where an instant lies in the life of a model at its maker. */
export type LifeStage = 'unreleased' | 'running' | 'near-shutdown' | 'shut-down';

/** The days of the catalog, parsed once each. */
const instants = new Map<string, Instant>();

/** The stage of a model at an instant: gpt-image-1, shut down on 2026-10-23, runs until 2026-10-22T23:59:59Z, near its shutdown from 2026-08-24 on. */
export function lifeStage(model: ModelFacts, at: Instant): LifeStage {
  if (at < dayStart(model.released)) return 'unreleased';
  if (model.shutDown === null) return 'running';
  const end = dayStart(model.shutDown);
  if (at >= end) return 'shut-down';
  return end - at <= BigInt(shutdownWarningDays) * nanosPerDay ? 'near-shutdown' : 'running';
}

/** What a life says of an instant without service, as a sentence; empty where the model runs then. */
export function lifeSentence(model: ModelFacts, at: Instant): string {
  const stage = lifeStage(model, at);
  if (stage === 'unreleased') return ` ${model.name} was released on ${model.released}.`;
  return stage === 'shut-down' ? ` ${model.name} was shut down on ${model.shutDown}.` : '';
}

/** The refusal of a model by its own maker after its shutdown, whatever a price entry says; undefined at a relay, which may serve something else. */
export function shutDownAt(provider: string, model: ModelFacts, at: Instant): Refused | undefined {
  if (model.maker !== provider || lifeStage(model, at) !== 'shut-down') return undefined;
  const message = `${provider} shut ${model.name} down on ${model.shutDown}: choose a model that runs.`;
  return refused({ code: 'model-shut-down', path: ['model'], message });
}

function dayStart(day: string): Instant {
  const known = instants.get(day);
  if (known !== undefined) return known;
  const instant = mustHold(parseInstant(day));
  instants.set(day, instant);
  return instant;
}
