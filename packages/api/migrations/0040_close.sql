-- Why: a month that is closed can be shown to be what was closed. One prepares and another reviews; the transactions of the month are numbered without
-- gaps, their canonical text is hashed, and each hash is chained to that of the close before. Nothing of it is ever undone.

CREATE TABLE close_preparation (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  book money_book NOT NULL,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  accrual text NOT NULL CHECK (accrual = ANY (ARRAY['expected', 'ceiling'])),
  fingerprint text NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
  checklist jsonb NOT NULL CHECK (jsonb_typeof(checklist) = 'array'),
  prepared_by caller_identity NOT NULL,
  prepared_by_name text NOT NULL CHECK (prepared_by_name <> ''),
  prepared_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT a_preparation_has_one_author UNIQUE (workspace_id, id, book, month, prepared_by)
);
CREATE INDEX close_preparation_latest_first ON close_preparation (workspace_id, book, month, prepared_at DESC, id DESC);
COMMENT ON TABLE close_preparation IS 'The signature of whoever prepared a close, under the figures it was prepared with. The latest of a month counts. Only added to.';
COMMENT ON COLUMN close_preparation.workspace_id IS 'By the service.';
COMMENT ON COLUMN close_preparation.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN close_preparation.book IS 'By who prepares.';
COMMENT ON COLUMN close_preparation.month IS 'The first day of the month; by who prepares.';
COMMENT ON COLUMN close_preparation.accrual IS 'What doubts are accrued at: expected, or ceiling; by who prepares.';
COMMENT ON COLUMN close_preparation.fingerprint IS 'SHA-256 of the checklist and the trial balance: the reviewer signs the same one; by the service.';
COMMENT ON COLUMN close_preparation.checklist IS 'Each condition with its figures, as they were then; by the service.';
COMMENT ON COLUMN close_preparation.prepared_by IS 'By the service.';
COMMENT ON COLUMN close_preparation.prepared_by_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN close_preparation.prepared_at IS 'By the service.';

CREATE TABLE journal_number (
  workspace_id uuid NOT NULL,
  book money_book NOT NULL,
  number bigint NOT NULL CHECK (number >= 1),
  tx_id uuid NOT NULL,
  PRIMARY KEY (workspace_id, book, number),
  CONSTRAINT a_transaction_is_numbered_once UNIQUE (workspace_id, tx_id),
  FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx (workspace_id, id)
);
COMMENT ON TABLE journal_number IS 'The place of a transaction in the journal, from 1 and without a gap; given when its month is closed. Only added to.';
COMMENT ON COLUMN journal_number.workspace_id IS 'By the service.';
COMMENT ON COLUMN journal_number.book IS 'That of the transaction; by the service.';
COMMENT ON COLUMN journal_number.number IS 'By the service.';
COMMENT ON COLUMN journal_number.tx_id IS 'By the service.';

