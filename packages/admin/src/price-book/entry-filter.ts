import { providerName } from '../words/provider-name.ts';
import type { PriceEntryRow } from './price-entry-row.ts';

/**
 * The entries in which every typed word occurs, in provider, model, mode, kind or source, in any case.
 * Example: "openai 2.5" leaves the two gpt-image-2.5 models of OpenAI.
 */
export function filterEntries(entries: readonly PriceEntryRow[], typed: string): readonly PriceEntryRow[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const text = searchedText(entry);
    return words.every((word) => text.includes(word));
  });
}

function searchedText(entry: PriceEntryRow): string {
  return [entry.provider, providerName(entry.provider), entry.model, entry.mode, entry.kind, entry.source ?? ''].join(' ').toLowerCase();
}
