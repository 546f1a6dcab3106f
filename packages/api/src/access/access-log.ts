import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { storedJson } from '../platform/stored-json.ts';
import { accessMatrix, mayCall } from './access-matrix.ts';
import { identityOf } from './caller-identity.ts';
import type { Caller } from './caller.ts';

/** Notes who asked what of finance. It is durable when this resolves; what is not about finance is not noted. */
export type NoteAccess = (caller: Caller, operation: string, asked: object) => Promise<void>;

/** What noting needs from the outside. */
export interface AccessLogParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
}

const askedCharactersMost = 2_000;

/** Whether an operation shows or changes figures of finance: whoever is finance may call it, and an app may not. */
export function isOfFinance(operation: string): boolean {
  const roles = accessMatrix[operation] ?? [];
  return roles.includes('finance') && !roles.includes('app');
}

/** Opens the log of a process. A page that asks the same again and again is noted once in a minute. */
export function openAccessLog({ database, clock, newId }: AccessLogParts): NoteAccess {
  let minute = '';
  let noted = new Set<string>();
  return async (caller, operation, asked) => {
    if (!isOfFinance(operation)) return;
    const at = clock().toISOString();
    const [who, question, allowed] = [identityOf(caller), askedText(asked), mayCall(caller, operation)];
    if (at.slice(0, 16) !== minute) [minute, noted] = [at.slice(0, 16), new Set()];
    const key = [caller.workspaceId, who, operation, question, allowed].join(' ');
    if (noted.has(key) && !operation.startsWith('Mutation.')) return;
    await withWorkspace(database, caller.workspaceId, (tx) =>
      tx.execute(sql`
        INSERT INTO finance_access (workspace_id, id, who, who_name, operation, asked, was_allowed, accessed_at)
        VALUES (${caller.workspaceId}::uuid, ${newId()}::uuid, ${who}, ${caller.name}, ${operation}, ${question}::jsonb, ${allowed}, ${at}::timestamptz)`),
    );
    noted.add(key);
  };
}

function askedText(asked: object): string {
  const text = storedJson(asked);
  return text.length <= askedCharactersMost ? text : storedJson({ sha256: createHash('sha256').update(text).digest('hex') });
}
