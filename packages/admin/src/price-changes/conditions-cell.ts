import { conditionLists } from '../price-book/conditions-text.ts';

/** Conditions as they are typed: { quality: 'low', size: ['a', 'b'] } → "quality: low; size: a, b". */
export function writeConditions(conditions: unknown): string {
  return Object.entries(conditionLists(conditions))
    .map(([key, values]) => `${key}: ${values.join(', ')}`)
    .join('; ');
}

/** Typed conditions → those of a tariff; undefined where none are typed. What makes no sense is handed on, for the engine to refuse. */
export function readConditions(text: string): Readonly<Record<string, readonly string[]>> | undefined {
  if (text.trim() === '') return undefined;
  const pairs = text.split(';').map((part) => {
    const [key = '', ...rest] = part.split(':');
    const values = rest.join(':').split(',');
    return [key.trim(), values.map((value) => value.trim()).filter(Boolean)] as const;
  });
  return Object.fromEntries(pairs.filter(([key, values]) => key !== '' || values.length > 0));
}
