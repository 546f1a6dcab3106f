-- Why: a month that finance has closed stays as it was reported. Each workspace and money book has months that are open, soft-closed or hard-closed.
-- A posting is dated by one function: on its own day while that is open, else on the first day of the earliest open month. It is re-dated, never refused.
-- Postings share a lock that whoever closes holds alone, and are stamped under it, so that what was known at an instant never changes.

CREATE TABLE period_step (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  book money_book NOT NULL,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  number smallint NOT NULL CHECK (number >= 1),
  state text NOT NULL CHECK (state = ANY (ARRAY['open', 'soft-closed', 'hard-closed'])),
  reason text NOT NULL CHECK (reason <> ''),
  taken_by text NOT NULL CHECK (taken_by <> ''),
  taken_by_name text NOT NULL CHECK (taken_by_name <> ''),
  taken_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, book, month, number)
);
CREATE UNIQUE INDEX a_hard_close_is_never_undone ON period_step (workspace_id, book, month) WHERE state = 'hard-closed';
COMMENT ON TABLE period_step IS 'The course of a month in the books: each row is what it became. A month without a row is open. Only added to.';
COMMENT ON COLUMN period_step.workspace_id IS 'By the service.';
COMMENT ON COLUMN period_step.book IS 'real or simulated; by who takes the step.';
COMMENT ON COLUMN period_step.month IS 'The first day of the month, UTC; by who takes the step.';
COMMENT ON COLUMN period_step.number IS 'From 1 within a month; by the service.';
COMMENT ON COLUMN period_step.state IS 'open: reopened; soft-closed: what is dated in it says why; hard-closed: nothing is dated in it any more. By who takes the step.';
COMMENT ON COLUMN period_step.reason IS 'Why, in words; by who takes the step.';
COMMENT ON COLUMN period_step.taken_by IS 'person:<id>, key:<id> or name:<name>; by the service.';
COMMENT ON COLUMN period_step.taken_by_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN period_step.taken_at IS 'By the service.';

CREATE TABLE ledger_pin (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  book money_book NOT NULL,
  known_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, book)
);
COMMENT ON TABLE ledger_pin IS 'The latest instant as of which a close or a reconciliation has read the ledger: what is posted after it is stamped later.';
COMMENT ON COLUMN ledger_pin.workspace_id IS 'By pin_ledger.';
COMMENT ON COLUMN ledger_pin.book IS 'By pin_ledger.';
COMMENT ON COLUMN ledger_pin.known_at IS 'By pin_ledger; it never goes back.';

ALTER TABLE ledger_tx ADD COLUMN reason text CHECK (reason <> '');
COMMENT ON COLUMN ledger_tx.reason IS 'Why it is dated in a month that was soft-closed; by post_transaction. NULL: the month was open.';
COMMENT ON COLUMN ledger_tx.accounting_date IS 'The UTC day that decides the period: that of service_at, or the first one that was open; by accounting_date_for.';
COMMENT ON COLUMN ledger_tx.recorded_at IS 'When we wrote it down; by the service, and never before an instant the ledger was pinned at.';

CREATE FUNCTION share_posting_lock(in_workspace uuid, in_book money_book) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock_shared(hashtext('posting'), hashtext(in_workspace::text || in_book))
$$;
COMMENT ON FUNCTION share_posting_lock IS 'Held by every posting until it is committed, beside any number of others.';

CREATE FUNCTION hold_posting_lock(in_workspace uuid, in_book money_book) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtext('posting'), hashtext(in_workspace::text || in_book))
$$;
COMMENT ON FUNCTION hold_posting_lock IS 'Held alone by whoever closes a month or pins the ledger: postings under way are committed before, others wait until after.';

CREATE FUNCTION open_from(in_workspace uuid, in_book money_book) RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT (max(month) + interval '1 month')::date FROM period_step
          WHERE workspace_id = in_workspace AND book = in_book AND state = 'hard-closed');
END
$$;
COMMENT ON FUNCTION open_from IS 'The first day of the earliest open month: all before it is closed. NULL: nothing is.';

CREATE FUNCTION is_soft_closed(in_workspace uuid, in_book money_book, on_day date) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce((SELECT state = 'soft-closed' FROM period_step
                   WHERE workspace_id = in_workspace AND book = in_book AND month = date_trunc('month', on_day)::date
                   ORDER BY number DESC LIMIT 1), false);
END
$$;
COMMENT ON FUNCTION is_soft_closed IS 'Whether what is dated on a day says why.';

CREATE FUNCTION period_state(in_workspace uuid, in_book money_book, on_day date) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN on_day < open_from(in_workspace, in_book) THEN 'hard-closed'
    WHEN is_soft_closed(in_workspace, in_book, on_day) THEN 'soft-closed'
    ELSE 'open' END
$$;
COMMENT ON FUNCTION period_state IS 'What the month of a day is now. A month before one that is hard-closed is closed with it.';

CREATE FUNCTION accounting_date_for(served_at timestamptz, in_workspace uuid, in_book money_book) RETURNS date LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN greatest((served_at AT TIME ZONE 'UTC')::date, open_from(in_workspace, in_book));
END
$$;
COMMENT ON FUNCTION accounting_date_for IS 'The day a posting is dated: the UTC day on which its work was done while that is open, else the first day of the earliest open month. Every posting is dated by it, under its lock.';

