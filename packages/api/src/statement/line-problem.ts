import type { StatementLineRead } from './stated.ts';

const charactersMost = { lineItem: 300, project: 100, apiKey: 100 } as const;
/** PostgreSQL, as people, keeps no text with this character in it. */
const nul = '\0';

/** What keeps a line from being kept as it was read, by its field; undefined where nothing does. */
export function lineProblem(line: StatementLineRead): { readonly field: string; readonly message: string } | undefined {
  if (!/^[A-Z][A-Z0-9]{2,11}$/.test(line.currency))
    return { field: 'currency', message: `${JSON.stringify(line.currency)} is no currency: three capital letters, such as USD.` };
  for (const [field, most] of Object.entries(charactersMost)) {
    const text = line[field as keyof typeof charactersMost];
    if (text.length > most) return { field, message: `${field} has more than ${most} characters.` };
  }
  if (line.bucket.end < line.bucket.start) return { field: 'bucket', message: `It ends at ${line.bucket.end}, before it has begun.` };
  const texts = [line.lineItem, line.project, line.apiKey, line.requestId, line.clientRequestId, line.model, line.size, line.quality];
  return texts.some((text) => text?.includes(nul)) ? { field: 'line', message: 'A text holds the character U+0000.' } : undefined;
}
