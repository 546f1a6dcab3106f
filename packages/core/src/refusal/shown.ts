const shownCharactersMost = 60;

/** A value from outside as a message may show it: quoted, on one line, cut after 60 characters. `shown('1024 x')` is `"1024 x"`. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(cut(value));
  if (typeof value === 'number' || typeof value === 'boolean' || value === undefined || value === null) return String(value);
  if (typeof value === 'bigint') return cut(value.toString());
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}

/** A list as a sentence reads it: `listed(['png', 'webp'])` is `png, webp`. */
export function listed(values: readonly string[]): string {
  return values.join(', ');
}

function cut(text: string): string {
  return text.length <= shownCharactersMost ? text : `${text.slice(0, shownCharactersMost).toWellFormed()}…`;
}
