-- Why: the tail of the roll-ups is read transaction by transaction. Of tables it never counted the planner expects one row a workspace, finds that as good as a key, and reads all of them
-- for each: a tail of some hundred took seconds. What is joined by its key in a subquery of its own is looked up by that key alone.

CREATE OR REPLACE VIEW ledger_subject WITH (security_invoker = true) AS
SELECT t.workspace_id, t.id AS tx_id, t.generation_id, t.accounting_date AS day, t.book::text AS book, t.provider_account_id,
  coalesce(g.provider, a.provider) AS provider, g.model, g.mode::text AS mode,
  CASE WHEN g.id IS NOT NULL THEN coalesce(g.request ->> 'operation', 'generate') END AS operation, g.delivered, g.resolved, g.api_key_id,
  g.template_version_id, g.stage, t.corrects IS NULL AND t.generation_id IS NOT NULL AS is_first
FROM ledger_tx AS t
LEFT JOIN LATERAL (SELECT * FROM provider_account AS a WHERE a.id = t.provider_account_id OFFSET 0) AS a ON true
LEFT JOIN LATERAL (SELECT * FROM generation AS g WHERE g.workspace_id = t.workspace_id AND g.id = t.generation_id OFFSET 0) AS g ON true;

CREATE OR REPLACE VIEW ledger_share WITH (security_invoker = true) AS
SELECT t.workspace_id, t.tx_id, e.position, t.generation_id, t.day, k.code AS account_code, t.book, t.provider_account_id, t.provider, t.model, t.mode, t.operation,
  i.quality, i.size, t.api_key_id, t.template_version_id, t.stage, s.outcome, e.meter, e.currency::text AS currency, s.amount, s.quantity, s.lines,
  s.images, s.generations
FROM ledger_subject AS t
CROSS JOIN LATERAL (
  SELECT named_parameter(t.delivered, t.resolved, 'quality') AS quality, named_parameter(t.delivered, t.resolved, 'size') AS size,
    array_agg(coalesce((
      SELECT o.outcome FROM image_outcome AS o
      WHERE o.workspace_id = t.workspace_id AND o.generation_id = t.generation_id AND o.position = i.position ORDER BY o.number DESC LIMIT 1), '')
      ORDER BY i.position) AS outcomes
  FROM generated_image AS i WHERE i.workspace_id = t.workspace_id AND i.generation_id = t.generation_id
) AS i
CROSS JOIN LATERAL (SELECT * FROM ledger_entry AS e WHERE e.workspace_id = t.workspace_id AND e.tx_id = t.tx_id OFFSET 0) AS e
JOIN ledger_account AS k ON k.name = e.account
CROSS JOIN LATERAL share_line(e.amount, e.quantity, t.is_first AND e.position = 0, i.outcomes) AS s;

CREATE OR REPLACE FUNCTION unfolded_shares(postings_most bigint DEFAULT NULL) RETURNS SETOF ledger_share LANGUAGE sql STABLE
PARALLEL RESTRICTED SET enable_hashjoin = off SET enable_mergejoin = off SET enable_material = off AS $$
  SELECT s.* FROM (SELECT workspace_id, tx_id FROM unfolded_posting ORDER BY workspace_id, tx_id LIMIT postings_most) AS u
  CROSS JOIN LATERAL (SELECT * FROM ledger_share AS s WHERE s.workspace_id = u.workspace_id AND s.tx_id = u.tx_id OFFSET 0) AS s
  UNION ALL
  SELECT s.* FROM (SELECT DISTINCT workspace_id, generation_id FROM unfolded_regrouping) AS r
  CROSS JOIN LATERAL (SELECT * FROM ledger_share AS s WHERE s.workspace_id = r.workspace_id AND s.generation_id = r.generation_id OFFSET 0) AS s
  WHERE NOT EXISTS (SELECT FROM unfolded_posting AS u WHERE u.workspace_id = s.workspace_id AND u.tx_id = s.tx_id)
  UNION ALL
  SELECT t.workspace_id, t.tx_id, e.position, t.generation_id, t.day, k.code, t.book, t.provider_account_id, t.provider, t.model, t.mode, t.operation,
    named_parameter(r.delivered, t.resolved, 'quality'), named_parameter(r.delivered, t.resolved, 'size'), t.api_key_id, t.template_version_id,
    t.stage, s.outcome, e.meter, e.currency::text, -s.amount, -s.quantity, -s.lines, -s.images, -s.generations
  FROM (
    SELECT DISTINCT ON (workspace_id, generation_id) workspace_id, generation_id, delivered, outcomes
    FROM unfolded_regrouping ORDER BY workspace_id, generation_id, number
  ) AS r
  CROSS JOIN LATERAL (SELECT * FROM ledger_subject AS t WHERE t.workspace_id = r.workspace_id AND t.generation_id = r.generation_id OFFSET 0) AS t
  CROSS JOIN LATERAL (SELECT * FROM ledger_entry AS e WHERE e.workspace_id = t.workspace_id AND e.tx_id = t.tx_id OFFSET 0) AS e
  JOIN ledger_account AS k ON k.name = e.account
  CROSS JOIN LATERAL share_line(e.amount, e.quantity, t.is_first AND e.position = 0, r.outcomes) AS s
  WHERE NOT EXISTS (SELECT FROM unfolded_posting AS u WHERE u.workspace_id = t.workspace_id AND u.tx_id = t.tx_id)
$$;
