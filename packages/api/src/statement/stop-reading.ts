import { accepted, refused, type Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';

/** Stops the reading of a file: nothing of it counts, and the file stays. Refused once it was read, and while it is being made current, which is one step. */
export async function stopReading(database: Database, { workspaceId, name }: Caller, id: string): Promise<Outcome<string>> {
  const path = ['id'];
  return await withWorkspace(database, workspaceId, async (tx) => {
    const { rows: known } = await tx.execute<{ state: string }>(
      sql`SELECT state FROM statement_import WHERE id = ${isId(id) ? id : null}::uuid`,
    );
    const [found] = known;
    if (found === undefined) return refused({ code: 'statement-not-found', message: 'No statement of this workspace has that id.', path });
    const { rows } = await tx.execute(sql`
      WITH free AS (SELECT workspace_id, id FROM statement_import WHERE id = ${id}::uuid AND state IN ('received', 'reading') FOR UPDATE SKIP LOCKED)
      UPDATE statement_import AS s SET state = 'refused', refusal = ${`${name} stopped its reading. Nothing of the file was taken.`}
      FROM free WHERE (s.workspace_id, s.id) = (free.workspace_id, free.id) RETURNING s.id`);
    if (rows.length > 0) return accepted(id);
    const isRead = found.state !== 'received' && found.state !== 'reading';
    const message = isRead ? 'The file was read to its end already.' : 'The file is just being made current: that is over in a moment.';
    return refused({ code: 'invalid-statement', message, path });
  });
}
