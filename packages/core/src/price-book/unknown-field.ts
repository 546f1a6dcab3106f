import { refused, type Refused } from '../refusal/refusal.ts';
import { listed, shown } from '../refusal/shown.ts';

/** The refusal of the first field that nothing reads; undefined where every one is known. What is not read must not be ignored: it might be money. */
export function unknownField(input: object, known: readonly string[], path: readonly string[]): Refused | undefined {
  const field = Object.keys(input).find((key) => !known.includes(key));
  if (field === undefined) return undefined;
  return refused({
    code: 'unknown-field',
    path: [...path, field],
    message: `Nothing reads a field ${shown(field)} here: the fields are ${listed(known)}.`,
  });
}
