import type { Caller } from './caller.ts';

/**
 * Who it is, so that two can be told apart and one person is one: `person:019f…`, by a key of theirs as well; `key:019f…` for a key that nobody we know made; `name:this machine` for whoever
 * is neither.
 */
export function identityOf({ personId, apiKeyId, keyHolder, name }: Caller): string {
  if (personId !== null) return `person:${personId}`;
  return apiKeyId === null ? `name:${name}` : (keyHolder ?? `key:${apiKeyId}`);
}
