import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import type { Clock } from '../../platform/clock.ts';
import { withWorkspace, type Database } from '../../platform/database.ts';
import type { NewId } from '../../platform/identifiers.ts';
import { identityOf } from '../caller-identity.ts';
import type { Caller } from '../caller.ts';
import type { Role } from '../role.ts';
import { apiKeyTable, type ApiKeyRow } from './api-key.table.ts';
import { digestOf, newKey } from './key-text.ts';

/** What keys are made with. */
export interface ApiKeyParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** A key as it is asked for. */
export interface WantedApiKey {
  readonly name: string;
  readonly roles: readonly Role[];
  /** RFC 3339; absent: it does not expire. */
  readonly expiresAt?: string | null | undefined;
}

/** A key that was just made: its row, and its text, which is known now and never again. */
export interface CreatedApiKey {
  readonly row: ApiKeyRow;
  readonly text: string;
}

/** Makes a key for the workspace of the caller. Refuses a name without a letter, no roles, and an expiry that has passed. */
export async function createApiKey(parts: ApiKeyParts, caller: Caller, wanted: WantedApiKey): Promise<Outcome<CreatedApiKey>> {
  const at = parts.clock();
  const name = wanted.name.trim();
  const expiresAt = wanted.expiresAt == null ? null : new Date(wanted.expiresAt);
  if (name === '' || name.length > 100) return invalid('name', 'A key has a name of 1 to 100 characters, such as "nightly cards".');
  if (wanted.roles.length === 0) return invalid('roles', 'A key has at least one role: APP is enough to quote and generate.');
  if (expiresAt !== null && expiresAt <= at) {
    return invalid('expiresAt', `A key expires in the future: give an instant after ${at.toISOString()}, or none.`);
  }
  const { text, prefix } = newKey();
  const id = parts.newId();
  const row = {
    workspaceId: caller.workspaceId,
    id,
    name,
    prefix,
    secretSha256: digestOf(text),
    roles: [...new Set(wanted.roles)],
    createdBy: caller.name,
    holder: caller.personId === null && caller.apiKeyId === null ? `key:${id}` : identityOf(caller),
    createdAt: at,
    expiresAt,
    revokedAt: null,
    lastUsedAt: null,
  };
  await withWorkspace(parts.database, caller.workspaceId, (tx) => tx.insert(apiKeyTable).values(row));
  return accepted({ row, text });
}

function invalid(field: string, message: string): Outcome<CreatedApiKey> {
  return refused({ code: 'invalid-api-key', message, path: [field] });
}
