import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { listed, shown } from '../refusal/shown.ts';
import type { ModelFacts } from './model-facts.ts';

/** A quality to check: the model's own words and `auto` are taken, and further ones that the provider takes. */
export interface QualityQuestion {
  readonly model: ModelFacts;
  readonly quality: unknown;
  readonly further: readonly string[];
}

/** A quality word the model takes, as it was written. Refuses any other with those that are: gpt-image-2 has no `xhigh`, nobody but PiAPI takes `standard`. */
export function checkQuality({ model, quality, further }: QualityQuestion): Outcome<string> {
  if (typeof quality === 'string') {
    if (model.qualities.includes(quality) || quality === 'auto' || model.legacyQualities.includes(quality) || further.includes(quality))
      return accepted(quality);
  }
  const words = [...new Set([...model.qualities, 'auto', ...model.legacyQualities, ...further])];
  const message = `${model.name} has no quality ${shown(quality)}: it takes ${listed(words)}.`;
  return refused({ code: 'invalid-quality', path: ['quality'], accepted: words, message });
}
