-- Why: of all who would end a generation (its own process, a sweeper, a statement, a result that comes late) one at a time looks at how far it
-- has come and writes what follows. The look is taken after the lock is held, so that it sees what the one before it wrote.

CREATE FUNCTION lock_generation(in_workspace uuid, of_generation uuid, of_attempt uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM generation WHERE workspace_id = in_workspace AND id = of_generation FOR NO KEY UPDATE;
  RETURN (
    SELECT jsonb_build_object(
      'status', g.status,
      'attempt', (SELECT outcome FROM provider_attempt WHERE workspace_id = in_workspace AND id = of_attempt),
      'images', (SELECT count(*) FROM generated_image WHERE workspace_id = in_workspace AND generation_id = of_generation),
      'sides', (
        SELECT jsonb_object_agg(c.side, jsonb_build_object(
          'state', coalesce(k.state, c.state), 'total', coalesce(k.total, c.total)::text, 'corrections', coalesce(k.number, 0)))
        FROM charge AS c LEFT JOIN LATERAL (
          SELECT state, total, number FROM charge_correction
          WHERE workspace_id = in_workspace AND generation_id = of_generation AND side = c.side ORDER BY number DESC LIMIT 1
        ) AS k ON true
        WHERE c.workspace_id = in_workspace AND c.generation_id = of_generation),
      'postings', (SELECT count(*) FROM ledger_tx WHERE workspace_id = in_workspace AND attempt_id = of_attempt),
      'lastPosting', (
        SELECT id FROM ledger_tx AS t WHERE workspace_id = in_workspace AND attempt_id = of_attempt
          AND NOT EXISTS (SELECT FROM ledger_tx AS later WHERE later.workspace_id = in_workspace AND later.corrects = t.id)))
    FROM generation AS g WHERE g.workspace_id = in_workspace AND g.id = of_generation
  );
END
$$;
COMMENT ON FUNCTION lock_generation IS 'How far a generation has come, asked once nobody else can take it further. NULL: there is none of that id.';

