import { sql } from 'drizzle-orm';
import { asSystem } from '../platform/database.ts';
import type { Database } from '../platform/database.ts';

/** How many are added by one look. */
const lookMost = 1000;

/**
 * Adds a job for each generation that is queued, and each batch that has not ended and each run that rates or writes, and each statement that is not read, where none waits: its worker was killed, or the job failed
 * too often. Where a worker is just at it, one job more does nothing. Answers with how many were added.
 */
export async function requeueLost({ database }: { readonly database: Database }): Promise<number> {
  const { rows } = await asSystem(database, (tx) =>
    tx.execute(sql`
    SELECT enqueue(job.task, job.payload, job.key, 0)
    FROM generation AS g CROSS JOIN LATERAL (
      SELECT CASE g.mode WHEN 'batch' THEN 'gather-batch' ELSE 'run-generation' END AS task,
             CASE g.mode WHEN 'batch' THEN jsonb_build_object('workspaceId', g.workspace_id, 'provider', g.provider, 'model', g.model)
                         ELSE jsonb_build_object('workspaceId', g.workspace_id, 'generationId', g.id) END AS payload,
             CASE g.mode WHEN 'batch' THEN concat_ws(' ', 'gather', g.workspace_id, g.provider, g.model) ELSE 'generation ' || g.id END AS key
    ) AS job
    WHERE g.status = 'queued' AND NOT is_enqueued(job.key) ORDER BY g.created_at LIMIT ${lookMost}`),
  );
  const batches = await asSystem(database, (tx) =>
    tx.execute(sql`
    SELECT enqueue(job.task, jsonb_build_object('workspaceId', b.workspace_id, 'batchId', b.id), job.key, 0)
    FROM provider_batch AS b CROSS JOIN LATERAL (
      SELECT CASE b.state WHEN 'submitting' THEN 'submit-batch' ELSE 'look-after-batch' END AS task,
             CASE b.state WHEN 'submitting' THEN 'submit ' ELSE 'look ' END || b.id AS key
    ) AS job
    WHERE b.state <> 'ended' AND NOT is_enqueued(job.key) ORDER BY b.opened_at LIMIT ${lookMost}`),
  );
  const runs = await asSystem(database, (tx) =>
    tx.execute(sql`
    SELECT enqueue(job.task, jsonb_build_object('workspaceId', r.workspace_id, 'runId', r.id), job.key, 0)
    FROM rating_run AS r CROSS JOIN LATERAL (
      SELECT CASE r.state WHEN 'approved' THEN 'write-corrections' ELSE 'rate-run' END AS task,
             CASE r.state WHEN 'approved' THEN 'correct ' ELSE 'rate ' END || r.id AS key
    ) AS job
    WHERE r.state IN ('queued', 'rating', 'approved') AND NOT is_enqueued(job.key) ORDER BY r.created_at LIMIT ${lookMost}`),
  );
  const statements = await asSystem(database, (tx) =>
    tx.execute(sql`
    SELECT enqueue('import-statement', jsonb_build_object('workspaceId', workspace_id, 'importId', id), 'import ' || id, 0)
    FROM statement_import WHERE state IN ('received', 'reading') AND NOT is_enqueued('import ' || id) ORDER BY received_at LIMIT ${lookMost}`),
  );
  return rows.length + batches.rows.length + runs.rows.length + statements.rows.length;
}
