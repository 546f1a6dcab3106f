-- Why: whether a provider has stated a charge, whether both sides agree on it, and whether it is paid, is asked of single charges and long after the run that found it out. So what a run covers
-- is kept with it, and each charge has a standing that only ever goes on. What a decision rests on is kept as bytes, not by its name alone.

CREATE TABLE reconciliation_charge (
  workspace_id uuid NOT NULL,
  run_id uuid NOT NULL,
  charge_id uuid NOT NULL,
  used_by uuid NOT NULL REFERENCES workspace (id),
  is_covered boolean NOT NULL,
  PRIMARY KEY (workspace_id, run_id, charge_id),
  FOREIGN KEY (workspace_id, run_id) REFERENCES reconciliation_run (workspace_id, id)
);
CREATE INDEX reconciliation_charge_left_over ON reconciliation_charge (workspace_id, run_id) WHERE NOT is_covered;
COMMENT ON TABLE reconciliation_charge IS 'The charges that a run covers, and those of its period that it does not: these may be stated later. Only added to.';
COMMENT ON COLUMN reconciliation_charge.workspace_id IS 'That of the run; by the worker.';
COMMENT ON COLUMN reconciliation_charge.run_id IS 'By the worker.';
COMMENT ON COLUMN reconciliation_charge.charge_id IS 'The attempt; by core.';
COMMENT ON COLUMN reconciliation_charge.used_by IS 'The workspace of the attempt: the owner of the account, or who borrows it; by the worker.';
COMMENT ON COLUMN reconciliation_charge.is_covered IS 'Whether the statement shows it, whatever it states for it; by core.';

CREATE TABLE charge_standing (
  workspace_id uuid NOT NULL,
  charge_id uuid NOT NULL,
  number smallint NOT NULL CHECK (number >= 1),
  standing text NOT NULL CHECK (standing = ANY (ARRAY['stated', 'disputed', 'agreed', 'written-off', 'paid'])),
  run_id uuid NOT NULL,
  stands_since timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, charge_id, number),
  FOREIGN KEY (workspace_id, charge_id) REFERENCES provider_attempt (workspace_id, id)
);
COMMENT ON TABLE charge_standing IS 'How a charge stands towards its provider, step by step; one without a row is open. Only added to.';
COMMENT ON COLUMN charge_standing.workspace_id IS 'That of the attempt; by the database.';
COMMENT ON COLUMN charge_standing.charge_id IS 'The attempt; by the database.';
COMMENT ON COLUMN charge_standing.number IS 'From 1; by the database.';
COMMENT ON COLUMN charge_standing.standing IS 'stated → agreed → paid; stated → disputed → agreed or written-off. By the database.';
COMMENT ON COLUMN charge_standing.run_id IS 'The run that led to it, of the owner of the account; by the database.';
COMMENT ON COLUMN charge_standing.stands_since IS 'By the service.';

CREATE FUNCTION check_standing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong text;
BEGIN
  SELECT format('%s of charge %s does not follow %s', n.standing, n.charge_id, coalesce(o.standing, 'open')) INTO wrong
  FROM added AS n LEFT JOIN charge_standing AS o ON (o.workspace_id, o.charge_id, o.number) = (n.workspace_id, n.charge_id, n.number - 1)
  WHERE (coalesce(o.standing, 'open'), n.standing) NOT IN (
    ('open', 'stated'), ('stated', 'agreed'), ('stated', 'disputed'), ('disputed', 'agreed'), ('disputed', 'written-off'), ('agreed', 'paid'))
    OR (o.number IS NULL) <> (n.number = 1) LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'Standing %.', wrong USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER follows_its_course AFTER INSERT ON charge_standing REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_standing();

