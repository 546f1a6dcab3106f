-- Why: a write-off or a credit of a claim that another discarded left its item open, though the claim was still posted: decided once more, it was posted twice. What stood before a decision that waits is kept, and stands again where that is discarded.

ALTER TABLE reconciliation_item ADD COLUMN before_id uuid, ADD FOREIGN KEY (workspace_id, before_id) REFERENCES item_resolution (workspace_id, id);
COMMENT ON COLUMN reconciliation_item.before_id IS 'The claim or the carrying that another decision was proposed in the place of; by the service. NULL: the item was open then, or nobody decided.';
GRANT UPDATE (before_id) ON reconciliation_item TO halfpenny_service;

CREATE OR REPLACE FUNCTION keep_item() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decided item_resolution;
  by_service text[] := ARRAY['state', 'resolution_id', 'before_id', 'posted_before'];
BEGIN
  IF to_jsonb(NEW) - by_service <> to_jsonb(OLD) - by_service THEN
    RAISE EXCEPTION 'What run % found as item % stands.', OLD.run_id, OLD.number USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
    ('open', 'proposed'), ('open', 'explained'), ('proposed', 'open'), ('proposed', 'resolved'), ('proposed', 'claimed'), ('proposed', 'carried'),
    ('claimed', 'proposed'), ('carried', 'proposed'))
    OR (OLD.state, NEW.state) = ('proposed', 'open') AND OLD.before_id IS NOT NULL
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
