-- Why: at month's end a statement is held against the ledger. What that came to is kept with everything it was made of, so that the same question has the
-- same answer for ever; each difference is an item, and an item is never done with without an entry in the ledger or a reason, and above a threshold another person.

CREATE TABLE reconciliation_run (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  provider_account_id uuid NOT NULL,
  book money_book NOT NULL,
  period_from timestamptz NOT NULL,
  period_until timestamptz NOT NULL CHECK (period_until > period_from),
  state text NOT NULL CHECK (state IN ('queued', 'reconciling', 'reconciled', 'accepted', 'failed')),
  step text NOT NULL CHECK (step IN ('waiting', 'pinning', 'reading', 'matching', 'storing', 'done')),
  known_at timestamptz,
  engine_version text NOT NULL CHECK (engine_version <> ''),
  versions jsonb NOT NULL CHECK (jsonb_typeof(versions) = 'object'),
  policy jsonb NOT NULL CHECK (jsonb_typeof(policy) = 'object'),
  approval_above exact_amount NOT NULL CHECK (approval_above >= 0),
  hash text CHECK (hash ~ '^[0-9a-f]{64}$'),
  lines bigint NOT NULL CHECK (lines >= 0),
  charges bigint NOT NULL CHECK (charges >= 0),
  items bigint NOT NULL CHECK (items >= 0),
  result jsonb CHECK (jsonb_typeof(result) = 'object'),
  repeats uuid,
  started_by caller_identity NOT NULL,
  started_by_name text NOT NULL,
  created_at timestamptz NOT NULL,
  reconciled_at timestamptz,
  accepted_by caller_identity,
  accepted_by_name text,
  accepted_at timestamptz,
  acceptance_tx uuid,
  failure text CHECK (failure <> ''),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (provider_account_id, book) REFERENCES provider_account (id, book),
  FOREIGN KEY (workspace_id, repeats) REFERENCES reconciliation_run (workspace_id, id),
  FOREIGN KEY (workspace_id, acceptance_tx) REFERENCES ledger_tx (workspace_id, id),
  CONSTRAINT reconciled_says_what_it_is_made_of CHECK ((state IN ('reconciled', 'accepted')) = (num_nulls(known_at, hash, result, reconciled_at) = 0)),
  CONSTRAINT accepted_says_by_whom CHECK ((state = 'accepted') = (num_nulls(accepted_by, accepted_by_name, accepted_at) = 0)),
  CONSTRAINT failed_says_why CHECK ((state = 'failed') = (failure IS NOT NULL))
);
CREATE INDEX reconciliation_run_latest_first ON reconciliation_run (workspace_id, created_at DESC, id DESC);
CREATE INDEX reconciliation_run_of_period ON reconciliation_run (workspace_id, provider_account_id, period_from, period_until);
COMMENT ON TABLE reconciliation_run IS 'A statement of a provider account held against the ledger over a period, with all it was made of.';
COMMENT ON COLUMN reconciliation_run.workspace_id IS 'The owner of the provider account; by the service.';
COMMENT ON COLUMN reconciliation_run.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN reconciliation_run.provider_account_id IS 'Whose statement; by who starts it.';
COMMENT ON COLUMN reconciliation_run.book IS 'That of the provider account; by the service.';
COMMENT ON COLUMN reconciliation_run.period_from IS 'The first instant of the service period; by who starts it.';
COMMENT ON COLUMN reconciliation_run.period_until IS 'The first instant after it; by who starts it.';
COMMENT ON COLUMN reconciliation_run.state IS 'queued → reconciling → reconciled → accepted; or failed. By the service and the worker.';
COMMENT ON COLUMN reconciliation_run.step IS 'What is being done; by the worker.';
COMMENT ON COLUMN reconciliation_run.known_at IS 'The ledger as it was known then, and pinned; by the worker. NULL: it is not pinned yet.';
COMMENT ON COLUMN reconciliation_run.engine_version IS 'The engine that reconciles; by the service.';
COMMENT ON COLUMN reconciliation_run.versions IS 'The version of each series of statements; by the service.';
COMMENT ON COLUMN reconciliation_run.policy IS 'Window, roundings and tolerances; by the service.';
COMMENT ON COLUMN reconciliation_run.approval_above IS 'Above this, in the currency of an item, another approves; by the service.';
COMMENT ON COLUMN reconciliation_run.hash IS 'SHA-256 of all its inputs in one spelling; by the worker. NULL: it is not reconciled.';
COMMENT ON COLUMN reconciliation_run.lines IS 'How many lines of statements were read; by the worker.';
COMMENT ON COLUMN reconciliation_run.charges IS 'How many charges were read; by the worker.';
COMMENT ON COLUMN reconciliation_run.items IS 'How many items are stored; by the worker.';
COMMENT ON COLUMN reconciliation_run.result IS 'Parts of the variance, matches, doubts, midnights; by the worker. NULL: it is not reconciled.';
COMMENT ON COLUMN reconciliation_run.repeats IS 'The run whose inputs it takes again; by who starts it. NULL: inputs of its own.';
COMMENT ON COLUMN reconciliation_run.started_by IS 'By the service.';
COMMENT ON COLUMN reconciliation_run.started_by_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN reconciliation_run.created_at IS 'By the service.';
COMMENT ON COLUMN reconciliation_run.reconciled_at IS 'By the worker. NULL: it is not reconciled.';
COMMENT ON COLUMN reconciliation_run.accepted_by IS 'Who accepted the statement; by the service. NULL: nobody has.';
COMMENT ON COLUMN reconciliation_run.accepted_by_name IS 'Their name, as it was then; by the service. NULL: nobody has accepted it.';
COMMENT ON COLUMN reconciliation_run.accepted_at IS 'By the service. NULL: nobody has accepted it.';
COMMENT ON COLUMN reconciliation_run.acceptance_tx IS 'What was posted then; by the service. NULL: nothing is accepted, or nothing moved.';
COMMENT ON COLUMN reconciliation_run.failure IS 'Why it could not be carried on, as a sentence; by the worker. NULL: it did not fail.';

