import type { ModelFacts } from '../catalog/model-facts.ts';
import type { TokenObservation } from '../catalog/output-token-facts.ts';
import { findModelByAnyName } from '../catalog/models.ts';
import { parseSize } from '../catalog/size-rule.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';

/** A count of output image tokens of one image that was billed, with the model that made it. */
export interface ModelObservation {
  readonly model: string;
  readonly size: string;
  readonly quality: string;
  readonly tokens: number;
  /** Who saw it: 'own log, 2026-11'. */
  readonly evidence: string;
}

/** A list of observations is read once and kept beside it: who hands the same list in again pays nothing. */
const read = new WeakMap<readonly ModelObservation[], ReadonlyMap<string, readonly TokenObservation[]>>();

/** Observations by the exact name of their model. Refuses one whose model is not known, whose size is none, or whose count is no whole number. */
export function readObservations(observations: readonly ModelObservation[]): Outcome<ReadonlyMap<string, readonly TokenObservation[]>> {
  if (!Array.isArray(observations)) return noObservation([], `${shown(observations)} is no list of observations`);
  const known = read.get(observations);
  if (known !== undefined) return accepted(known);
  const byModel = new Map<string, TokenObservation[]>();
  for (const [index, each] of observations.entries()) {
    const fields = plainObject(each);
    const { model, size, quality, tokens, evidence } = fields ?? {};
    const facts = typeof model === 'string' ? findModelByAnyName(model) : undefined;
    if (facts === undefined) return noObservation([String(index), 'model'], `${shown(model)} is no known model`);
    if (typeof size !== 'string' || parseSize(size) === undefined)
      return noObservation([String(index), 'size'], `${shown(size)} is no size`);
    if (typeof tokens !== 'number' || !Number.isSafeInteger(tokens) || tokens < 0)
      return noObservation([String(index), 'tokens'], `${shown(tokens)} is no count of tokens`);
    if (typeof quality !== 'string') return noObservation([String(index), 'quality'], `${shown(quality)} is no quality`);
    const list = byModel.get(facts.name) ?? [];
    list.push({ size, quality, tokens, evidence: typeof evidence === 'string' ? evidence : 'handed in' });
    byModel.set(facts.name, list);
  }
  read.set(observations, byModel);
  return accepted(byModel);
}

/** The model with what was seen of it beside its facts; the very same where it has a rule or nothing was seen. */
export function observedModel(model: ModelFacts, seen: ReadonlyMap<string, readonly TokenObservation[]>): ModelFacts {
  const learned = seen.get(model.name);
  const { outputTokens } = model;
  if (learned === undefined || (outputTokens.kind !== 'observed' && outputTokens.kind !== 'image-prices')) return model;
  return { ...model, outputTokens: { ...outputTokens, learned } };
}

function noObservation(path: readonly string[], why: string) {
  const message = `${why}: an observation is { model, size, quality, tokens, evidence }, such as 664 tokens at 1536x1024 low.`;
  return refused({ code: 'invalid-observation', path: ['observations', ...path], message });
}
