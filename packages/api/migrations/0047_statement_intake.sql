-- Why: half a million lines of a statement are to be current within the minute. They are copied into a table of their own transaction, by the columns of what they become; nothing of
-- them goes through JSON, and nothing is left of a file whose reader died.

DROP TABLE statement_staged;

ALTER TABLE statement_line ADD COLUMN invoice_id text CHECK (invoice_id <> '');
COMMENT ON COLUMN statement_line.invoice_id IS 'The invoice it is billed on, by the provider. NULL: it does not say.';

-- The hash of a row is spelt out where it is asked for: as a function it was called for each of them.
DROP FUNCTION stated_hash(statement_line, bigint);
DROP FUNCTION stated_hash(usage_bucket, bigint);

-- Evidence is kept ten years unless set, and longer where somebody holds it: who, and why, is written down. The bytes are one file for all who brought them.
CREATE TABLE statement_hold (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  held boolean NOT NULL,
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 2000),
  author caller_identity NOT NULL,
  author_name text NOT NULL,
  set_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, import_id, number),
  FOREIGN KEY (workspace_id, import_id) REFERENCES statement_import (workspace_id, id)
);
COMMENT ON TABLE statement_hold IS 'Each time a legal hold was set on a received file, or lifted. The last of them is in force.';
COMMENT ON COLUMN statement_hold.workspace_id IS 'By the service.';
COMMENT ON COLUMN statement_hold.import_id IS 'Which file; by the author.';
COMMENT ON COLUMN statement_hold.number IS 'In the order of time, from 1; by the service.';
COMMENT ON COLUMN statement_hold.held IS 'Whether the file is held from now on; by the author.';
COMMENT ON COLUMN statement_hold.reason IS 'By the author.';
COMMENT ON COLUMN statement_hold.author IS 'Who set it or lifted it; by the service.';
COMMENT ON COLUMN statement_hold.author_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN statement_hold.set_at IS 'By the service.';

CREATE FUNCTION keep_received_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.legal_hold <> OLD.legal_hold AND NEW.legal_hold IS DISTINCT FROM (
    SELECT held FROM statement_hold WHERE workspace_id = NEW.workspace_id AND import_id = NEW.id ORDER BY number DESC LIMIT 1)
  THEN
    RAISE EXCEPTION 'The file of statement % is held, or held no longer, by an entry of statement_hold.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kept_until < OLD.kept_until OR (OLD.removed_at IS NOT NULL AND NEW.removed_at IS DISTINCT FROM OLD.removed_at) OR (
    OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL AND EXISTS (
      SELECT FROM statement_import AS s WHERE s.workspace_id = NEW.workspace_id AND s.file_sha256 = NEW.file_sha256 AND s.removed_at IS NULL
        AND (s.legal_hold OR s.kept_until > (NEW.removed_at AT TIME ZONE 'UTC')::date)))
  THEN
    RAISE EXCEPTION 'The file of statement % is kept until %, and longer while it is held.', OLD.id, OLD.kept_until USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_its_file BEFORE UPDATE OF legal_hold, kept_until, removed_at ON statement_import FOR EACH ROW EXECUTE FUNCTION keep_received_file();
CREATE INDEX statement_import_of_a_file ON statement_import (workspace_id, file_sha256) WHERE removed_at IS NULL;
CREATE INDEX statement_import_to_remove ON statement_import (kept_until) WHERE removed_at IS NULL AND NOT legal_hold;

-- What went wrong when a provider was asked is told where its statements are shown.
CREATE TABLE statement_pull (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  provider_account_id uuid NOT NULL REFERENCES provider_account (id),
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  failure text CHECK (failure <> ''),
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT only_what_ended_failed CHECK (failure IS NULL OR ended_at IS NOT NULL)
);
CREATE INDEX statement_pull_latest_first ON statement_pull (workspace_id, provider_account_id, started_at DESC);
COMMENT ON TABLE statement_pull IS 'Each time a provider was asked for what it states, and whether it answered.';
COMMENT ON COLUMN statement_pull.workspace_id IS 'By the worker.';
COMMENT ON COLUMN statement_pull.id IS 'Version 7 uuid, by the worker.';
COMMENT ON COLUMN statement_pull.provider_account_id IS 'Of which account; by the worker.';
COMMENT ON COLUMN statement_pull.started_at IS 'By the worker.';
COMMENT ON COLUMN statement_pull.ended_at IS 'By the worker. NULL: it is under way, or its process died.';
COMMENT ON COLUMN statement_pull.failure IS 'Why nothing came, or not all, as a sentence; by the worker. NULL: all was answered.';

SELECT guard_append_only('statement_hold');
SELECT guard_tenant_table(kept) FROM unnest(ARRAY['statement_hold', 'statement_pull']::regclass[]) AS kept;
GRANT SELECT ON statement_hold, statement_pull TO halfpenny_service, halfpenny_system;
GRANT INSERT ON statement_hold TO halfpenny_service;
GRANT INSERT, UPDATE (ended_at, failure) ON statement_pull TO halfpenny_service;
