import type { Caller } from './caller.ts';

/** Who it is, so that two can be told apart: `person:019f…`, `key:019f…`, or `name:this machine` for whoever is neither. */
export function identityOf({ personId, apiKeyId, name }: Caller): string {
  if (personId !== null) return `person:${personId}`;
  return apiKeyId === null ? `name:${name}` : `key:${apiKeyId}`;
}