CREATE FUNCTION pin_ledger(in_workspace uuid, in_book money_book, at timestamptz) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  pinned timestamptz;
BEGIN
  PERFORM hold_posting_lock(in_workspace, in_book);
  INSERT INTO ledger_pin AS p VALUES (in_workspace, in_book, at)
  ON CONFLICT (workspace_id, book) DO UPDATE SET known_at = greatest(p.known_at, excluded.known_at) RETURNING known_at INTO pinned;
  RETURN pinned;
END
$$;
COMMENT ON FUNCTION pin_ledger IS 'An instant as of which the ledger can be read again for ever: nothing is stamped at or before it from now on. To be committed soon, for postings wait meanwhile.';

-- Fires before the next one, whose rule is asked of what was stamped: triggers of a table fire in the order of their names.
DROP TRIGGER stamped_by_the_database ON ledger_tx;
DROP FUNCTION stamp_written_in();
CREATE FUNCTION stamp_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM share_posting_lock(NEW.workspace_id, NEW.book);
  NEW.recorded_at := greatest(NEW.recorded_at, (
    SELECT known_at + interval '1 microsecond' FROM ledger_pin WHERE workspace_id = NEW.workspace_id AND book = NEW.book));
  NEW.written_in := pg_current_xact_id();
  RETURN NEW;
END
$$;
CREATE TRIGGER stamped_by_the_database BEFORE INSERT ON ledger_tx FOR EACH ROW EXECUTE FUNCTION stamp_transaction();

CREATE FUNCTION check_accounting_date() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  dated date := accounting_date_for(NEW.service_at, NEW.workspace_id, NEW.book);
BEGIN
  IF NEW.accounting_date < dated THEN
    RAISE EXCEPTION 'What was done at % is dated %: the month of % is closed, or another day is meant.', NEW.service_at, dated, NEW.accounting_date
      USING ERRCODE = 'integrity_constraint_violation';
  ELSIF NEW.accounting_date > dated THEN
    RAISE EXCEPTION 'What was done at % is dated %, which is open, and not %.', NEW.service_at, dated, NEW.accounting_date
      USING ERRCODE = 'integrity_constraint_violation';
  ELSIF NEW.reason IS NULL AND is_soft_closed(NEW.workspace_id, NEW.book, dated) THEN
    RAISE EXCEPTION 'The month of % is soft-closed: what is dated in it says why.', dated USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER stands_in_an_open_period BEFORE INSERT ON ledger_tx FOR EACH ROW EXECUTE FUNCTION check_accounting_date();

CREATE OR REPLACE FUNCTION post_transaction(posting jsonb, entries jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM share_posting_lock((posting ->> 'workspace_id')::uuid, posting ->> 'book');
  INSERT INTO ledger_tx (workspace_id, id, book, provider_account_id, generation_id, attempt_id, event, engine_version, service_at,
                         accounting_date, recorded_at, corrects, reason)
  SELECT p.workspace_id, id, p.book, provider_account_id, generation_id, attempt_id, event, engine_version, service_at, dated, recorded_at, corrects,
         CASE WHEN is_soft_closed(p.workspace_id, p.book, dated) THEN p.reason END
  FROM jsonb_populate_record(NULL::ledger_tx, posting) AS p, accounting_date_for(service_at, p.workspace_id, p.book) AS dated;
  INSERT INTO ledger_entry SELECT * FROM jsonb_populate_recordset(NULL::ledger_entry, entries);
END
$$;
COMMENT ON FUNCTION post_transaction IS 'Posts a transaction of the ledger with its entries, and dates it. Its reason is kept where it is dated in a month that is soft-closed.';

CREATE FUNCTION keep_period_course() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  now_is text;
BEGIN
  PERFORM hold_posting_lock(NEW.workspace_id, NEW.book);
  now_is := period_state(NEW.workspace_id, NEW.book, NEW.month);
  IF (now_is, NEW.state) NOT IN (('open', 'soft-closed'), ('soft-closed', 'open'), ('soft-closed', 'hard-closed')) THEN
    RAISE EXCEPTION 'The month of % is %: it does not become %.', NEW.month, now_is, NEW.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state = 'hard-closed' AND EXISTS (
    SELECT FROM ledger_tx WHERE workspace_id = NEW.workspace_id AND book = NEW.book AND accounting_date < NEW.month
      AND accounting_date >= coalesce(open_from(NEW.workspace_id, NEW.book), '-infinity'))
  THEN
    RAISE EXCEPTION 'Months are closed in their order: there are entries before %.', NEW.month USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_its_course BEFORE INSERT ON period_step FOR EACH ROW EXECUTE FUNCTION keep_period_course();

SELECT guard_append_only('period_step');
SELECT guard_tenant_table(kept) FROM unnest(ARRAY['period_step', 'ledger_pin']::regclass[]) AS kept;
GRANT SELECT, INSERT ON period_step TO halfpenny_service, halfpenny_system;
GRANT SELECT, INSERT, UPDATE (known_at) ON ledger_pin TO halfpenny_service, halfpenny_system;
