import { chatgptImageLatest, gptImage15 } from './gpt-image-1-5.ts';
import { gptImage1Mini } from './gpt-image-1-mini.ts';
import { gptImage1 } from './gpt-image-1.ts';
import { gptImage25Flare, gptImage25Sunburst } from './gpt-image-2-5.ts';
import { gptImage26Flare, gptImage26Sunburst } from './gpt-image-2-6.ts';
import { gptImage2Preview } from './gpt-image-2-preview.ts';
import { gptImage2 } from './gpt-image-2.ts';
import type { ModelFacts } from './model-facts.ts';
import { findProvider, providerFacts } from './providers.ts';

/** Every model there is facts of, the one in common use first. */
export const models: readonly ModelFacts[] = [
  gptImage2,
  gptImage25Sunburst,
  gptImage25Flare,
  gptImage26Sunburst,
  gptImage26Flare,
  gptImage2Preview,
  gptImage15,
  chatgptImageLatest,
  gptImage1Mini,
  gptImage1,
];

const byName: ReadonlyMap<string, ModelFacts> = new Map(
  models.flatMap((model) => [model.name, ...model.snapshots].map((name) => [name, model])),
);
const aliasesOfAll: ReadonlyMap<string, string> = new Map(providerFacts.flatMap(({ aliases }) => Object.entries(aliases)));

/** Every exact name, snapshot and alias that some provider takes. */
export function modelNames(): readonly string[] {
  return [...byName.keys(), ...aliasesOfAll.keys()];
}

/** The model that bears exactly this name or this snapshot name; an alias is a provider's, so it is not looked at here. */
export function findModel(name: string): ModelFacts | undefined {
  return byName.get(name);
}

/** The model behind a name, a snapshot or any provider's alias. */
export function findModelByAnyName(name: string): ModelFacts | undefined {
  return byName.get(name) ?? byName.get(aliasesOfAll.get(name) ?? '');
}

/** The models a provider lists, by exact name. */
export function modelsServedBy(provider: string): readonly string[] {
  return models.filter(({ servedBy }) => servedBy.includes(provider)).map(({ name }) => name);
}

/** A name as a provider takes it: the name it runs under there, its facts, and whether an alias stood for it. */
export interface ServedModel {
  readonly name: string;
  readonly model: ModelFacts;
  readonly viaAlias: boolean;
}

/** What a provider runs for a name: `dall-e-3` is gpt-image-2 at smartaipi and nothing at openai. Undefined where it does not serve the name. */
export function servedModel(provider: string, name: string): ServedModel | undefined {
  const facts = findProvider(provider);
  if (facts === undefined) return undefined;
  const target = Object.hasOwn(facts.aliases, name) ? facts.aliases[name] : undefined;
  const model = byName.get(target ?? name);
  if (model === undefined || !model.servedBy.includes(provider)) return undefined;
  return { name: target ?? name, model, viaAlias: target !== undefined };
}
