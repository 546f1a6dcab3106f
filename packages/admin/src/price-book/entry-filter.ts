import { providerName } from '../words/provider-name.ts';
import type { PriceEntryRow } from './price-entry-row.ts';

/**
 * The entries in which every typed word occurs, in provider, model, mode, kind or source, in any case.
 * Example: "openai 2.5" leaves the two gpt-image-2.5 models of OpenAI.
 */
export function filterEntries(entries: readonly PriceEntryRow[], typed: string): readonly PriceEntryRow[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  return entries.filter((entry) => {
    const text = searchedText(entry);
    return words.every((word) => text.includes(word));
  });
}

/** What was put together once is looked through with every further letter. */
const searched = new WeakMap<PriceEntryRow, string>();

function searchedText(entry: PriceEntryRow): string {
  const known = searched.get(entry);
  if (known !== undefined) return known;
  const fields = [entry.provider, providerName(entry.provider), entry.model, entry.mode, entry.kind, entry.source ?? ''];
  const text = fields.join(' ').toLowerCase();
  searched.set(entry, text);
  return text;
}
