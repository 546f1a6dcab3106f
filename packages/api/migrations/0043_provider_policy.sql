-- Why: how a provider rounds, how late it is, where its day ends, and how much of a difference may be tolerated is known to people, and it changes. So it is
-- proposed by one, approved by another, dated, and never rewritten: a run says which policy it was made under.

CREATE TABLE provider_policy (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  provider_account_id uuid NOT NULL REFERENCES provider_account (id),
  valid_from date NOT NULL,
  approval_above exact_amount NOT NULL CHECK (approval_above >= 0),
  rounding_unit exact_amount CHECK (rounding_unit > 0),
  rounding_level text CHECK (rounding_level = ANY (ARRAY['line', 'period'])),
  rounding_mode text CHECK (rounding_mode = ANY (ARRAY['half-even', 'half-up', 'up', 'down'])),
  tolerated_most exact_amount CHECK (tolerated_most >= 0),
  lag_hours smallint NOT NULL CHECK (lag_hours BETWEEN 0 AND 2160),
  window_minutes smallint NOT NULL CHECK (window_minutes BETWEEN 0 AND 720),
  day_by text NOT NULL CHECK (day_by = ANY (ARRAY['start', 'end'])),
  doubt_days smallint NOT NULL CHECK (doubt_days BETWEEN 1 AND 365),
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 2000),
  author caller_identity NOT NULL,
  author_name text NOT NULL CHECK (author_name <> ''),
  proposed_at timestamptz NOT NULL,
  approver caller_identity,
  approver_name text CHECK (approver_name <> ''),
  approved_at timestamptz,
  discarded_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT a_rounding_is_declared_whole CHECK (num_nulls(rounding_unit, rounding_level, rounding_mode) IN (0, 3)),
  CONSTRAINT approved_says_by_whom CHECK (num_nulls(approver, approver_name, approved_at) IN (0, 3)),
  CONSTRAINT approved_or_discarded CHECK (discarded_at IS NULL OR approved_at IS NULL)
);
CREATE INDEX provider_policy_by_account ON provider_policy (workspace_id, provider_account_id, valid_from DESC, approved_at DESC);
COMMENT ON TABLE provider_policy IS 'How statements of a provider account are held against the ledger, from a day on. Proposed by one, approved by another; the latest that has begun counts.';
COMMENT ON COLUMN provider_policy.workspace_id IS 'The owner of the provider account; by the service.';
COMMENT ON COLUMN provider_policy.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN provider_policy.provider_account_id IS 'By the author.';
COMMENT ON COLUMN provider_policy.valid_from IS 'The first UTC day it is for; a period is reconciled under the policy of its first day. By the author.';
COMMENT ON COLUMN provider_policy.approval_above IS 'Above this, in the currency of an item, a resolution is approved by another; by the author.';
COMMENT ON COLUMN provider_policy.rounding_unit IS 'The provider rounds to whole units of this; by the author. NULL: it declares no rounding.';
COMMENT ON COLUMN provider_policy.rounding_level IS 'Whether each line is rounded, or the sum of a period; by the author. NULL: as rounding_unit.';
COMMENT ON COLUMN provider_policy.rounding_mode IS 'Which way it rounds; by the author. NULL: as rounding_unit.';
COMMENT ON COLUMN provider_policy.tolerated_most IS 'Tolerated sums of a period above it are opened again; by the author. NULL: never for their amount.';
COMMENT ON COLUMN provider_policy.lag_hours IS 'How long after a day has ended the provider may still change what it states of it; by the author.';
COMMENT ON COLUMN provider_policy.window_minutes IS 'How far from midnight the provider may change its day; by the author.';
COMMENT ON COLUMN provider_policy.day_by IS 'Which instant of a call decides its day at the provider; by the author.';
COMMENT ON COLUMN provider_policy.doubt_days IS 'After so many days a person decides a doubt; by the author.';
COMMENT ON COLUMN provider_policy.reason IS 'By the author.';
COMMENT ON COLUMN provider_policy.author IS 'Who proposed it; by the service.';
COMMENT ON COLUMN provider_policy.author_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN provider_policy.proposed_at IS 'By the service.';
COMMENT ON COLUMN provider_policy.approver IS 'Who approved it: another; by the service. NULL: nobody has.';
COMMENT ON COLUMN provider_policy.approver_name IS 'Their name, as it was then; by the service. NULL: nobody has approved it.';
COMMENT ON COLUMN provider_policy.approved_at IS 'From then on it counts; by the service. NULL: nobody has approved it.';
COMMENT ON COLUMN provider_policy.discarded_at IS 'When somebody decided against it; by the service. NULL: nobody has.';

-- Decided once, and by another than its author, whatever key either used.
CREATE FUNCTION keep_policy() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decision text[] := ARRAY['approver', 'approver_name', 'approved_at', 'discarded_at'];
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.approved_at IS NOT NULL OR OLD.discarded_at IS NOT NULL OR to_jsonb(NEW) - decision <> to_jsonb(OLD) - decision) THEN
    RAISE EXCEPTION 'Policy % stands: another takes its place.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF is_one_of(NEW.approver, ARRAY[NEW.author]) THEN
    RAISE EXCEPTION 'Policy % is approved by another than its author.', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER policy_stands BEFORE INSERT OR UPDATE ON provider_policy FOR EACH ROW EXECUTE FUNCTION keep_policy();
CREATE TRIGGER never_deleted BEFORE DELETE ON provider_policy FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON provider_policy FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION lag_hours_on(account uuid, day date) RETURNS smallint LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT p.lag_hours FROM provider_policy AS p
    WHERE p.workspace_id = a.workspace_id AND p.provider_account_id = a.id AND p.valid_from <= day AND p.approved_at IS NOT NULL
    ORDER BY p.valid_from DESC, p.approved_at DESC LIMIT 1), a.lag_hours)
  FROM provider_account AS a WHERE a.id = account
$$;
COMMENT ON FUNCTION lag_hours_on IS 'How long after a day has ended its provider may still change what it states of it: by the policy of the day, else by the account.';

SELECT guard_tenant_table('provider_policy');
GRANT SELECT, INSERT, UPDATE (approver, approver_name, approved_at, discarded_at) ON provider_policy TO halfpenny_service;
GRANT SELECT ON provider_policy TO halfpenny_system;
