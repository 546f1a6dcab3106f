import { editedArea } from '../catalog/providers.ts';
import type { Pitfall } from './offer.ts';
import type { PitfallCase } from './pitfall-case.ts';

/** A name that runs another model than it says, and a mask that is read the other way round. */
export function routePitfalls({ request }: PitfallCase): readonly Pitfall[] {
  const { provider, served, mask } = request;
  const asked = request.asked;
  const pitfalls: Pitfall[] = [];
  if (served.viaAlias) {
    const message = `${provider} runs ${served.name} for the name ${asked}, at the prices of ${served.name}.`;
    pitfalls.push({ code: 'alias-routed-elsewhere', severity: 'warning', message });
  }
  if (mask !== null && editedArea(provider) === 'white') {
    const message = `${provider} edits what is white in a mask, others what is transparent: Halfpenny turns a mask round for it; whoever calls it without must do so too, or pays for the wrong part.`;
    pitfalls.push({ code: 'mask-read-otherwise', severity: 'info', message });
  }
  return pitfalls;
}
