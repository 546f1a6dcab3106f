-- Why: before prices are published one asks what they would have cost, and after a correction what was charged is rated again. Both take a while, so
-- they are runs: rows that a worker takes further set by set, and that anybody may look at meanwhile. What a re-rating proposes is kept with its run,
-- is written once it is approved, and is a correction in the chain of its charge like any other.

CREATE TABLE rating_run (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('impact', 'rerating')),
  state text NOT NULL CHECK (state IN ('queued', 'rating', 'rated', 'approved', 'written', 'discarded', 'failed')),
  book money_book NOT NULL,
  since timestamptz NOT NULL,
  until timestamptz NOT NULL CHECK (until > since),
  covers uuid[] NOT NULL CHECK (cardinality(covers) >= 1),
  change_set_id uuid,
  change_set_version integer,
  at_provider text CHECK (at_provider <> ''),
  price_version bigint NOT NULL,
  started_by text NOT NULL CHECK (started_by <> ''),
  started_by_name text NOT NULL CHECK (started_by_name <> ''),
  created_at timestamptz NOT NULL,
  total bigint CHECK (total >= 0),
  rated bigint NOT NULL CHECK (rated >= 0),
  proposed bigint NOT NULL CHECK (proposed >= 0),
  written bigint NOT NULL CHECK (written >= 0),
  place integer NOT NULL CHECK (place >= 0),
  place_at timestamptz,
  place_id uuid,
  rated_at timestamptz,
  approver text CHECK (approver <> ''),
  approver_name text CHECK (approver_name <> ''),
  approved_at timestamptz,
  written_at timestamptz,
  failure text CHECK (failure <> ''),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, change_set_id) REFERENCES price_change_set (workspace_id, id),
  CONSTRAINT a_change_set_has_a_version CHECK ((change_set_id IS NULL) = (change_set_version IS NULL)),
  CONSTRAINT a_rerating_is_of_one_workspace CHECK (kind = 'impact' OR (covers = ARRAY[workspace_id] AND change_set_id IS NULL AND at_provider IS NULL)),
  CONSTRAINT an_impact_writes_nothing CHECK (kind = 'rerating' OR (state NOT IN ('approved', 'written') AND proposed = 0 AND written = 0)),
  CONSTRAINT approved_says_by_whom CHECK ((state IN ('approved', 'written')) = ALL (ARRAY[approver IS NOT NULL, approver_name IS NOT NULL, approved_at IS NOT NULL])),
  CONSTRAINT failed_says_why CHECK ((state = 'failed') = (failure IS NOT NULL))
);
CREATE INDEX rating_run_latest_first ON rating_run (workspace_id, kind, created_at DESC, id DESC);
CREATE INDEX rating_run_under_way ON rating_run (created_at) WHERE state IN ('queued', 'rating', 'approved');
COMMENT ON TABLE rating_run IS 'Usage of a span that is rated once more: under a draft or at another provider (impact), or by the prices as they are known now (rerating).';
COMMENT ON COLUMN rating_run.workspace_id IS 'Where it was asked for; by the service.';
COMMENT ON COLUMN rating_run.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN rating_run.kind IS 'impact: it only tells. rerating: it proposes corrections. By the service.';
COMMENT ON COLUMN rating_run.state IS 'queued → rating → rated; of a rerating on → approved → written, or discarded; failed from any. By the service.';
COMMENT ON COLUMN rating_run.book IS 'Whether real or simulated money is rated; by who asks.';
COMMENT ON COLUMN rating_run.since IS 'Generations asked for from here on; by who asks.';
COMMENT ON COLUMN rating_run.until IS 'And before this; by who asks.';
COMMENT ON COLUMN rating_run.covers IS 'The workspaces whose usage is rated, those that who asks may read; by the service.';
COMMENT ON COLUMN rating_run.change_set_id IS 'The draft it is rated under. NULL: by the prices as they are known.';
COMMENT ON COLUMN rating_run.change_set_version IS 'Its row version at that time; by the service. NULL: there is no draft.';
COMMENT ON COLUMN rating_run.at_provider IS 'At whose prices, whoever made it. NULL: at those of who made it.';
COMMENT ON COLUMN rating_run.price_version IS 'The version of the price book it is rated by; by the service.';
COMMENT ON COLUMN rating_run.started_by IS 'Who asked: person:<id>, key:<id>, or name:<name>; by the service.';
COMMENT ON COLUMN rating_run.started_by_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN rating_run.created_at IS 'By the service.';
COMMENT ON COLUMN rating_run.total IS 'How many generations are in it; by the worker. NULL: they are not counted yet.';
COMMENT ON COLUMN rating_run.rated IS 'How many of them are done; by the worker.';
COMMENT ON COLUMN rating_run.proposed IS 'How many corrections it proposes; by the worker.';
COMMENT ON COLUMN rating_run.written IS 'How many of them are written, or found to be overtaken; by the worker.';
COMMENT ON COLUMN rating_run.place IS 'How many of its workspaces are done; by the worker.';
COMMENT ON COLUMN rating_run.place_at IS 'When the last generation that is done in the next one was asked for; by the worker. NULL: none is.';
COMMENT ON COLUMN rating_run.place_id IS 'Its id; by the worker. NULL: none is.';
COMMENT ON COLUMN rating_run.rated_at IS 'By the worker. NULL: it is not rated yet.';
COMMENT ON COLUMN rating_run.approver IS 'Who approved it, as started_by; by the service. NULL: nobody has.';
COMMENT ON COLUMN rating_run.approver_name IS 'Their name, as it was then; by the service. NULL: nobody has approved it.';
COMMENT ON COLUMN rating_run.approved_at IS 'By the service. NULL: nobody has approved it.';
COMMENT ON COLUMN rating_run.written_at IS 'By the worker. NULL: it is not written yet.';
COMMENT ON COLUMN rating_run.failure IS 'Why it could not be carried on, as a sentence; by the worker. NULL: it did not fail.';