CREATE TABLE item_resolution (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  run_id uuid NOT NULL,
  decision text NOT NULL CHECK (decision IN ('accept', 'claim', 'credited', 'write-off', 'correct', 'carry')),
  cause text NOT NULL CHECK (cause <> ''),
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 2000),
  attachments jsonb NOT NULL CHECK (jsonb_typeof(attachments) = 'array'),
  currency currency_code NOT NULL,
  amount exact_amount NOT NULL,
  at_stake exact_amount NOT NULL CHECK (at_stake >= 0),
  needs_approval boolean NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'approved', 'done', 'discarded')),
  author caller_identity NOT NULL,
  author_name text NOT NULL,
  proposed_at timestamptz NOT NULL,
  approver caller_identity,
  approver_name text,
  approved_at timestamptz,
  tx_id uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, run_id) REFERENCES reconciliation_run (workspace_id, id),
  FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx (workspace_id, id),
  CONSTRAINT approved_by_another CHECK (approver <> author),
  CONSTRAINT approved_says_by_whom CHECK (num_nulls(approver, approver_name, approved_at) IN (0, 3)),
  CONSTRAINT what_needs_approval_has_it CHECK (NOT needs_approval OR state IN ('proposed', 'discarded') OR approver IS NOT NULL),
  CONSTRAINT money_that_moves_is_in_the_ledger CHECK (state <> 'done' OR decision IN ('carry', 'correct') OR amount = 0 OR tx_id IS NOT NULL)
);
CREATE INDEX item_resolution_of_run ON item_resolution (workspace_id, run_id, proposed_at, id);
COMMENT ON TABLE item_resolution IS 'What somebody decided of items: the cause, the reason and its evidence, and who approved it. What it came to never changes.';
COMMENT ON COLUMN item_resolution.workspace_id IS 'That of the run; by the service.';
COMMENT ON COLUMN item_resolution.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN item_resolution.run_id IS 'By the service.';
COMMENT ON COLUMN item_resolution.decision IS 'accept: cost of its cause. claim, credited, write-off: against the provider. correct: the charges are. carry: for later, with an owner. By the author.';
COMMENT ON COLUMN item_resolution.cause IS 'As the author sees it; by the author.';
COMMENT ON COLUMN item_resolution.reason IS 'In words; by the author.';
COMMENT ON COLUMN item_resolution.attachments IS 'Name and SHA-256 of each file that it rests on; by the author.';
COMMENT ON COLUMN item_resolution.currency IS 'That of its items; by the service.';
COMMENT ON COLUMN item_resolution.amount IS 'The sum of its items; by the service.';
COMMENT ON COLUMN item_resolution.at_stake IS 'The sum of their sizes, so that what cancels is not taken for nothing; by the service.';
COMMENT ON COLUMN item_resolution.needs_approval IS 'Whether that is above the threshold of the run; by the service.';
COMMENT ON COLUMN item_resolution.state IS 'proposed → approved → done, or discarded; by the service.';
COMMENT ON COLUMN item_resolution.author IS 'By the service.';
COMMENT ON COLUMN item_resolution.author_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN item_resolution.proposed_at IS 'By the service.';
COMMENT ON COLUMN item_resolution.approver IS 'Another than the author; by the service. NULL: nobody approved it, or nobody had to.';
COMMENT ON COLUMN item_resolution.approver_name IS 'Their name, as it was then; by the service. NULL: nobody approved it.';
COMMENT ON COLUMN item_resolution.approved_at IS 'By the service. NULL: nobody approved it.';
COMMENT ON COLUMN item_resolution.tx_id IS 'What was posted for it; by the service. NULL: nothing is, or its charges were corrected each by itself.';

