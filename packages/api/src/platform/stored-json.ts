/**
 * A value as JSON text that PostgreSQL can hold: what it has no word for (U+0000, half a surrogate pair) is replaced by U+FFFD, so that a
 * strange character in a reply costs that character and not the reply. A bigint is kept as text.
 */
export function storedJson(value: unknown): string {
  return JSON.stringify(storable(value)) ?? 'null';
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [storableText(name), storable(field)]));
}

function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
