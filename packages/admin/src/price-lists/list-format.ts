/** The formats of price lists, as the service asks for them. */
export type ListFormat = 'litellm' | 'genai-prices' | 'csv' | 'json';

/** Every format with its name, as a person chooses it. */
export const formatChoices: readonly { readonly value: ListFormat; readonly label: string }[] = [
  { value: 'litellm', label: 'LiteLLM' },
  { value: 'genai-prices', label: 'genai-prices' },
  { value: 'csv', label: 'CSV' },
  { value: 'json', label: 'JSON of our own' },
];

/** What only a list of that format has in its first lines. */
const marks: readonly { readonly format: ListFormat; readonly mark: RegExp }[] = [
  { format: 'json', mark: /"halfpenny-price-list"/ },
  { format: 'litellm', mark: /"(litellm_provider|(in|out)put_cost_per_\w+)"\s*:/ },
  { format: 'genai-prices', mark: /"(pricing_urls|api_pattern|\w+_mtok|requests_kcount)"\s*:/ },
];

/**
 * What a file most likely is, by how its text begins, else by its name: ('prices.json', '{"gpt-5": {"litellm_provider": …') → 'litellm'. JSON that bears no
 * mark is taken for our own; undefined where nothing tells.
 */
export function guessFormat({ name, head }: { readonly name: string; readonly head: string }): ListFormat | undefined {
  const text = head.trimStart();
  const isJson = /^[[{]/.test(text);
  const marked = isJson ? marks.find(({ mark }) => mark.test(text)) : undefined;
  if (marked !== undefined) return marked.format;
  if (/litellm|model_prices_and_context_window/i.test(name)) return 'litellm';
  if (/genai/i.test(name)) return 'genai-prices';
  if (isJson || /\.json$/i.test(name)) return 'json';
  return /\.(csv|tsv)$/i.test(name) || /^[^\n]*[,;\t]/.test(text) ? 'csv' : undefined;
}
