import type { StatementKind } from '../generated/graphql.ts';

/** What only a file of that kind has in its first lines. The names of results are OpenAI's own. */
const marks: readonly { readonly kind: StatementKind; readonly mark: RegExp }[] = [
  { kind: 'OPENAI_COSTS', mark: /"organization\.costs\.result"/ },
  { kind: 'OPENAI_USAGE_IMAGES', mark: /"organization\.usage\.images\.result"/ },
  { kind: 'OPENAI_USAGE_COMPLETIONS', mark: /"organization\.usage\.completions\.result"/ },
  { kind: 'SANDBOX_INVOICE', mark: /"answeredAt"|"totals"\s*:\s*\{/ },
  { kind: 'OPENAI_USAGE_COMPLETIONS', mark: /"num_model_requests"[^}]*"output_tokens"|"output_tokens"[^}]*"num_model_requests"/ },
  { kind: 'OPENAI_USAGE_IMAGES', mark: /"num_model_requests"/ },
  { kind: 'OPENAI_COSTS', mark: /"line_item"/ },
  { kind: 'FOCUS', mark: /^\uFEFF?[^\n]*\bBilledCost\b/ },
];

/**
 * What a file of a provider most likely is, by how its text begins: 'ChargePeriodStart,BilledCost,…' → FOCUS. Another table is taken for a CSV of
 * somebody's own; undefined where nothing tells.
 */
export function guessKind(head: string): StatementKind | undefined {
  const marked = marks.find(({ mark }) => mark.test(head));
  if (marked !== undefined) return marked.kind;
  if (/^\s*[[{]/.test(head)) return undefined;
  return /^[^\n]*[,;\t]/.test(head) ? 'CSV' : undefined;
}

/** The names in the first line of a table, its sign of parting found by which of them parts it most: 'day;"what, for";USD' → ['day', 'what, for', 'USD']. */
export function columnNames(head: string): readonly string[] {
  const [first = ''] = head.replace(/^\uFEFF/, '').split(/\r?\n/);
  const [names = []] = [',', ';', '\t'].map((sign) => cellsOf(first, sign)).toSorted((a, b) => b.length - a.length);
  return names.map((name) => name.trim()).filter((name, index, all) => name !== '' && all.indexOf(name) === index);
}

function cellsOf(line: string, sign: string): readonly string[] {
  const cells = [''];
  let quoted = false;
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (letter === sign && !quoted) cells.push('');
    else cells[cells.length - 1] += letter;
  }
  return cells;
}
