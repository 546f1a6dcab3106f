/** The conditions of a component as key and values: { quality: 'low' } and { size: ['1024x1536', '1536x1024'] } both become lists. */
export function conditionLists(conditions: unknown): Readonly<Record<string, readonly string[]>> {
  if (typeof conditions !== 'object' || conditions === null) return {};
  return Object.fromEntries(Object.entries(conditions).map(([key, value]) => [key, (Array.isArray(value) ? value : [value]).map(String)]));
}

/** Conditions as a person reads them: "quality low · size 1024x1536 or 1536x1024"; the empty text where there are none. */
export function conditionsText(conditions: unknown): string {
  return Object.entries(conditionLists(conditions))
    .map(([key, values]) => `${key} ${values.join(' or ')}`)
    .join(' · ');
}
