-- Why: a key in the wrong hands, or a template that is used too much, must not spend what a whole workspace may. A budget is of a workspace, of one
-- of its keys or of one of its templates, and a hold must fit every budget that applies to it.

ALTER TABLE budget
  ADD COLUMN scope text NOT NULL DEFAULT 'workspace' CHECK (scope = ANY (ARRAY['workspace', 'api_key', 'template'])),
  ADD COLUMN scope_id uuid,
  ADD CONSTRAINT a_narrower_budget_names_its_own CHECK ((scope = 'workspace') = (scope_id IS NULL)),
  DROP CONSTRAINT one_budget_at_a_time,
  ADD CONSTRAINT one_budget_at_a_time
    EXCLUDE USING gist (workspace_id WITH =, book WITH =, currency WITH =, (coalesce(scope_id, workspace_id)) WITH =, period WITH &&);
COMMENT ON COLUMN budget.scope IS 'Whose holds it limits: all of the workspace, those of a key, those of a template; by whoever sets the budget.';
COMMENT ON COLUMN budget.scope_id IS 'The key or template; by whoever sets the budget. NULL: the whole workspace.';

-- Most holds count against one budget, which stands on the hold itself; those of a key or template come here.
CREATE TABLE further_hold (
  workspace_id uuid NOT NULL,
  hold_id uuid NOT NULL,
  budget_id uuid NOT NULL,
  slot smallint NOT NULL CHECK (slot >= 0),
  PRIMARY KEY (workspace_id, hold_id, budget_id),
  FOREIGN KEY (workspace_id, hold_id) REFERENCES hold (workspace_id, id)
);
CREATE INDEX further_hold_by_budget ON further_hold (workspace_id, budget_id);
COMMENT ON TABLE further_hold IS 'Where a hold counts against the budget of a key or a template too, with its whole amount.';
COMMENT ON COLUMN further_hold.workspace_id IS 'By take_hold: that of the hold.';
COMMENT ON COLUMN further_hold.hold_id IS 'By take_hold.';
COMMENT ON COLUMN further_hold.budget_id IS 'By take_hold.';
COMMENT ON COLUMN further_hold.slot IS 'By take_hold.';
SELECT guard_append_only('further_hold');
SELECT guard_tenant_table('further_hold');
GRANT SELECT, INSERT ON further_hold TO halfpenny_service, halfpenny_system;

-- Reserves an amount in a budget: in the slot named, else, that being full, in all slots together. NULL where it was reserved; else what is left.
CREATE FUNCTION reserve_in_budget(in_workspace uuid, of_budget uuid, in_slot int, wanted numeric) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
  free numeric;
BEGIN
  UPDATE budget_slot SET held = held + wanted
  WHERE workspace_id = in_workspace AND budget_id = of_budget AND slot = in_slot AND held + spent + wanted <= share;
  IF FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM spread_budget(in_workspace, of_budget);
  SELECT sum(share - held - spent) INTO free FROM budget_slot WHERE workspace_id = in_workspace AND budget_id = of_budget;
  IF free < wanted THEN
    RETURN greatest(free, 0);
  END IF;
  UPDATE budget_slot SET held = held + wanted WHERE workspace_id = in_workspace AND budget_id = of_budget AND slot = in_slot;
  PERFORM spread_budget(in_workspace, of_budget);
  RETURN NULL;
END
$$;

-- Takes a hold against every budget that applies to its generation, its UPDATEs last, so that rows are locked as briefly as can be. Budgets are
-- taken in the order of their ids, here and wherever more than one is touched, so that no two wait for each other.
CREATE OR REPLACE FUNCTION take_hold(
  in_workspace uuid, hold_id uuid, for_generation uuid, in_book text, in_currency text, wanted numeric, at timestamptz, preferred_slot int
) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
  of_key uuid;
  of_version uuid;
  found_budget uuid;
  found_slot smallint;
  applies record;
  free numeric;
