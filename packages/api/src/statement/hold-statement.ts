import { accepted, refused, type Outcome } from '@halfpenny/core';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import type { KeepingParts } from './keep-statement.ts';

/** What is asked: that the file of a statement be held, or held no longer. */
export interface HoldAsked {
  readonly id: string;
  readonly held: boolean;
  readonly reason: string;
}

/** A hold that was set or lifted, as it is stored. */
export interface StoredHold {
  readonly held: boolean;
  readonly reason: string;
  readonly author: string;
  readonly setAt: Date;
}

/** Sets a legal hold on a received file, or lifts it, under the name of whoever does: while it is held nothing removes it. Refused without a reason, and where it is so already. */
export async function holdStatement(
  { database, clock }: Pick<KeepingParts, 'database' | 'clock'>,
  caller: Caller,
  { id, held, reason }: HoldAsked,
): Promise<Outcome<string>> {
  const why = reason.trim();
  if (why.length < 1 || why.length > 2000)
    return refused({ code: 'invalid-statement', message: 'A hold has a reason of 1 to 2,000 characters.', path: ['reason'] });
  return await withWorkspace(database, caller.workspaceId, async (tx) => {
    const text = 'SELECT legal_hold AS held, removed_at AS "removedAt" FROM statement_import WHERE id = $1 FOR UPDATE';
    const { rows } = await tx.$client.query<{ held: boolean; removedAt: Date | null }>(text, [isId(id) ? id : null]);
    const [found] = rows;
    if (found === undefined)
      return refused({ code: 'statement-not-found', message: 'No statement of this workspace has that id.', path: ['id'] });
    const message = notNow(found, held);
    if (message !== undefined) return refused({ code: 'invalid-statement', message, path: ['held'] });
    const entry = `INSERT INTO statement_hold (workspace_id, import_id, number, held, reason, author, author_name, set_at)
      SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 FROM statement_hold WHERE workspace_id = $1 AND import_id = $2`;
    await tx.$client.query(entry, [caller.workspaceId, id, held, why, identityOf(caller), caller.name, clock()]);
    await tx.$client.query('UPDATE statement_import SET legal_hold = $2 WHERE id = $1', [id, held]);
    return accepted(id);
  });
}

function notNow(found: { readonly held: boolean; readonly removedAt: Date | null }, held: boolean): string | undefined {
  if (found.removedAt !== null) return 'The file is removed: there is nothing left to hold.';
  if (found.held === held) return held ? 'The file is held already.' : 'The file is not held.';
  return undefined;
}

/** Every time a file was held, or held no longer, in order. */
export async function holdsOf(tx: Transaction, importId: string): Promise<readonly StoredHold[]> {
  const text = 'SELECT held, reason, author_name AS author, set_at AS "setAt" FROM statement_hold WHERE import_id = $1 ORDER BY number';
  return (await tx.$client.query<StoredHold>(text, [importId])).rows;
}
