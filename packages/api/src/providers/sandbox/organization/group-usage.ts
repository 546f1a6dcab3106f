import type { InvoiceLine } from '../invoice.ts';
import { playedNames } from './played-names.ts';

/** The results of a bucket of image usage: how many requests and images, by the groups asked for. */
export function groupImages(lines: readonly InvoiceLine[], groupBy: readonly string[]): readonly string[] {
  return grouped(lines, groupBy, ['model', 'size', 'source']).map(([names, each]) =>
    JSON.stringify({
      object: 'organization.usage.images.result',
      images: sum(each, ({ images }) => images),
      ...counted(each, names, groupBy),
    }),
  );
}

/** The results of a bucket of token usage: text and image tokens in and out. */
export function groupCompletions(lines: readonly InvoiceLine[], groupBy: readonly string[]): readonly string[] {
  return grouped(lines, groupBy, ['model', 'batch']).map(([names, each]) => {
    const tokens = {
      input_text_tokens: sum(each, ({ usage }) => usage.textIn),
      input_image_tokens: sum(each, ({ usage }) => usage.imageIn),
      output_text_tokens: sum(each, ({ usage }) => usage.textOut),
      output_image_tokens: sum(each, ({ usage }) => usage.imageOut),
    };
    const totals = {
      input_tokens: tokens.input_text_tokens + tokens.input_image_tokens,
      output_tokens: tokens.output_text_tokens + tokens.output_image_tokens,
    };
    return JSON.stringify({ object: 'organization.usage.completions.result', ...totals, ...tokens, ...counted(each, names, groupBy) });
  });
}

type Names = Readonly<Record<string, string | boolean | null>>;

/** Calls by the names they are grouped by; what is not asked for is null. Restatements are of money, and no call. */
function grouped(
  lines: readonly InvoiceLine[],
  groupBy: readonly string[],
  names: readonly string[],
): readonly (readonly [Names, readonly InvoiceLine[]])[] {
  const calls = lines.filter(({ operation }) => operation !== undefined);
  const groups = Map.groupBy(calls, (line) => JSON.stringify(names.map((name) => (groupBy.includes(name) ? nameOf(line, name) : null))));
  return [...groups].map(([key, each]) => {
    const values = JSON.parse(key) as (string | boolean | null)[];
    return [Object.fromEntries(names.map((name, index) => [name, values[index] ?? null])), each] as const;
  });
}

function nameOf(line: InvoiceLine, name: string): string | boolean | null {
  if (name === 'batch') return line.items?.[0]?.item.startsWith(`${line.model} batch,`) ?? null;
  if (name === 'source') return line.operation ?? null;
  return name === 'model' ? line.model : line.size;
}

function counted(each: readonly InvoiceLine[], names: Names, groupBy: readonly string[]) {
  return { num_model_requests: each.length, ...names, ...playedNames(groupBy), user_id: null };
}

function sum(lines: readonly InvoiceLine[], of: (line: InvoiceLine) => number): number {
  return lines.reduce((total, line) => total + of(line), 0);
}
