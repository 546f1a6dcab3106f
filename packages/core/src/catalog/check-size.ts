import { accepted, refused, type Outcome, type Refusal } from '../refusal/refusal.ts';
import { listed, shown } from '../refusal/shown.ts';
import { brokenBounds, isLegalSize } from './free-size.ts';
import type { ModelFacts } from './model-facts.ts';
import { almostSize, nearestSizes } from './nearest-size.ts';
import { parseSize, type PixelSize } from './size-rule.ts';

/**
 * A size the model makes, or `auto`, exactly as it was written; never snapped to another.
 * Refuses anything else with the rule it breaks and the nearest legal size in `accepted`.
 */
export function checkSize(model: ModelFacts, size: unknown): Outcome<string> {
  if (typeof size !== 'string')
    return refused(sizeRefusal(`${shown(size)} is no size: write WIDTHxHEIGHT, such as 1024x1024, or auto.`, suggestions(model)));
  if (size === 'auto') return accepted(size);
  const rule = model.sizes;
  if (rule.kind === 'fixed') return rule.sizes.includes(size) ? accepted(size) : refused(notOnTheList(model, size));
  const parsed = parseSize(size);
  if (parsed === undefined) return refused(malformed(model, size));
  if (isLegalSize(rule, parsed)) return accepted(size);
  return refused(illegal({ model: model.name, size, broken: brokenBounds(rule, parsed).join('; '), near: nearestSizes(rule, parsed) }));
}

/** The nearest legal size to one that need not be legal, near-miss text included; a legal one is its own. Refuses what holds no two numbers. */
export function nearestSize(model: ModelFacts, size: string): Outcome<string> {
  const checked = checkSize(model, size);
  if (checked.ok) return checked;
  const aim = typeof size === 'string' ? aimOf(size) : undefined;
  const [nearest] = aim === undefined ? [] : nearestSizes(model.sizes, aim);
  return nearest === undefined ? checked : accepted(nearest);
}

function aimOf(size: string): PixelSize | undefined {
  return parseSize(size) ?? almostSize(size);
}

function malformed(model: ModelFacts, size: string): Refusal {
  const aim = almostSize(size);
  const near = aim === undefined ? suggestions(model) : nearestSizes(model.sizes, aim);
  return sizeRefusal(`${shown(size)} is no size: write WIDTHxHEIGHT in plain digits with a small x, such as ${near[0]}, or auto.`, near);
}

function notOnTheList(model: ModelFacts, size: string): Refusal {
  const aim = aimOf(size);
  const near = aim === undefined ? [] : nearestSizes(model.sizes, aim);
  const accepts = [...new Set([...near, ...suggestions(model)])];
  return sizeRefusal(`${model.name} does not make ${shown(size)}: it makes ${listed(suggestions(model))}.`, accepts);
}

function illegal({ model, size, broken, near }: { model: string; size: string; broken: string; near: readonly string[] }): Refusal {
  const nearest = near.length === 1 ? `The nearest legal size is ${near[0]}` : `The nearest legal sizes are ${near.join(' and ')}`;
  return sizeRefusal(`${model} does not make ${size}: ${broken}. ${nearest}.`, near);
}

function suggestions(model: ModelFacts): readonly string[] {
  return [...(model.sizes.kind === 'fixed' ? model.sizes.sizes : model.suggestedSizes), 'auto'];
}

function sizeRefusal(message: string, accepts: readonly string[]): Refusal {
  return { code: 'invalid-size', message, path: ['size'], accepted: accepts };
}
