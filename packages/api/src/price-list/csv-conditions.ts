import { accepted, refused, type Outcome } from '@halfpenny/core';

type ConditionsInput = Readonly<Record<string, unknown>>;
const plainValue = /^[A-Za-z0-9][A-Za-z0-9._:-]*$/;

/** Conditions as a cell says them: `quality=low; size=1024x1536|1536x1024`. Values that are no plain words make it JSON. */
export function conditionsCell(when: Readonly<Record<string, readonly string[]>>): string {
  const all = Object.entries(when);
  if (!all.every(([, values]) => values.every((value) => plainValue.test(value)))) return JSON.stringify(when);
  return all.map(([key, values]) => `${key}=${values.join('|')}`).join('; ');
}

/** A cell of conditions → what core reads them from. Refuses what is neither of the two ways to write them, and a condition written twice. */
export function conditionsFrom(cell: string): Outcome<ConditionsInput> {
  if (cell.trim().startsWith('{')) return jsonFrom(cell) as Outcome<ConditionsInput>;
  const when: Record<string, readonly string[]> = {};
  for (const part of cell.split(';')) {
    const at = part.indexOf('=');
    const key = part.slice(0, at).trim();
    const values = part
      .slice(at + 1)
      .split('|')
      .map((value) => value.trim());
    if (at < 0 || Object.hasOwn(when, key))
      return refused({
        code: 'invalid-condition',
        message: `${JSON.stringify(part)} is no condition of its own: write such as quality=low; size=1024x1024|1536x1024.`,
      });
    when[key] = values;
  }
  return accepted(when);
}

/** A cell that holds JSON, for the rules of a tariff that have no column of their own. */
export function jsonFrom(cell: string): Outcome<unknown> {
  try {
    return accepted(JSON.parse(cell) as unknown);
  } catch {
    return refused({ code: 'invalid-price-list', message: `${JSON.stringify(cell.slice(0, 60))} is no JSON, which this column takes.` });
  }
}
