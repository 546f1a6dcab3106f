import type { InvoiceLine } from '../invoice.ts';
import type { Question } from './read-question.ts';

/** A page as it stands on the wire: amounts are digits that no binary fraction saw, so the text is put together here. */
export type PageText = string;

/** The page that a question asks for: its buckets, each with the results of its lines, and the cursor of the next one. */
export async function bucketPage(
  lines: AsyncIterable<InvoiceLine>,
  { end, width, from, limit }: Question,
  resultsOf: (lines: readonly InvoiceLine[]) => readonly string[],
): Promise<PageText> {
  const until = Math.min(end, from + limit * width);
  const byBucket = new Map<number, InvoiceLine[]>();
  for await (const line of lines) {
    const at = Math.floor(Date.parse(line.answeredAt) / 1000);
    if (at < from || at >= until) continue;
    const bucket = at - ((at - from) % width);
    byBucket.set(bucket, [...(byBucket.get(bucket) ?? []), line]);
  }
  const buckets: string[] = [];
  for (let start = from; start < until; start += width) {
    const results = resultsOf(byBucket.get(start) ?? []);
    buckets.push(`{"object": "bucket", "start_time": ${start}, "end_time": ${start + width}, "results": [${results.join(', ')}]}`);
  }
  const next = until < end ? `"page_${until}"` : 'null';
  return `{"object": "page", "data": [\n${buckets.join(',\n')}\n], "has_more": ${until < end}, "next_page": ${next}}\n`;
}