CREATE TABLE reconciliation_item (
  workspace_id uuid NOT NULL,
  run_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  item_key text NOT NULL CHECK (item_key <> ''),
  currency currency_code NOT NULL,
  part text NOT NULL CHECK (part <> ''),
  cause text NOT NULL CHECK (cause <> ''),
  class text NOT NULL CHECK (class IN ('open', 'tolerated')),
  amount exact_amount NOT NULL,
  posted_before exact_amount NOT NULL,
  differences jsonb NOT NULL CHECK (jsonb_array_length(differences) > 0),
  alternatives jsonb NOT NULL CHECK (jsonb_typeof(alternatives) = 'array'),
  lines text[] NOT NULL,
  charges uuid[] NOT NULL,
  state text NOT NULL CHECK (state IN ('open', 'proposed', 'resolved', 'claimed', 'carried', 'explained')),
  resolution_id uuid,
  PRIMARY KEY (workspace_id, run_id, number),
  FOREIGN KEY (workspace_id, run_id) REFERENCES reconciliation_run (workspace_id, id),
  FOREIGN KEY (workspace_id, resolution_id) REFERENCES item_resolution (workspace_id, id),
  CONSTRAINT an_item_of_a_run_once UNIQUE (workspace_id, run_id, item_key),
  CONSTRAINT decided_by_a_resolution CHECK (state IN ('open', 'explained') OR resolution_id IS NOT NULL)
);
CREATE INDEX reconciliation_item_by_key ON reconciliation_item (workspace_id, item_key);
COMMENT ON TABLE reconciliation_item IS 'One difference with one cause, as a run found it. The amounts of the items of a part sum to it.';
COMMENT ON COLUMN reconciliation_item.workspace_id IS 'That of the run; by the worker.';
COMMENT ON COLUMN reconciliation_item.run_id IS 'By the worker.';
COMMENT ON COLUMN reconciliation_item.number IS 'From 1 within a run, in one order; by the worker.';
COMMENT ON COLUMN reconciliation_item.item_key IS 'What it is about: the same difference has the same key in every run; by core.';
COMMENT ON COLUMN reconciliation_item.currency IS 'By core.';
COMMENT ON COLUMN reconciliation_item.part IS 'The part of the variance; by core.';
COMMENT ON COLUMN reconciliation_item.cause IS 'The cause within it; by core.';
COMMENT ON COLUMN reconciliation_item.class IS 'tolerated: a known habit of the provider. By core.';
COMMENT ON COLUMN reconciliation_item.amount IS 'Stated minus recorded, as far as it explains that; by core.';
COMMENT ON COLUMN reconciliation_item.posted_before IS 'What an earlier accepted run of the period posted for the same difference; by the service at acceptance. 0: nothing.';
COMMENT ON COLUMN reconciliation_item.differences IS 'Each field that differs, with both values; by core.';
COMMENT ON COLUMN reconciliation_item.alternatives IS 'What else would give these figures; by core.';
COMMENT ON COLUMN reconciliation_item.lines IS 'The lines of statements it is about, import and ordinal; by core.';
COMMENT ON COLUMN reconciliation_item.charges IS 'The attempts it is about; by core.';
COMMENT ON COLUMN reconciliation_item.state IS 'open; proposed: somebody decided and another has not approved; resolved, claimed or carried by its resolution; explained: it moves no money in this period. By the service.';
COMMENT ON COLUMN reconciliation_item.resolution_id IS 'By the service. NULL: nobody decided, or nobody has to.';

