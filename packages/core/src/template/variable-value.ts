import { shown } from '../refusal/shown.ts';

const valueCharactersMost = 4_000;

/** Why a value cannot stand in a prompt, as a sentence; undefined: it can. */
export function valueProblem(name: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return `${name} is text in quotes, and ${shown(value)} is not.`;
  if (value.length > 2 * valueCharactersMost || Array.from(value).length > valueCharactersMost) {
    return `${name} has more than ${valueCharactersMost.toLocaleString('en-US')} characters, the most a variable takes.`;
  }
  if (!value.isWellFormed() || value.includes('\0')) return `${name} holds a character that no text can keep: leave it out.`;
  return undefined;
}
