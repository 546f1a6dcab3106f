-- Why: what no answer and no statement ever tells of a call is decided by people in the end: one says what it counts as, another approves it. Not before the policy of the provider account
-- says so, for until then a statement may still tell; and what is learnt afterwards is a correction, like any later truth.

CREATE FUNCTION doubt_days_on(account uuid, day date) RETURNS smallint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT coalesce((
    SELECT p.doubt_days FROM provider_policy AS p JOIN provider_account AS a ON a.id = account
    WHERE p.provider_account_id = coalesce(a.lent_by, a.id) AND p.valid_from <= day AND p.approved_at IS NOT NULL
    ORDER BY p.valid_from DESC, p.approved_at DESC LIMIT 1), 30::smallint)
$$;
COMMENT ON FUNCTION doubt_days_on IS 'After so many days a person decides a doubt: by the policy of the day, that of the owner where the account is lent, else 30.';
GRANT CREATE ON SCHEMA public TO halfpenny_system;
ALTER FUNCTION doubt_days_on OWNER TO halfpenny_system;
REVOKE CREATE ON SCHEMA public FROM halfpenny_system;

CREATE FUNCTION doubt_decidable_at(in_workspace uuid, of_generation uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT started_at + doubt_days_on(provider_account_id, (started_at AT TIME ZONE 'UTC')::date) * interval '24 hours'
  FROM provider_attempt WHERE workspace_id = in_workspace AND generation_id = of_generation ORDER BY number DESC LIMIT 1
$$;
COMMENT ON FUNCTION doubt_decidable_at IS 'From when on a person may decide what a generation counts as: so long after its last call began. NULL: it was never sent.';

CREATE TABLE doubt_decision (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  generation_id uuid NOT NULL,
  outcome text NOT NULL CHECK (outcome = ANY (ARRAY['estimated', 'void'])),
  usage jsonb,
  currency currency_code,
  amount exact_amount,
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 2000),
  author caller_identity NOT NULL,
  author_name text NOT NULL CHECK (author_name <> ''),
  proposed_at timestamptz NOT NULL,
  approver caller_identity,
  approver_name text CHECK (approver_name <> ''),
  approved_at timestamptz,
  discarded_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, generation_id) REFERENCES generation (workspace_id, id),
  CONSTRAINT only_an_estimate_has_an_amount CHECK ((outcome = 'estimated') = ALL (ARRAY[usage IS NOT NULL, currency IS NOT NULL, amount IS NOT NULL])),
  CONSTRAINT approved_says_by_whom CHECK (num_nulls(approver, approver_name, approved_at) IN (0, 3)),
  CONSTRAINT approved_or_discarded CHECK (discarded_at IS NULL OR approved_at IS NULL)
);
CREATE UNIQUE INDEX one_decision_waits ON doubt_decision (workspace_id, generation_id) WHERE approved_at IS NULL AND discarded_at IS NULL;
CREATE INDEX doubt_decision_by_generation ON doubt_decision (workspace_id, generation_id, proposed_at DESC);
COMMENT ON TABLE doubt_decision IS 'What a person says a charge in doubt counts as, and who approved it. Decided once; later truth is a correction.';
COMMENT ON COLUMN doubt_decision.workspace_id IS 'That of the generation; by the service.';
COMMENT ON COLUMN doubt_decision.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN doubt_decision.generation_id IS 'By the author.';
COMMENT ON COLUMN doubt_decision.outcome IS 'estimated: it counts as billed, at usage; void: it counts as not billed. By the author.';
COMMENT ON COLUMN doubt_decision.usage IS 'Whole units by meter, as text: what was expected, unless the author says otherwise. NULL: void.';
COMMENT ON COLUMN doubt_decision.currency IS 'That of the price in force; by the service. NULL: void.';
COMMENT ON COLUMN doubt_decision.amount IS 'What the usage costs at the price in force when the provider worked; by the service. NULL: void.';
COMMENT ON COLUMN doubt_decision.reason IS 'By the author.';
COMMENT ON COLUMN doubt_decision.author IS 'Who proposed it; by the service.';
COMMENT ON COLUMN doubt_decision.author_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN doubt_decision.proposed_at IS 'By the service.';
COMMENT ON COLUMN doubt_decision.approver IS 'Who approved it: another; by the service. NULL: nobody has.';
COMMENT ON COLUMN doubt_decision.approver_name IS 'Their name, as it was then; by the service. NULL: nobody has approved it.';
COMMENT ON COLUMN doubt_decision.approved_at IS 'When it was approved and carried out; by the service. NULL: nobody has approved it.';
COMMENT ON COLUMN doubt_decision.discarded_at IS 'When somebody decided against it; by the service. NULL: nobody has.';

CREATE FUNCTION keep_doubt_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decision text[] := ARRAY['approver', 'approver_name', 'approved_at', 'discarded_at'];
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.approved_at IS NOT NULL OR OLD.discarded_at IS NOT NULL OR to_jsonb(NEW) - decision <> to_jsonb(OLD) - decision) THEN
    RAISE EXCEPTION 'Decision % on a doubt stands.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF is_one_of(NEW.approver, ARRAY[NEW.author]) THEN
    RAISE EXCEPTION 'Decision % on a doubt is approved by another than its author.', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.proposed_at < coalesce(doubt_decidable_at(NEW.workspace_id, NEW.generation_id), 'infinity') THEN
    RAISE EXCEPTION 'Generation % is not decided by people before %.', NEW.generation_id,
      doubt_decidable_at(NEW.workspace_id, NEW.generation_id) USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.discarded_at IS NULL AND NOT EXISTS (
    SELECT FROM charge WHERE workspace_id = NEW.workspace_id AND generation_id = NEW.generation_id AND state IN ('in_doubt', 'unbilled'))
  THEN
    RAISE EXCEPTION 'Generation % is no doubt: nothing of it is to be decided.', NEW.generation_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER decision_stands BEFORE INSERT OR UPDATE ON doubt_decision FOR EACH ROW EXECUTE FUNCTION keep_doubt_decision();
CREATE TRIGGER never_deleted BEFORE DELETE ON doubt_decision FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON doubt_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

SELECT guard_tenant_table('doubt_decision');
GRANT SELECT, INSERT, UPDATE (approver, approver_name, approved_at, discarded_at) ON doubt_decision TO halfpenny_service;
GRANT SELECT ON doubt_decision TO halfpenny_system;
