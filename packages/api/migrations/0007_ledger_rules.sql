-- Why: the refusals of the ledger, apart from its tables, so that each rule reads by itself.

-- At commit a transaction is whole: entries of each currency sum to zero, and there are two of them at least, unless all are a known zero.
CREATE FUNCTION check_ledger_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  transaction_id uuid := CASE TG_TABLE_NAME WHEN 'ledger_tx' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'tx_id')::uuid END;
  entries bigint;
  all_zero boolean;
  lopsided text;
BEGIN
  SELECT count(*), coalesce(bool_and(amount = 0), false) INTO entries, all_zero
  FROM ledger_entry WHERE workspace_id = NEW.workspace_id AND tx_id = transaction_id;
  IF entries < 2 AND NOT all_zero THEN
    RAISE EXCEPTION 'Ledger transaction % has % entries: at least two are needed, unless every amount is a known zero.', transaction_id, entries
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT string_agg(currency || ' ' || difference, ', ') INTO lopsided FROM (
    SELECT currency, sum(amount) AS difference FROM ledger_entry
    WHERE workspace_id = NEW.workspace_id AND tx_id = transaction_id
    GROUP BY currency HAVING sum(amount) <> 0
  ) AS sums;
  IF lopsided IS NOT NULL THEN
    RAISE EXCEPTION 'Ledger transaction % does not sum to zero: %.', transaction_id, lopsided USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER sums_to_zero AFTER INSERT ON ledger_tx
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_balance();
CREATE CONSTRAINT TRIGGER sums_to_zero AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_ledger_balance();

-- By row, so that each check is one look-up by primary key however long the ledger is.
CREATE FUNCTION refuse_late_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM ledger_tx WHERE workspace_id = NEW.workspace_id AND id = NEW.tx_id AND written_in <> pg_current_xact_id()
  ) THEN
    RAISE EXCEPTION 'A ledger transaction is whole when it is committed: an entry added to an old one is refused.'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER written_with_its_transaction AFTER INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION refuse_late_entry();

-- The name of the database transaction is the database's to write: nobody claims an older one to append to it later.
CREATE FUNCTION stamp_written_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.written_in := pg_current_xact_id();
  RETURN NEW;
END
$$;
CREATE TRIGGER stamped_by_the_database BEFORE INSERT ON ledger_tx FOR EACH ROW EXECUTE FUNCTION stamp_written_in();

SELECT guard_append_only(kept), guard_tenant_table(kept) FROM unnest(ARRAY['ledger_tx', 'ledger_entry']::regclass[]) AS kept;
GRANT SELECT ON ledger_account, ledger_tx, ledger_entry TO halfpenny_service, halfpenny_system;
GRANT INSERT ON ledger_tx, ledger_entry TO halfpenny_service, halfpenny_system;