BEGIN
  -- One look-up for both: who asked, and the budget of the workspace.
  SELECT g.api_key_id, g.template_version_id, b.id, (preferred_slot % b.slots)::smallint INTO of_key, of_version, found_budget, found_slot
  FROM generation AS g
  LEFT JOIN budget AS b ON b.workspace_id = in_workspace AND b.book = in_book AND b.currency = in_currency AND b.scope = 'workspace' AND b.period @> at
  WHERE g.workspace_id = in_workspace AND g.id = for_generation;
  INSERT INTO hold (workspace_id, id, generation_id, budget_id, slot, currency, amount, taken_at)
  VALUES (in_workspace, hold_id, for_generation, found_budget, found_slot, in_currency, wanted, at);
  IF of_key IS NOT NULL OR of_version IS NOT NULL THEN
    INSERT INTO further_hold (workspace_id, hold_id, budget_id, slot)
    SELECT in_workspace, take_hold.hold_id, id, preferred_slot % slots FROM budget
    WHERE workspace_id = in_workspace AND book = in_book AND currency = in_currency AND period @> at
      AND ((scope = 'api_key' AND scope_id = of_key) OR (scope = 'template' AND scope_id = (
        SELECT template_id FROM template_version WHERE workspace_id = in_workspace AND id = of_version)));
    IF FOUND THEN
      FOR applies IN SELECT * FROM held_budgets(in_workspace, take_hold.hold_id) LOOP
        free := reserve_in_budget(in_workspace, applies.budget_id, applies.slot, wanted);
        IF free IS NOT NULL THEN
          RAISE EXCEPTION 'The hold does not fit.' USING ERRCODE = 'HP001', DETAIL = trim_scale(free)::text,
            HINT = (SELECT scope FROM budget WHERE workspace_id = in_workspace AND id = applies.budget_id);
        END IF;
      END LOOP;
      RETURN NULL;
    END IF;
  END IF;
  IF found_budget IS NULL THEN
    RETURN NULL;
  END IF;
  UPDATE budget_slot SET held = held + wanted
  WHERE workspace_id = in_workspace AND budget_id = found_budget AND slot = found_slot AND held + spent + wanted <= share;
  IF FOUND THEN
    RETURN NULL;
  END IF;
  free := reserve_in_budget(in_workspace, found_budget, found_slot, wanted);
  IF free IS NOT NULL THEN
    RAISE EXCEPTION 'The hold does not fit.' USING ERRCODE = 'HP001', DETAIL = trim_scale(free)::text, HINT = 'workspace';
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION take_hold IS 'NULL: it was taken. HP001: it does not fit; what is left is the detail, the scope of the budget the hint.';

-- The budgets a hold counts against, in the order in which they are touched.
CREATE FUNCTION held_budgets(in_workspace uuid, of_hold uuid) RETURNS TABLE (budget_id uuid, slot smallint) LANGUAGE sql STABLE AS $$
  SELECT h.budget_id, h.slot FROM hold AS h WHERE h.workspace_id = in_workspace AND h.id = of_hold AND h.budget_id IS NOT NULL
  UNION ALL
  SELECT f.budget_id, f.slot FROM further_hold AS f WHERE f.workspace_id = in_workspace AND f.hold_id = of_hold
  ORDER BY 1
$$;

-- What a hold became, in one budget. Where it is more than was held, the shares are spread anew.
CREATE FUNCTION settle_in_budget(in_workspace uuid, of_budget uuid, in_slot int, released numeric, charged numeric) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF charged > released THEN
    PERFORM FROM budget WHERE workspace_id = in_workspace AND id = of_budget FOR NO KEY UPDATE;
    PERFORM FROM budget_slot WHERE workspace_id = in_workspace AND budget_id = of_budget ORDER BY slot FOR NO KEY UPDATE;
  END IF;
  UPDATE budget_slot SET held = held - released, spent = spent + charged
  WHERE workspace_id = in_workspace AND budget_id = of_budget AND slot = in_slot;
  IF charged > released THEN
    PERFORM spread_budget(in_workspace, of_budget);
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION settle_hold(in_workspace uuid, of_generation uuid, in_outcome text, charged numeric, at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  taken hold%ROWTYPE;
BEGIN
  SELECT * INTO STRICT taken FROM hold WHERE workspace_id = in_workspace AND generation_id = of_generation;
  INSERT INTO hold_settlement (workspace_id, hold_id, outcome, amount, overrun, settled_at)
  VALUES (in_workspace, taken.id, in_outcome, charged, greatest(charged - taken.amount, 0), at);
  PERFORM settle_in_budget(in_workspace, b.budget_id, b.slot, taken.amount, charged) FROM held_budgets(in_workspace, taken.id) AS b;
END
$$;

CREATE OR REPLACE FUNCTION correct_spent(in_workspace uuid, of_generation uuid, in_number int, by_amount numeric, at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  taken hold%ROWTYPE;
  counted record;
BEGIN
  SELECT * INTO STRICT taken FROM hold WHERE workspace_id = in_workspace AND generation_id = of_generation;
  INSERT INTO spent_correction (workspace_id, hold_id, number, difference, recorded_at)
  VALUES (in_workspace, taken.id, in_number, by_amount, at);
  FOR counted IN SELECT * FROM held_budgets(in_workspace, taken.id) LOOP
    PERFORM FROM budget WHERE workspace_id = in_workspace AND id = counted.budget_id FOR NO KEY UPDATE;
    PERFORM FROM budget_slot WHERE workspace_id = in_workspace AND budget_id = counted.budget_id ORDER BY slot FOR NO KEY UPDATE;
    UPDATE budget_slot SET spent = spent + by_amount
    WHERE workspace_id = in_workspace AND budget_id = counted.budget_id AND slot = counted.slot;
    PERFORM spread_budget(in_workspace, counted.budget_id);
  END LOOP;
END
$$;
