-- Why: proving a month reads and rates every line of it, which takes minutes where they are a million. A proof is kept with the instant the ledger was pinned at: what was posted until then is
-- proved, for the ledger is only added to, and what was posted since is found by when it was recorded.

CREATE TABLE ledger_proof (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  book money_book NOT NULL,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  asked_by caller_identity NOT NULL,
  asked_by_name text NOT NULL CHECK (asked_by_name <> ''),
  asked_at timestamptz NOT NULL,
  moved_at timestamptz NOT NULL,
  known_at timestamptz,
  postings bigint NOT NULL DEFAULT 0 CHECK (postings >= 0),
  postings_done bigint NOT NULL DEFAULT 0 CHECK (postings_done BETWEEN 0 AND postings),
  found jsonb CHECK (jsonb_typeof(found) = 'object'),
  proved_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT a_proof_is_kept_whole CHECK (num_nonnulls(found, proved_at) IN (0, 2) AND (proved_at IS NULL OR (known_at IS NOT NULL AND postings_done = postings)))
);
CREATE INDEX ledger_proof_latest_first ON ledger_proof (workspace_id, book, month, asked_at DESC, id DESC);
COMMENT ON TABLE ledger_proof IS 'What was found when the ledger was gone through until the end of a month; of one that is under way, how far it is. What is kept stays.';
COMMENT ON COLUMN ledger_proof.workspace_id IS 'By the service.';
COMMENT ON COLUMN ledger_proof.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN ledger_proof.book IS 'By who asks.';
COMMENT ON COLUMN ledger_proof.month IS 'The first day of the month; by who asks.';
COMMENT ON COLUMN ledger_proof.asked_by IS 'By the service.';
COMMENT ON COLUMN ledger_proof.asked_by_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN ledger_proof.asked_at IS 'By the service.';
COMMENT ON COLUMN ledger_proof.moved_at IS 'When it last came further; by the service.';
COMMENT ON COLUMN ledger_proof.known_at IS 'The instant the ledger was pinned at. NULL: it has not begun.';
COMMENT ON COLUMN ledger_proof.postings IS 'How many there are to go through, once it has begun; by the service.';
COMMENT ON COLUMN ledger_proof.postings_done IS 'How many of them are gone through; by the service.';
COMMENT ON COLUMN ledger_proof.found IS 'Sums of the ledger and of its exports, and how many lines rate again to their amount; by the service. NULL: it is under way.';
COMMENT ON COLUMN ledger_proof.proved_at IS 'By the service. NULL: it is under way.';

CREATE TRIGGER a_kept_proof_stays BEFORE UPDATE ON ledger_proof FOR EACH ROW WHEN (OLD.proved_at IS NOT NULL) EXECUTE FUNCTION refuse_change();

CREATE INDEX ledger_tx_by_recording ON ledger_tx (workspace_id, book, recorded_at, id) INCLUDE (accounting_date);

SELECT guard_tenant_table('ledger_proof');
GRANT SELECT, INSERT, UPDATE (moved_at, known_at, postings, postings_done, found, proved_at) ON ledger_proof TO halfpenny_service, halfpenny_system;
