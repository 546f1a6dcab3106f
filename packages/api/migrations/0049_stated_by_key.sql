-- Why: which charges a statement covers is asked of a page of transactions at a time. On tables that were never counted the planner read the whole ledger for each page: each step is a look-up by key now.

CREATE OR REPLACE FUNCTION stated_transactions(among uuid[], known timestamptz) RETURNS TABLE (tx_id uuid, run_id uuid, by_tx uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  WITH run AS MATERIALIZED (
    SELECT r.workspace_id, r.id, r.provider_account_id, r.known_at, r.acceptance_tx, r.result, a.recorded_at
    FROM reconciliation_run AS r JOIN ledger_tx AS a ON a.workspace_id = r.workspace_id AND a.id = r.acceptance_tx
    WHERE r.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid AND r.state = 'accepted' AND a.recorded_at <= known
      AND EXISTS (SELECT FROM ledger_entry AS e WHERE e.workspace_id = a.workspace_id AND e.tx_id = a.id AND e.account = 'provider_payable')
  ), ended AS MATERIALIZED (
    SELECT run.id AS run_id, (d ->> 'charge')::uuid AS charge_id FROM run, jsonb_array_elements(run.result -> 'doubts') AS d
  ), posted AS MATERIALIZED (
    SELECT t.id, t.recorded_at, used.attempt_id, run.id AS run_id, run.known_at, run.acceptance_tx, run.recorded_at AS accepted_at, ended.charge_id IS NOT NULL AS was_doubt
    FROM unnest(among) AS wanted (id)
    CROSS JOIN LATERAL (
      SELECT * FROM ledger_tx WHERE workspace_id = nullif(current_setting('app.workspace', true), '')::uuid AND id = wanted.id OFFSET 0
    ) AS t
    CROSS JOIN LATERAL (
      SELECT attempt_id FROM ledger_tx WHERE workspace_id = coalesce(t.for_workspace, t.workspace_id) AND id = t.id OFFSET 0
    ) AS used
    JOIN run ON run.provider_account_id = t.provider_account_id
    CROSS JOIN LATERAL (
      SELECT FROM reconciliation_charge AS c
      WHERE c.workspace_id = t.workspace_id AND c.run_id = run.id AND c.charge_id = used.attempt_id AND c.is_covered OFFSET 0
    ) AS covered
    LEFT JOIN ended ON ended.run_id = run.id AND ended.charge_id = used.attempt_id
  )
  SELECT DISTINCT ON (id) id, run_id, by_tx FROM (
    SELECT id, run_id, acceptance_tx AS by_tx, accepted_at AS stated_at FROM posted WHERE NOT was_doubt AND recorded_at <= known_at
    UNION ALL
    SELECT p.id, p.run_id, d.id, d.recorded_at FROM posted AS p
    JOIN reconciliation_item AS i ON i.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid AND i.run_id = p.run_id AND i.charges @> ARRAY[p.attempt_id]
    JOIN item_resolution AS s ON s.workspace_id = i.workspace_id AND s.id = i.resolution_id AND s.decision = 'correct'
    JOIN ledger_tx AS d ON d.workspace_id = s.workspace_id AND d.id = s.tx_id
    WHERE p.was_doubt AND p.recorded_at <= d.recorded_at AND d.recorded_at <= known
  ) AS stated ORDER BY id, stated_at, run_id
$$;
COMMENT ON FUNCTION stated_transactions IS 'Which of these transactions are charges that an accepted statement of the asking workspace covers, as known at an instant: those it carried at its acceptance, and doubts it showed once they are settled by it; with the posting by which they were taken over. Of several statements the first.';
