import type { Caller } from './caller.ts';

/** Who asked for something: a key, a person, or neither. */
export interface Asker {
  readonly apiKeyId: string | null;
  readonly personId: string | null;
}

/**
 * Whose generations a caller may read: whoever is an app and nothing else reads what they asked for themselves; undefined: all of the workspace.
 * Example: a key with the role app sees no picture that another key made.
 */
export function ownOnly({ roles, apiKeyId, personId }: Caller): Asker | undefined {
  return [...roles].every((role) => role === 'app') ? { apiKeyId, personId } : undefined;
}

/** Whether something was asked for by somebody; by anybody, where nobody is named. */
export function isAskedBy(asker: Asker | undefined, made: Asker): boolean {
  return asker === undefined || (made.apiKeyId === asker.apiKeyId && made.personId === asker.personId);
}