CREATE TABLE rating_group (
  workspace_id uuid NOT NULL,
  run_id uuid NOT NULL,
  of_workspace uuid NOT NULL,
  provider text NOT NULL,
  model text NOT NULL,
  mode service_mode NOT NULL,
  template text NOT NULL,
  currency currency_code NOT NULL,
  workspace_name text NOT NULL,
  template_name text NOT NULL,
  generations bigint NOT NULL CHECK (generations >= 0),
  changed bigint NOT NULL CHECK (changed >= 0),
  was exact_amount NOT NULL,
  would exact_amount NOT NULL,
  unpriced bigint NOT NULL CHECK (unpriced >= 0),
  unpriced_was exact_amount NOT NULL,
  doubts bigint NOT NULL CHECK (doubts >= 0),
  PRIMARY KEY (workspace_id, run_id, of_workspace, provider, model, mode, template, currency),
  FOREIGN KEY (workspace_id, run_id) REFERENCES rating_run (workspace_id, id)
);
COMMENT ON TABLE rating_group IS 'What a run found, by everything it is grouped by. Raised with each set that is rated.';
COMMENT ON COLUMN rating_group.workspace_id IS 'That of the run; by the worker.';
COMMENT ON COLUMN rating_group.run_id IS 'By the worker.';
COMMENT ON COLUMN rating_group.of_workspace IS 'Whose usage; by the worker.';
COMMENT ON COLUMN rating_group.provider IS 'Who made it; by the worker.';
COMMENT ON COLUMN rating_group.model IS 'With what, after aliases; by the worker.';
COMMENT ON COLUMN rating_group.mode IS 'By the worker.';
COMMENT ON COLUMN rating_group.template IS 'The id of the template it was made from; by the worker. Empty: from none.';
COMMENT ON COLUMN rating_group.currency IS 'Of what it cost; by the worker.';
COMMENT ON COLUMN rating_group.workspace_name IS 'The name of that workspace, as it was then; by the worker.';
COMMENT ON COLUMN rating_group.template_name IS 'The name of that template; by the worker. Empty: none.';
COMMENT ON COLUMN rating_group.generations IS 'How many were rated both ways; by the worker.';
COMMENT ON COLUMN rating_group.changed IS 'How many of them come out otherwise; by the worker.';
COMMENT ON COLUMN rating_group.was IS 'What they cost, by the net of their charges; by the worker.';
COMMENT ON COLUMN rating_group.would IS 'What they come to; by the worker.';
COMMENT ON COLUMN rating_group.unpriced IS 'How many have no price, or no usage to price; by the worker.';
COMMENT ON COLUMN rating_group.unpriced_was IS 'What those cost; by the worker.';
COMMENT ON COLUMN rating_group.doubts IS 'How many are in doubt, unbilled or under way, so that nobody knows what they cost; by the worker.';

