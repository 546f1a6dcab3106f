import { accepted, refused, type Outcome } from '@halfpenny/core';
import { eq, sql } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import type { KeepingParts } from './keep-statement.ts';
import { lineItemMapTable, type StoredLineItem } from './line-item-map.table.ts';

type DecidingParts = Pick<KeepingParts, 'database' | 'clock'>;

/**
 * Approves what another proposed: from now on it is known. What was known of the same text for a part of its days is known no longer, and what is left of that goes on as an entry of its
 * own. Once approved, approving it again changes nothing.
 */
export async function approveLineItem(parts: DecidingParts, caller: Caller, id: string): Promise<Outcome<string>> {
  return await decide(parts, caller, id, async (tx, entry) => {
    if (entry.known !== null) return accepted(id);
    if (identityOf(caller) === entry.author) return refused(ownEntry);
    await replaceKnown(tx, entry, { approver: identityOf(caller), name: caller.name, at: parts.clock() });
    return accepted(id);
  });
}

/** Decides against a proposal. */
export async function discardLineItem(parts: DecidingParts, caller: Caller, id: string): Promise<Outcome<string>> {
  return await decide(parts, caller, id, async (tx, entry) => {
    if (entry.known !== null)
      return refused({ code: 'invalid-line-item', message: 'It was approved: propose another in its place.', path: ['id'] });
    await tx.update(lineItemMapTable).set({ discardedAt: parts.clock() }).where(eq(lineItemMapTable.id, id));
    return accepted(id);
  });
}

async function decide(
  { database }: DecidingParts,
  { workspaceId }: Caller,
  id: string,
  decision: (tx: Transaction, entry: StoredLineItem) => Promise<Outcome<string>>,
): Promise<Outcome<string>> {
  const path = ['id'];
  return await withWorkspace(database, workspaceId, async (tx) => {
    const [entry] = isId(id) ? await tx.select().from(lineItemMapTable).where(eq(lineItemMapTable.id, id)).for('update') : [];
    if (entry === undefined) return refused({ code: 'line-item-not-found', message: 'The line-item map has no entry of that id.', path });
    if (entry.discardedAt !== null) return refused({ code: 'invalid-line-item', message: 'It was discarded: propose it anew.', path });
    return await decision(tx, entry);
  });
}

interface Approval {
  readonly approver: string;
  readonly name: string;
  readonly at: Date;
}

/** What two approve at one instant is known one after the other. */
async function replaceKnown(
  tx: Transaction,
  { workspaceId, id, provider, lineItem }: StoredLineItem,
  { approver, name, at }: Approval,
): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`line item ${workspaceId} ${provider} ${lineItem}`}, 0))`);
  const text = `
    WITH new AS (SELECT * FROM line_item_map WHERE workspace_id = $1 AND id = $2),
      at AS (SELECT greatest($3::timestamptz, max(lower(o.known)) + interval '1 microsecond') AS instant FROM line_item_map AS o, new
             WHERE (o.workspace_id, o.provider, o.line_item) = (new.workspace_id, new.provider, new.line_item))
    UPDATE line_item_map AS o SET known = tstzrange(lower(o.known), at.instant) FROM new, at
    WHERE (o.workspace_id, o.provider, o.line_item) = (new.workspace_id, new.provider, new.line_item) AND upper_inf(o.known) AND o.valid && new.valid
    RETURNING o.id, at.instant::text AS instant`;
  const closed = await tx.$client.query<{ id: string; instant: string }>(text, [workspaceId, id, at.toISOString()]);
  const known = closed.rows[0]?.instant ?? at.toISOString();
  const rest = `
    INSERT INTO line_item_map SELECT made.* FROM line_item_map AS o, line_item_map AS new, unnest(datemultirange(o.valid) - datemultirange(new.valid)) AS kept,
      jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(), 'origin_id', o.id, 'valid', kept, 'known', tstzrange($4::timestamptz, NULL))) AS made
    WHERE o.workspace_id = $1 AND o.id = ANY ($3::uuid[]) AND new.workspace_id = $1 AND new.id = $2`;
  await tx.$client.query(rest, [workspaceId, id, closed.rows.map((row) => row.id), known]);
  const approve = `UPDATE line_item_map SET known = tstzrange($3::timestamptz, NULL), approver = $4, approver_name = $5, approved_at = $3::timestamptz WHERE workspace_id = $1 AND id = $2`;
  await tx.$client.query(approve, [workspaceId, id, known, approver, name]);
}

const ownEntry = {
  code: 'own-line-item',
  message: 'Nobody approves what they proposed themselves: let another do it.',
  path: ['id'],
} as const;
