import { openai } from './openai.ts';
import { piapi } from './piapi.ts';
import type { ProviderFacts } from './provider-facts.ts';
import { smartaipi } from './smartaipi.ts';

/** Every provider there is facts of, the maker of the models first: the order in which offers and refusals of equal rank stand. */
export const providerFacts: readonly ProviderFacts[] = [openai, piapi, smartaipi];

/** Their names: who bills. */
export const providers: readonly string[] = providerFacts.map(({ name }) => name);

const byName: ReadonlyMap<string, ProviderFacts> = new Map(providerFacts.map((facts) => [facts.name, facts]));

/** The part of a mask that a provider edits: `editedArea('smartaipi')` is white, where others edit what is transparent. */
export function editedArea(provider: string): ProviderFacts['editedArea'] {
  return findProvider(provider)?.editedArea ?? 'transparent';
}

/** The facts of a provider by its exact name; undefined for a name nobody bears. */
export function findProvider(name: string): ProviderFacts | undefined {
  return byName.get(name);
}
