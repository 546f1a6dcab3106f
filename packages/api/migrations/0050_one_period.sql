-- Why: what is stated of a day is owed once. Two accepted reconciliations of one account are of the same period, the later in place of the earlier, or share no instant.

CREATE FUNCTION keep_periods_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other reconciliation_run;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('accept ' || NEW.provider_account_id, 0));
  SELECT * INTO other FROM reconciliation_run AS r
  WHERE r.workspace_id = NEW.workspace_id AND r.provider_account_id = NEW.provider_account_id AND r.state = 'accepted' AND r.id <> NEW.id
    AND r.period_from < NEW.period_until AND r.period_until > NEW.period_from AND (r.period_from, r.period_until) <> (NEW.period_from, NEW.period_until)
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Reconciliation % shares days with %, which is accepted.', NEW.id, other.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER periods_stay_apart BEFORE UPDATE ON reconciliation_run
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state = 'accepted') EXECUTE FUNCTION keep_periods_apart();
