-- Why: a provider works on a batch for hours, longer than any process is sure to live. What was handed over, under which id of ours, and how far
-- it has come, stands here, so that whoever comes next can go on, and finds a batch whose receipt was lost before it hands it over again.

CREATE TABLE provider_batch (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  provider_account_id uuid NOT NULL,
  book money_book NOT NULL,
  provider text NOT NULL,
  model text NOT NULL,
  state text NOT NULL DEFAULT 'submitting' CHECK (state IN ('submitting', 'submitted', 'ended')),
  submissions smallint NOT NULL DEFAULT 0 CHECK (submissions >= 0),
  submitted_by bigint NOT NULL,
  provider_batch_id text,
  items smallint NOT NULL CHECK (items >= 1),
  items_done smallint NOT NULL DEFAULT 0 CHECK (items_done >= 0),
  ended_as text CHECK (ended_as IN ('completed', 'expired', 'cancelled', 'rejected', 'lost')),
  opened_at timestamptz NOT NULL,
  submitted_at timestamptz,
  ended_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (provider_account_id, book) REFERENCES provider_account (id, book),
  CONSTRAINT a_submitted_batch_has_its_receipt CHECK (state <> 'submitted' OR (provider_batch_id IS NOT NULL AND submitted_at IS NOT NULL)),
  CONSTRAINT an_ended_batch_says_how CHECK ((state = 'ended') = (ended_as IS NOT NULL) AND (state = 'ended') = (ended_at IS NOT NULL))
);
CREATE INDEX provider_batch_under_way ON provider_batch (opened_at) WHERE state <> 'ended';
COMMENT ON TABLE provider_batch IS 'Requests of one model that were handed to a provider together. Each is an attempt of a generation of its own.';
COMMENT ON COLUMN provider_batch.workspace_id IS 'By the service: that of its generations.';
COMMENT ON COLUMN provider_batch.id IS 'Version 7 uuid, by the service; travels with the batch as metadata, so that it can be found by it.';
COMMENT ON COLUMN provider_batch.provider_account_id IS 'What the statement will name; by the service.';
COMMENT ON COLUMN provider_batch.book IS 'That of its generations; by the service.';
COMMENT ON COLUMN provider_batch.provider IS 'Who bills; by the service.';
COMMENT ON COLUMN provider_batch.model IS 'The one model of its requests, after aliases; by the service.';
COMMENT ON COLUMN provider_batch.state IS 'submitting until its receipt is stored; ended once every item has its outcome; by the service.';
COMMENT ON COLUMN provider_batch.submissions IS 'How often it was about to be handed over; from the second time on it is looked for first; by the service.';
COMMENT ON COLUMN provider_batch.submitted_by IS 'The process that hands it over: the number of an advisory lock it holds as long as it lives; by the service.';
COMMENT ON COLUMN provider_batch.provider_batch_id IS 'The provider''s own id of it. NULL: no receipt arrived.';
COMMENT ON COLUMN provider_batch.items IS 'How many requests it has; by the service.';
COMMENT ON COLUMN provider_batch.items_done IS 'How many of them the provider said it was done with, when it was last asked; by the service.';
COMMENT ON COLUMN provider_batch.ended_as IS 'By the service. rejected: before any item was worked on. lost: the provider knows no such batch. NULL: it has not ended.';
COMMENT ON COLUMN provider_batch.opened_at IS 'By the service.';
COMMENT ON COLUMN provider_batch.submitted_at IS 'When its receipt was stored; by the service. NULL: none was.';
COMMENT ON COLUMN provider_batch.ended_at IS 'By the service. NULL: it has not ended.';

SELECT guard_tenant_table('provider_batch');
GRANT SELECT, INSERT ON provider_batch TO halfpenny_service, halfpenny_system;
GRANT UPDATE (state, submissions, submitted_by, provider_batch_id, items_done, ended_as, submitted_at, ended_at) ON provider_batch
  TO halfpenny_service, halfpenny_system;
CREATE TRIGGER never_deleted BEFORE DELETE ON provider_batch FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON provider_batch FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE provider_attempt ADD COLUMN batch_id uuid,
  ADD FOREIGN KEY (workspace_id, batch_id) REFERENCES provider_batch (workspace_id, id);
COMMENT ON COLUMN provider_attempt.batch_id IS 'The batch it was handed over in, under its own id as custom_id; by the service. NULL: it was a call.';
CREATE INDEX provider_attempt_by_batch ON provider_attempt (workspace_id, batch_id) WHERE batch_id IS NOT NULL;
