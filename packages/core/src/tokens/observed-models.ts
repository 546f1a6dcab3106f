import type { ModelFacts } from '../catalog/model-facts.ts';
import type { TokenObservation } from '../catalog/output-token-facts.ts';
import { findModelByAnyName } from '../catalog/models.ts';
import { parseSize } from '../catalog/size-rule.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { learnedRange } from './learned-range.ts';

/** A count of output tokens of one image that was billed, with the model that made it. */
export interface ModelObservation {
  readonly model: string;
  /** `image_output` unless given; `text_output` for what a model such as gpt-image-1.5 writes besides. */
  readonly meter?: 'image_output' | 'text_output';
  readonly size: string;
  readonly quality: string;
  readonly tokens: number;
  /** Who saw it: 'own log, 2026-11'. */
  readonly evidence: string;
}

/** What was seen of one model. */
interface SeenTokens {
  readonly image: readonly TokenObservation[];
  /** Counts of text, whatever the size and quality. */
  readonly text: readonly number[];
}

/** What was seen, by the exact name of its model. */
export type SeenByModel = ReadonlyMap<string, SeenTokens>;

/** A list of observations is read once and kept beside it: who hands the same list in again, and as long, pays nothing. */
const read = new WeakMap<readonly ModelObservation[], { readonly length: number; readonly seen: SeenByModel }>();

/** Observations by the exact name of their model. Refuses one whose model or meter is not known, whose size is none, or whose count is no whole number. */
export function readObservations(observations: readonly ModelObservation[]): Outcome<SeenByModel> {
  if (!Array.isArray(observations)) return noObservation([], `${shown(observations)} is no list of observations`);
  const known = read.get(observations);
  if (known?.length === observations.length) return accepted(known.seen);
  const seen = new Map<string, { image: TokenObservation[]; text: number[] }>();
  for (const [index, each] of observations.entries()) {
    const observation = readObservation(each, String(index));
    if (!observation.ok) return observation;
    const { model, meter, ...count } = observation.value;
    const ofModel = seen.get(model) ?? { image: [], text: [] };
    if (meter === 'text_output') ofModel.text.push(count.tokens);
    else ofModel.image.push(count);
    seen.set(model, ofModel);
  }
  read.set(observations, { length: observations.length, seen });
  return accepted(seen);
}

function readObservation(each: unknown, index: string): Outcome<ModelObservation> {
  const { model, meter = 'image_output', size, quality, tokens, evidence } = plainObject(each) ?? {};
  const facts = typeof model === 'string' ? findModelByAnyName(model) : undefined;
  if (facts === undefined) return noObservation([index, 'model'], `${shown(model)} is no known model`);
  if (meter !== 'image_output' && meter !== 'text_output') return noObservation([index, 'meter'], `${shown(meter)} is no meter of output`);
  if (typeof size !== 'string' || parseSize(size) === undefined) return noObservation([index, 'size'], `${shown(size)} is no size`);
  if (typeof quality !== 'string') return noObservation([index, 'quality'], `${shown(quality)} is no quality`);
  if (typeof tokens !== 'number' || !Number.isSafeInteger(tokens) || tokens < 0)
    return noObservation([index, 'tokens'], `${shown(tokens)} is no count of tokens`);
  return accepted({ model: facts.name, meter, size, quality, tokens, evidence: typeof evidence === 'string' ? evidence : 'handed in' });
}

/** The model with what was seen of it beside its facts; the very same where it has rules or nothing was seen. */
export function observedModel(model: ModelFacts, seen: SeenByModel): ModelFacts {
  const ofModel = seen.get(model.name);
  return ofModel === undefined ? model : withTextSeen(withImagesSeen(model, ofModel.image), ofModel.text);
}

function withImagesSeen(model: ModelFacts, learned: readonly TokenObservation[]): ModelFacts {
  const { outputTokens } = model;
  if (learned.length === 0 || (outputTokens.kind !== 'observed' && outputTokens.kind !== 'image-prices')) return model;
  return { ...model, outputTokens: { ...outputTokens, learned } };
}

function withTextSeen(model: ModelFacts, counts: readonly number[]): ModelFacts {
  const most = model.textOutputTokensMost;
  if (counts.length === 0 || most === null) return model;
  const { floor, expected, ceiling } = learnedRange({ floor: 0, expected: 0, ceiling: most }, counts);
  return { ...model, textOutputTokensMost: ceiling, textOutputTokensSeen: { floor, expected } };
}

function noObservation(path: readonly string[], why: string) {
  const message = `${why}: an observation is { model, size, quality, tokens, evidence }, such as 664 tokens at 1536x1024 low.`;
  return refused({ code: 'invalid-observation', path: ['observations', ...path], message });
}
