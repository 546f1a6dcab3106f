import { isStatedTime, noStatedTime } from './stated-time.ts';
import type { StatementLineRead } from './stated.ts';

const charactersMost = { lineItem: 300, project: 100, apiKey: 100 } as const;
/** Of the others. */
const textMost = 1000;
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
  if (!isStatedTime(line.bucket.start) || !isStatedTime(line.bucket.end)) return { field: 'bucket', message: noStatedTime };
  if (line.bucket.end < line.bucket.start) return { field: 'bucket', message: `It ends at ${line.bucket.end}, before it has begun.` };
  for (const [field, value] of Object.entries(line)) {
    if (typeof value !== 'string') continue;
    if (value.includes(nul)) return { field, message: `${field} holds the character U+0000.` };
    if (value.length > textMost) return { field, message: `${field} has more than ${textMost} characters.` };
  }
  return undefined;
}