CREATE TABLE period_close (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  book money_book NOT NULL,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  number integer NOT NULL CHECK (number >= 1),
  preparation_id uuid NOT NULL,
  prepared_by caller_identity NOT NULL,
  reviewed_by caller_identity NOT NULL,
  reviewed_by_name text NOT NULL CHECK (reviewed_by_name <> ''),
  closed_at timestamptz NOT NULL,
  known_at timestamptz NOT NULL,
  transactions bigint NOT NULL CHECK (transactions >= 0),
  last_journal_number bigint NOT NULL CHECK (last_journal_number >= 0),
  entries_hash text NOT NULL CHECK (entries_hash ~ '^[0-9a-f]{64}$'),
  previous_hash text NOT NULL CHECK (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text NOT NULL,
  manifest jsonb NOT NULL CHECK (jsonb_typeof(manifest) = 'object'),
  PRIMARY KEY (workspace_id, book, month),
  CONSTRAINT closes_are_numbered UNIQUE (workspace_id, book, number),
  CONSTRAINT prepared_by_who_signed_for_it FOREIGN KEY (workspace_id, preparation_id, book, month, prepared_by)
    REFERENCES close_preparation (workspace_id, id, book, month, prepared_by),
  CONSTRAINT nobody_reviews_their_own_close CHECK (reviewed_by <> prepared_by),
  CONSTRAINT the_hash_is_chained CHECK (hash = encode(sha256(convert_to(previous_hash || E'\n' || entries_hash || E'\n', 'UTF8')), 'hex'))
);
COMMENT ON TABLE period_close IS 'A month that is closed for ever: who signed, and the hash of its entries chained to that of the close before. Only added to.';
COMMENT ON COLUMN period_close.workspace_id IS 'By the service.';
COMMENT ON COLUMN period_close.book IS 'By who signs.';
COMMENT ON COLUMN period_close.month IS 'The first day of the month; by who signs.';
COMMENT ON COLUMN period_close.number IS 'From 1 and without a gap; by the service.';
COMMENT ON COLUMN period_close.preparation_id IS 'What was prepared; by the service.';
COMMENT ON COLUMN period_close.prepared_by IS 'Who prepared it; by the service.';
COMMENT ON COLUMN period_close.reviewed_by IS 'Who signed it, another; by the service.';
COMMENT ON COLUMN period_close.reviewed_by_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN period_close.closed_at IS 'By the service.';
COMMENT ON COLUMN period_close.known_at IS 'The ledger as it was known then, and pinned; by the service.';
COMMENT ON COLUMN period_close.transactions IS 'How many transactions of the ledger are in it; by the service.';
COMMENT ON COLUMN period_close.last_journal_number IS 'The number of the last of them; by the service.';
COMMENT ON COLUMN period_close.entries_hash IS 'SHA-256 of journal.csv of the audit pack: every entry in one spelling; by the service.';
COMMENT ON COLUMN period_close.previous_hash IS 'The hash of the close before; 64 zeros for the first; by the service.';
COMMENT ON COLUMN period_close.hash IS 'SHA-256 of the previous hash and the hash of the entries, each with a line feed after it; by the service.';
COMMENT ON COLUMN period_close.manifest IS 'The files of the audit pack with their hashes, and the totals that follow from them; by the service.';

CREATE FUNCTION check_close() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before period_close%ROWTYPE;
BEGIN
  SELECT * INTO before FROM period_close WHERE workspace_id = NEW.workspace_id AND book = NEW.book ORDER BY number DESC LIMIT 1;
  IF (NEW.number, NEW.previous_hash) <> (coalesce(before.number, 0) + 1, coalesce(before.hash, repeat('0', 64))) OR NEW.month <= before.month THEN
    RAISE EXCEPTION 'Close % of % does not follow the close before it.', NEW.number, NEW.month USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF is_one_of(NEW.reviewed_by, ARRAY[NEW.prepared_by::text]) THEN
    RAISE EXCEPTION 'Whoever prepared the close of % does not review it, by whatever key.', NEW.month USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.last_journal_number - coalesce(before.last_journal_number, 0) <> NEW.transactions OR NEW.transactions <> (
    SELECT count(*) FROM journal_number WHERE workspace_id = NEW.workspace_id AND book = NEW.book
      AND number > coalesce(before.last_journal_number, 0) AND number <= NEW.last_journal_number)
  THEN
    RAISE EXCEPTION 'The journal of % has a gap.', NEW.month USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER follows_the_close_before BEFORE INSERT ON period_close FOR EACH ROW EXECUTE FUNCTION check_close();

CREATE TABLE journal_batch (
  workspace_id uuid NOT NULL,
  book money_book NOT NULL,
  number integer NOT NULL,
  lines jsonb NOT NULL CHECK (jsonb_typeof(lines) = 'array'),
  PRIMARY KEY (workspace_id, book, number),
  FOREIGN KEY (workspace_id, book, number) REFERENCES period_close (workspace_id, book, number)
);
COMMENT ON TABLE journal_batch IS 'What the general ledger takes over of a close, by account and currency: numbered as the close. Only added to.';
COMMENT ON COLUMN journal_batch.workspace_id IS 'By the service.';
COMMENT ON COLUMN journal_batch.book IS 'By the service.';
COMMENT ON COLUMN journal_batch.number IS 'That of the close; by the service.';
COMMENT ON COLUMN journal_batch.lines IS 'Account, currency, debit and credit of each line, as text; by the service.';

CREATE TABLE journal_batch_sending (
  workspace_id uuid NOT NULL,
  book money_book NOT NULL,
  number integer NOT NULL,
  sent_by caller_identity NOT NULL,
  sent_by_name text NOT NULL CHECK (sent_by_name <> ''),
  sent_at timestamptz NOT NULL,
  CONSTRAINT a_batch_is_sent_once PRIMARY KEY (workspace_id, book, number),
  FOREIGN KEY (workspace_id, book, number) REFERENCES journal_batch (workspace_id, book, number)
);
COMMENT ON TABLE journal_batch_sending IS 'That a journal batch went to the general ledger: once. Only added to.';
COMMENT ON COLUMN journal_batch_sending.workspace_id IS 'By the service.';
COMMENT ON COLUMN journal_batch_sending.book IS 'By who sends.';
COMMENT ON COLUMN journal_batch_sending.number IS 'By who sends.';
COMMENT ON COLUMN journal_batch_sending.sent_by IS 'By the service.';
COMMENT ON COLUMN journal_batch_sending.sent_by_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN journal_batch_sending.sent_at IS 'By the service.';

CREATE FUNCTION check_hard_close() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM period_close WHERE workspace_id = NEW.workspace_id AND book = NEW.book AND month = NEW.month) THEN
    RAISE EXCEPTION 'The month of % is hard-closed by a close that two have signed.', NEW.month USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER signed_by_two BEFORE INSERT ON period_step FOR EACH ROW WHEN (NEW.state = 'hard-closed') EXECUTE FUNCTION check_hard_close();

CREATE INDEX ledger_tx_by_service ON ledger_tx (workspace_id, book, service_at);

SELECT guard_append_only(kept), guard_tenant_table(kept)
FROM unnest(ARRAY['close_preparation', 'journal_number', 'period_close', 'journal_batch', 'journal_batch_sending']::regclass[]) AS kept;
GRANT SELECT, INSERT ON close_preparation, journal_number, period_close, journal_batch, journal_batch_sending TO halfpenny_service, halfpenny_system;