-- What a run found stands. What becomes of an item is said by a resolution of its run that is as far as the item claims.
CREATE FUNCTION keep_item() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decided item_resolution;
BEGIN
  IF to_jsonb(NEW) - ARRAY['state', 'resolution_id', 'posted_before'] <> to_jsonb(OLD) - ARRAY['state', 'resolution_id', 'posted_before'] THEN
    RAISE EXCEPTION 'What run % found as item % stands.', OLD.run_id, OLD.number USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
    ('open', 'proposed'), ('open', 'explained'), ('proposed', 'open'), ('proposed', 'resolved'), ('proposed', 'claimed'), ('proposed', 'carried'),
    ('claimed', 'proposed'), ('carried', 'proposed'))
  THEN
    RAISE EXCEPTION 'Item % is %: it does not become %.', OLD.number, OLD.state, NEW.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state IN ('resolved', 'claimed', 'carried') AND OLD.state <> NEW.state THEN
    SELECT * INTO decided FROM item_resolution WHERE workspace_id = NEW.workspace_id AND id = NEW.resolution_id;
    IF decided.run_id <> NEW.run_id OR decided.state <> 'done' THEN
      RAISE EXCEPTION 'Item % is % only once a resolution of its run is done.', OLD.number, NEW.state USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER found_stands BEFORE UPDATE ON reconciliation_item FOR EACH ROW EXECUTE FUNCTION keep_item();

CREATE FUNCTION keep_resolution() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - ARRAY['state', 'approver', 'approver_name', 'approved_at', 'tx_id'] <> to_jsonb(OLD) - ARRAY['state', 'approver', 'approver_name', 'approved_at', 'tx_id']
    OR (OLD.state, NEW.state) NOT IN (('proposed', 'approved'), ('approved', 'done'), ('proposed', 'discarded'))
  THEN
    RAISE EXCEPTION 'Resolution % is %: what was decided stands.', OLD.id, OLD.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER decided_stands BEFORE UPDATE ON item_resolution FOR EACH ROW EXECUTE FUNCTION keep_resolution();

CREATE FUNCTION keep_reconciliation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
    ('queued', 'reconciling'), ('reconciling', 'reconciled'), ('reconciled', 'accepted'), ('queued', 'failed'), ('reconciling', 'failed'))
  THEN
    RAISE EXCEPTION 'Reconciliation % is %: it does not become %.', OLD.id, OLD.state, NEW.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.hash IS NOT NULL AND (OLD.hash, OLD.result, OLD.known_at) IS DISTINCT FROM (NEW.hash, NEW.result, NEW.known_at) THEN
    RAISE EXCEPTION 'What reconciliation % came to stands.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_its_course BEFORE UPDATE ON reconciliation_run FOR EACH ROW EXECUTE FUNCTION keep_reconciliation();

DO $$
DECLARE
  kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['reconciliation_run', 'reconciliation_item', 'item_resolution'] LOOP
    EXECUTE format('CREATE TRIGGER never_deleted BEFORE DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept);
    EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept);
  END LOOP;
END
$$;
SELECT guard_tenant_table(kept) FROM unnest(ARRAY['reconciliation_run', 'item_resolution', 'reconciliation_item']::regclass[]) AS kept;
GRANT SELECT, INSERT ON reconciliation_run TO halfpenny_service, halfpenny_system;
GRANT UPDATE (state, accepted_by, accepted_by_name, accepted_at, acceptance_tx) ON reconciliation_run TO halfpenny_service;
GRANT UPDATE (state, step, known_at, hash, lines, charges, items, result, reconciled_at, failure) ON reconciliation_run TO halfpenny_system;
GRANT SELECT, INSERT ON item_resolution TO halfpenny_service;
GRANT UPDATE (state, approver, approver_name, approved_at, tx_id) ON item_resolution TO halfpenny_service;
GRANT SELECT ON item_resolution, reconciliation_item TO halfpenny_system;
GRANT INSERT ON reconciliation_item TO halfpenny_system;
GRANT SELECT, UPDATE (state, resolution_id, posted_before) ON reconciliation_item TO halfpenny_service;

-- A charge that a final statement does not show is taken back.
ALTER TABLE charge_correction DROP CONSTRAINT charge_correction_reason_check;
ALTER TABLE charge_correction ADD CONSTRAINT charge_correction_reason_check
  CHECK (reason IN ('late-result', 'estimate-known', 'statement', 'price-amended', 'not-stated'));
COMMENT ON COLUMN charge_correction.reason IS 'late-result, estimate-known, statement, price-amended or not-stated; by the service.';
