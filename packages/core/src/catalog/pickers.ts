import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { nearestSize } from './check-size.ts';
import type { ModelFacts } from './model-facts.ts';
import { findModelByAnyName, modelNames } from './models.ts';
import { nearNames } from './near-names.ts';

/** Quality words to offer for a model, cheapest first, `auto` last: `['low', 'medium', 'high', 'auto']`. Empty for an unknown model. */
export function qualitiesOf(model: string): readonly string[] {
  const facts = findModelByAnyName(model);
  return facts === undefined ? [] : [...facts.qualities, 'auto', ...facts.legacyQualities];
}

/** Sizes worth offering for a model, the usual square first, `auto` last. Empty for an unknown model. */
export function suggestedSizes(model: string): readonly string[] {
  const facts = findModelByAnyName(model);
  return facts === undefined ? [] : [...facts.suggestedSizes, 'auto'];
}

/** The legal size nearest to a wanted one: `nearestLegalSize('gpt-image-2', '1024x1033')` holds `'1024x1040'`. Refuses an unknown model, and text without two numbers. */
export function nearestLegalSize(model: string, size: string): Outcome<string> {
  const facts = knownModel(model);
  return facts.ok ? nearestSize(facts.value, size) : facts;
}

/** The facts behind a name, a snapshot or an alias; refuses an unknown name with the nearest known ones. */
export function knownModel(name: unknown): Outcome<ModelFacts> {
  const facts = typeof name === 'string' ? findModelByAnyName(name) : undefined;
  return facts === undefined ? unknownModel(name) : accepted(facts);
}

/** The refusal of a name no model bears, with up to three known names that are nearest to it. */
export function unknownModel(name: unknown): Refused {
  const near = nearNames(typeof name === 'string' ? name : '', modelNames());
  const message = `No model is called ${shown(name)}; names are matched exactly. The nearest are ${near.join(', ')}.`;
  return refused({ code: 'unknown-model', path: ['model'], accepted: near, message });
}