CREATE TABLE rerating_item (
  workspace_id uuid NOT NULL,
  run_id uuid NOT NULL,
  generation_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'written', 'overtaken')),
  currency currency_code NOT NULL,
  was exact_amount NOT NULL,
  becomes exact_amount NOT NULL CHECK (becomes <> was),
  corrections smallint NOT NULL CHECK (corrections >= 0),
  price_entry_id uuid NOT NULL REFERENCES price_entry (id),
  lines jsonb NOT NULL CHECK (jsonb_typeof(lines) = 'array'),
  PRIMARY KEY (workspace_id, run_id, generation_id),
  FOREIGN KEY (workspace_id, run_id) REFERENCES rating_run (workspace_id, id),
  FOREIGN KEY (workspace_id, generation_id) REFERENCES generation (workspace_id, id)
);
CREATE INDEX rerating_item_to_write ON rerating_item (workspace_id, run_id, generation_id) WHERE state = 'proposed';
COMMENT ON TABLE rerating_item IS 'A correction that a rerating proposes: what it was, adjustments included, and what it becomes.';
COMMENT ON COLUMN rerating_item.workspace_id IS 'By the worker.';
COMMENT ON COLUMN rerating_item.run_id IS 'By the worker.';
COMMENT ON COLUMN rerating_item.generation_id IS 'By the worker.';
COMMENT ON COLUMN rerating_item.state IS 'proposed → written; or overtaken, where its charge has another net by the time it is written. By the worker.';
COMMENT ON COLUMN rerating_item.currency IS 'By the worker.';
COMMENT ON COLUMN rerating_item.was IS 'The net of its chain in the ledger, adjustments included; by the worker.';
COMMENT ON COLUMN rerating_item.becomes IS 'By the entry in force when the provider worked, as it is known now; by the worker.';
COMMENT ON COLUMN rerating_item.corrections IS 'How many corrections its cost had when it was rated; by the worker.';
COMMENT ON COLUMN rerating_item.price_entry_id IS 'The entry it becomes that by; by the worker.';
COMMENT ON COLUMN rerating_item.lines IS 'Meter, quantity, unit price, per and amount of each line, as text; by core.';

-- What was proposed is never rewritten; what became of it is said once.
CREATE FUNCTION keep_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'proposed' AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'What a rerating proposed stands, and so does what became of it: % is refused.', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER proposal_stands BEFORE UPDATE OR DELETE ON rerating_item FOR EACH ROW EXECUTE FUNCTION keep_proposal();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON rerating_item FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who may approve is the same rule as for a publication.
CREATE FUNCTION keep_run_course() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('written', 'discarded', 'failed') OR (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
    ('queued', 'rating'), ('queued', 'rated'), ('rating', 'rated'), ('rated', 'approved'), ('approved', 'written'), ('rated', 'discarded'),
    ('queued', 'failed'), ('rating', 'failed')))
  THEN
    RAISE EXCEPTION 'Run % is %: it does not become %.', OLD.id, OLD.state, NEW.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state = 'approved' AND OLD.state <> 'approved' AND NEW.approver = NEW.started_by
    AND (SELECT two_people_publish FROM workspace WHERE id = NEW.workspace_id)
  THEN
    RAISE EXCEPTION 'Run % is approved by another than who started it: this workspace asks for two people.', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_its_course BEFORE UPDATE ON rating_run FOR EACH ROW EXECUTE FUNCTION keep_run_course();
CREATE TRIGGER never_deleted BEFORE DELETE ON rating_run FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON rating_run FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

SELECT guard_tenant_table(kept) FROM unnest(ARRAY['rating_run', 'rating_group', 'rerating_item']::regclass[]) AS kept;
GRANT SELECT, INSERT ON rating_run TO halfpenny_service, halfpenny_system;
GRANT UPDATE (state, approver, approver_name, approved_at) ON rating_run TO halfpenny_service;
GRANT UPDATE (state, total, rated, proposed, written, place, place_at, place_id, rated_at, written_at, failure) ON rating_run TO halfpenny_system;
GRANT SELECT ON rating_group, rerating_item TO halfpenny_service;
GRANT SELECT, INSERT, UPDATE (generations, changed, was, would, unpriced, unpriced_was, doubts) ON rating_group TO halfpenny_system;
GRANT SELECT, INSERT, UPDATE (state) ON rerating_item TO halfpenny_system;

-- A further reason for a correction of a charge.
ALTER TABLE charge_correction DROP CONSTRAINT charge_correction_reason_check;
ALTER TABLE charge_correction ADD CONSTRAINT charge_correction_reason_check
  CHECK (reason IN ('late-result', 'estimate-known', 'statement', 'price-amended'));
COMMENT ON COLUMN charge_correction.reason IS 'late-result, estimate-known, statement or price-amended; by the service.';