-- As the system role: a statement of the owner is about charges of those who borrow its account, too. Of the workspace that asks, and of its accepted runs alone.
CREATE FUNCTION state_standing(in_run uuid, since timestamptz, is_paid boolean, only_charges uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  owner uuid := nullif(current_setting('app.workspace', true), '')::uuid;
BEGIN
  IF NOT EXISTS (SELECT FROM reconciliation_run WHERE workspace_id = owner AND id = in_run AND state = 'accepted') THEN
    RAISE EXCEPTION 'Only an accepted statement says how charges stand.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  INSERT INTO charge_standing (workspace_id, charge_id, number, standing, run_id, stands_since)
  WITH covered AS MATERIALIZED (
    SELECT used_by, charge_id FROM reconciliation_charge
    WHERE workspace_id = owner AND run_id = in_run AND is_covered AND (only_charges IS NULL OR charge_id = ANY (only_charges))
  ), told AS MATERIALIZED (
    SELECT of_item AS charge_id, bool_or(i.state = 'claimed') AS claimed, bool_or(i.state = 'resolved' AND r.decision = 'write-off') AS written_off,
      bool_or(i.state IN ('open', 'proposed', 'carried')) AS undecided
    FROM reconciliation_item AS i LEFT JOIN item_resolution AS r ON r.workspace_id = i.workspace_id AND r.id = i.resolution_id, unnest(i.charges) AS of_item
    WHERE i.workspace_id = owner AND i.run_id = in_run AND (only_charges IS NULL OR i.charges && only_charges) GROUP BY of_item
  ), aim AS MATERIALIZED (
    SELECT c.used_by, c.charge_id, CASE WHEN t.claimed THEN 'disputed' WHEN t.written_off THEN 'written-off' WHEN t.undecided THEN 'stated'
      WHEN is_paid THEN 'paid' ELSE 'agreed' END AS standing
    FROM covered AS c LEFT JOIN told AS t USING (charge_id)
  ), last_step AS MATERIALIZED (
    SELECT DISTINCT ON (s.workspace_id, s.charge_id) s.charge_id, s.number, s.standing
    FROM covered AS c JOIN charge_standing AS s ON s.workspace_id = c.used_by AND s.charge_id = c.charge_id ORDER BY s.workspace_id, s.charge_id, s.number DESC
  ), ways (is_now, aim, steps) AS (VALUES
    ('open', 'stated', ARRAY['stated']), ('open', 'disputed', ARRAY['stated', 'disputed']), ('open', 'agreed', ARRAY['stated', 'agreed']),
    ('open', 'paid', ARRAY['stated', 'agreed', 'paid']), ('open', 'written-off', ARRAY['stated', 'disputed', 'written-off']),
    ('stated', 'disputed', ARRAY['disputed']), ('stated', 'agreed', ARRAY['agreed']), ('stated', 'paid', ARRAY['agreed', 'paid']),
    ('stated', 'written-off', ARRAY['disputed', 'written-off']), ('disputed', 'agreed', ARRAY['agreed']), ('disputed', 'paid', ARRAY['agreed', 'paid']),
    ('disputed', 'written-off', ARRAY['written-off']), ('agreed', 'paid', ARRAY['paid']))
  SELECT aim.used_by, aim.charge_id, coalesce(l.number, 0) + step.place, step.standing, in_run, since
  FROM aim LEFT JOIN last_step AS l USING (charge_id) JOIN ways ON ways.is_now = coalesce(l.standing, 'open') AND ways.aim = aim.standing,
    unnest(ways.steps) WITH ORDINALITY AS step (standing, place);
END
$$;
COMMENT ON FUNCTION state_standing IS 'Takes each charge that an accepted statement covers as far as its items are decided: stated, disputed, agreed, written-off; agreed ones to paid where it is. A second time changes nothing.';
GRANT CREATE ON SCHEMA public TO halfpenny_system;
ALTER FUNCTION state_standing OWNER TO halfpenny_system;
REVOKE CREATE ON SCHEMA public FROM halfpenny_system;

CREATE TABLE provider_payment (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  run_id uuid,
  charge_id uuid,
  currency currency_code NOT NULL,
  amount exact_amount NOT NULL CHECK (amount > 0),
  happened_at timestamptz NOT NULL,
  reference text NOT NULL CHECK (char_length(reference) BETWEEN 1 AND 500),
  recorded_by caller_identity NOT NULL,
  recorded_by_name text NOT NULL CHECK (recorded_by_name <> ''),
  recorded_at timestamptz NOT NULL,
  tx_id uuid NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, run_id) REFERENCES reconciliation_run (workspace_id, id),
  FOREIGN KEY (workspace_id, charge_id) REFERENCES provider_attempt (workspace_id, id),
  FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx (workspace_id, id),
  CONSTRAINT a_statement_is_paid_or_a_charge_refunded CHECK (num_nonnulls(run_id, charge_id) = 1)
);
CREATE INDEX provider_payment_of_run ON provider_payment (workspace_id, run_id);
COMMENT ON TABLE provider_payment IS 'What was paid for an accepted statement, or what a provider refunded of a charge. Only added to.';
COMMENT ON COLUMN provider_payment.workspace_id IS 'By the service.';
COMMENT ON COLUMN provider_payment.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN provider_payment.run_id IS 'The accepted statement that was paid; by who records it. NULL: it is a refund.';
COMMENT ON COLUMN provider_payment.charge_id IS 'The attempt whose charge was refunded; by who records it. NULL: it is a payment.';
COMMENT ON COLUMN provider_payment.currency IS 'By who records it.';
COMMENT ON COLUMN provider_payment.amount IS 'By who records it.';
COMMENT ON COLUMN provider_payment.happened_at IS 'When it was paid, or refunded; by who records it.';
COMMENT ON COLUMN provider_payment.reference IS 'What proves it; by who records it.';
COMMENT ON COLUMN provider_payment.recorded_by IS 'By the service.';
COMMENT ON COLUMN provider_payment.recorded_by_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN provider_payment.recorded_at IS 'By the service.';
COMMENT ON COLUMN provider_payment.tx_id IS 'Its posting; by the service.';

CREATE TABLE attachment (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  file_name text NOT NULL CHECK (char_length(file_name) BETWEEN 1 AND 255),
  bytes bigint NOT NULL CHECK (bytes > 0),
  brought_by caller_identity NOT NULL,
  brought_by_name text NOT NULL CHECK (brought_by_name <> ''),
  brought_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, sha256)
);
COMMENT ON TABLE attachment IS 'A file that decisions rest on, kept under the hash of its bytes beside received statements. Only added to.';
COMMENT ON COLUMN attachment.workspace_id IS 'By the service.';
COMMENT ON COLUMN attachment.sha256 IS 'Of its bytes, lower-case hexadecimal; by the service.';
COMMENT ON COLUMN attachment.file_name IS 'By who brought it first.';
COMMENT ON COLUMN attachment.bytes IS 'By the service.';
COMMENT ON COLUMN attachment.brought_by IS 'By the service.';
COMMENT ON COLUMN attachment.brought_by_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN attachment.brought_at IS 'By the service.';

UPDATE ledger_account SET of_lender = true WHERE name = 'provider_payable';

SELECT guard_append_only(kept), guard_tenant_table(kept)
FROM unnest(ARRAY['reconciliation_charge', 'charge_standing', 'provider_payment', 'attachment']::regclass[]) AS kept;
GRANT SELECT ON reconciliation_charge, charge_standing, provider_payment, attachment TO halfpenny_service, halfpenny_system;
GRANT INSERT ON reconciliation_charge, charge_standing TO halfpenny_system;
GRANT INSERT ON provider_payment, attachment TO halfpenny_service;
