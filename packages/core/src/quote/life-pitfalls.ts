import { lifeStage } from '../catalog/life.ts';
import type { Pitfall } from './offer.ts';
import type { PitfallCase } from './pitfall-case.ts';

/** A model that is shut down within 60 days, and at a relay one that its maker has shut down already. */
export function lifePitfalls({ request, at }: PitfallCase): readonly Pitfall[] {
  const { provider, served } = request;
  const { name, maker, shutDown } = served.model;
  const stage = lifeStage(served.model, at);
  if (stage === 'near-shutdown') {
    return [
      { code: 'model-near-shutdown', severity: 'warning', message: `${maker} shuts ${name} down on ${shutDown}: plan for another model.` },
    ];
  }
  if (stage !== 'shut-down' || maker === provider) return [];
  const message = `${maker} shut ${name} down on ${shutDown}: ${provider} still lists it and may serve something else.`;
  return [{ code: 'upstream-shut-down', severity: 'warning', message }];
}
