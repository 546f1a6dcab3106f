import type { StatementFieldsFragment, StatementKind } from '../generated/graphql.ts';

/** What a file can be, as people say it, in the order of a list. */
export const kindChoices: readonly { readonly value: Lowercase<StatementKind>; readonly label: string }[] = [
  { value: 'openai_costs', label: 'OpenAI costs (JSON)' },
  { value: 'openai_usage_images', label: 'OpenAI usage, images (JSON)' },
  { value: 'openai_usage_completions', label: 'OpenAI usage, tokens (JSON)' },
  { value: 'focus', label: 'FOCUS 1.x (CSV)' },
  { value: 'csv', label: 'CSV by a saved mapping' },
  { value: 'sandbox_invoice', label: 'Invoice of the sandbox (JSON)' },
];

/** A kind as people say it. */
export function kindLabel(kind: StatementKind): string {
  return kindChoices.find(({ value }) => value === kind.toLowerCase())?.label ?? kind;
}

/** What a file seems to be, by its name and how it begins; undefined where that tells nothing. */
export function guessKind({ name, head }: { readonly name: string; readonly head: string }): Lowercase<StatementKind> | undefined {
  if (/BilledCost/.test(head)) return 'focus';
  if (/"organization\.usage\.images\.result"|"images":/.test(head) && /num_model_requests/.test(head)) return 'openai_usage_images';
  if (/num_model_requests/.test(head)) return 'openai_usage_completions';
  if (/"object":\s*"page"/.test(head)) return 'openai_costs';
  if (/"answeredAt"/.test(head)) return 'sandbox_invoice';
  return /\.(csv|tsv)$/i.test(name) ? 'csv' : undefined;
}

/** What became of a file: a word, its colour, and what it means. */
export const stateWords = {
  RECEIVED: { label: 'Received', color: 'neutral', meaning: 'It is kept, and waits to be read.' },
  READING: { label: 'Reading', color: 'info', meaning: 'Nothing of it counts yet.' },
  CURRENT: { label: 'Current', color: 'primary', meaning: 'It was read whole, and is a version.' },
  UNCHANGED: { label: 'Unchanged', color: 'neutral', meaning: 'It says what was known. It counts towards final days.' },
  REFUSED: { label: 'Refused', color: 'error', meaning: 'Nothing of it counts.' },
} as const satisfies Record<StatementFieldsFragment['state'], object>;

/** Whether it will be something else in a while. */
export function isUnderWay({ state }: Pick<StatementFieldsFragment, 'state'>): boolean {
  return state === 'RECEIVED' || state === 'READING';
}

/** How far a file was read, 0 to 100; an empty one was read to its end. */
export function percentRead({ bytesRead, fileBytes }: Pick<StatementFieldsFragment, 'bytesRead' | 'fileBytes'>): number {
  return fileBytes === 0 ? 100 : Math.min(100, Math.floor((bytesRead / fileBytes) * 100));
}
