-- Why: what became of an image decides what it was worth, so each verdict is kept, never overwritten; who released a quote is kept with it;
-- and whoever looks for a generation among many finds it without reading the others.

CREATE TABLE image_outcome (
  workspace_id uuid NOT NULL,
  generation_id uuid NOT NULL,
  position smallint NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  outcome text NOT NULL CHECK (outcome IN ('accepted', 'edited', 'rejected', 'regenerated', 'deleted')),
  reason text CHECK (reason <> ''),
  person_id uuid REFERENCES person (id),
  api_key_id uuid,
  by_name text NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, generation_id, position, number),
  FOREIGN KEY (workspace_id, generation_id, position) REFERENCES generated_image (workspace_id, generation_id, position),
  FOREIGN KEY (workspace_id, api_key_id) REFERENCES api_key (workspace_id, id)
);
CREATE INDEX image_outcome_by_outcome ON image_outcome (workspace_id, outcome, generation_id, position);
COMMENT ON TABLE image_outcome IS 'What became of an image, from one verdict to the next: the one of the highest number counts. Only added to.';
COMMENT ON COLUMN image_outcome.workspace_id IS 'By the service: that of the generation.';
COMMENT ON COLUMN image_outcome.generation_id IS 'By the service.';
COMMENT ON COLUMN image_outcome.position IS 'Which image of the generation, from 0; by the caller.';
COMMENT ON COLUMN image_outcome.number IS 'From 1 for each image; by the service.';
COMMENT ON COLUMN image_outcome.outcome IS 'By the caller.';
COMMENT ON COLUMN image_outcome.reason IS 'By the caller. NULL: none was given.';
COMMENT ON COLUMN image_outcome.person_id IS 'The person who recorded it; by the service. NULL: nobody was signed in.';
COMMENT ON COLUMN image_outcome.api_key_id IS 'The key that recorded it; by the service. NULL: it was no key.';
COMMENT ON COLUMN image_outcome.by_name IS 'The name of who recorded it, as it was then; by the service.';
COMMENT ON COLUMN image_outcome.recorded_at IS 'By the service.';

CREATE TABLE quote_approval (
  workspace_id uuid NOT NULL,
  quote_id uuid NOT NULL,
  person_id uuid REFERENCES person (id),
  api_key_id uuid,
  by_name text NOT NULL,
  approved_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, quote_id),
  FOREIGN KEY (workspace_id, quote_id) REFERENCES quote (workspace_id, id),
  FOREIGN KEY (workspace_id, api_key_id) REFERENCES api_key (workspace_id, id)
);
COMMENT ON TABLE quote_approval IS 'Quotes that an approver released for a stage that requires it. Once for a quote, and never taken back.';
COMMENT ON COLUMN quote_approval.workspace_id IS 'By the service: that of the quote.';
COMMENT ON COLUMN quote_approval.quote_id IS 'By the approver.';
COMMENT ON COLUMN quote_approval.person_id IS 'The approver; by the service. NULL: nobody was signed in.';
COMMENT ON COLUMN quote_approval.api_key_id IS 'The key that approved it; by the service. NULL: it was no key.';
COMMENT ON COLUMN quote_approval.by_name IS 'The name of the approver, as it was then; by the service.';
COMMENT ON COLUMN quote_approval.approved_at IS 'By the service.';

SELECT guard_append_only(kept), guard_tenant_table(kept) FROM unnest(ARRAY['image_outcome', 'quote_approval']::regclass[]) AS kept;
GRANT SELECT, INSERT ON image_outcome, quote_approval TO halfpenny_service;
GRANT SELECT ON image_outcome, quote_approval TO halfpenny_system;

-- Lists of generations are read from the newest on, after the last row of the page before. What nearly every row has (succeeded, settled) is
-- found by walking the first index; what few rows have has an index of its own, which costs nothing where a row does not have it.
CREATE INDEX generation_newest ON generation (workspace_id, created_at DESC, id DESC);
CREATE INDEX generation_by_model ON generation (workspace_id, model, created_at DESC, id DESC);
CREATE INDEX generation_by_stage ON generation (workspace_id, stage, created_at DESC, id DESC) WHERE stage IS NOT NULL;
CREATE INDEX generation_by_template ON generation (workspace_id, template_version_id, created_at DESC, id DESC)
  WHERE template_version_id IS NOT NULL;
CREATE INDEX generation_by_key ON generation (workspace_id, api_key_id, created_at DESC, id DESC) WHERE api_key_id IS NOT NULL;
CREATE INDEX generation_not_succeeded ON generation (workspace_id, status, created_at DESC, id DESC) WHERE status <> 'succeeded';
CREATE INDEX generation_by_key_prefix ON generation (workspace_id, request_key text_pattern_ops);
CREATE INDEX charge_not_settled ON charge (workspace_id, state, generation_id) WHERE side = 'charge' AND state <> 'settled';
