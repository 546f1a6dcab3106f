-- Why: money that might be spent is reserved before it is spent, and however many reserve at once, together they never reserve more than
-- a limit. A budget is split into slots, so that those who reserve at once seldom wait for the same row.

CREATE TABLE budget (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  book money_book NOT NULL,
  currency currency_code NOT NULL,
  period tstzrange NOT NULL,
  limit_amount exact_amount NOT NULL CHECK (limit_amount >= 0),
  slots smallint NOT NULL CHECK (slots BETWEEN 1 AND 64),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT period_is_half_open CHECK (NOT isempty(period) AND lower_inc(period) AND NOT lower_inf(period) AND NOT upper_inc(period)),
  -- Real and simulated money are different books, so they never share a budget.
  CONSTRAINT one_budget_at_a_time EXCLUDE USING gist (workspace_id WITH =, book WITH =, currency WITH =, period WITH &&)
);
COMMENT ON TABLE budget IS 'The most a workspace may spend in a period, in one book and currency. It counts what is held from when it is made.';
COMMENT ON COLUMN budget.workspace_id IS 'By the service.';
COMMENT ON COLUMN budget.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN budget.book IS 'real or simulated; by whoever sets the budget.';
COMMENT ON COLUMN budget.currency IS 'By whoever sets the budget; amounts in another currency are not counted.';
COMMENT ON COLUMN budget.period IS 'When a hold counts against it, half-open. No upper bound: until another is set.';
COMMENT ON COLUMN budget.limit_amount IS 'By whoever sets the budget; it may be lowered below what is held and spent.';
COMMENT ON COLUMN budget.slots IS 'Into how many rows held and spent are split; by the service.';
COMMENT ON COLUMN budget.created_at IS 'By the service.';

CREATE TABLE budget_slot (
  workspace_id uuid NOT NULL,
  budget_id uuid NOT NULL,
  slot smallint NOT NULL CHECK (slot >= 0),
  share exact_amount NOT NULL,
  held exact_amount NOT NULL DEFAULT 0 CHECK (held >= 0),
  spent exact_amount NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, budget_id, slot),
  FOREIGN KEY (workspace_id, budget_id) REFERENCES budget (workspace_id, id)
) WITH (fillfactor = 50);
COMMENT ON TABLE budget_slot IS 'A part of a budget. Shares of a budget sum to its limit; a hold is taken from one slot.';
COMMENT ON COLUMN budget_slot.workspace_id IS 'By the service: that of the budget.';
COMMENT ON COLUMN budget_slot.budget_id IS 'By the service.';
COMMENT ON COLUMN budget_slot.slot IS 'From 0; by the service.';
COMMENT ON COLUMN budget_slot.share IS 'Its part of the limit; negative where the budget is overrun; by the functions below.';
COMMENT ON COLUMN budget_slot.held IS 'The sum of the open holds taken from it; by the functions below.';
COMMENT ON COLUMN budget_slot.spent IS 'The sum of what its holds were settled at, corrections included; by the functions below.';

CREATE TABLE hold (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  generation_id uuid NOT NULL,
  budget_id uuid,
  slot smallint,
  currency currency_code NOT NULL,
  amount exact_amount NOT NULL CHECK (amount >= 0),
  taken_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT one_hold_per_generation UNIQUE (workspace_id, generation_id),
  FOREIGN KEY (workspace_id, generation_id) REFERENCES generation (workspace_id, id),
  -- No foreign key leads to the budget: it would lock that one row for every hold. take_hold names what it found, and no budget is deleted.
  CONSTRAINT a_budget_is_held_in_a_slot CHECK ((budget_id IS NULL) = (slot IS NULL))
);
CREATE INDEX hold_by_budget ON hold (workspace_id, budget_id) WHERE budget_id IS NOT NULL;
COMMENT ON TABLE hold IS 'Money reserved until the outcome of a generation is known: open as long as it has no settlement.';
COMMENT ON COLUMN hold.workspace_id IS 'By the service: that of the generation.';
COMMENT ON COLUMN hold.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN hold.generation_id IS 'By the service.';
COMMENT ON COLUMN hold.budget_id IS 'By take_hold. NULL: no budget was set for that book, currency and instant.';
COMMENT ON COLUMN hold.slot IS 'By take_hold. NULL exactly where budget_id is.';
COMMENT ON COLUMN hold.currency IS 'That of the offer; by the service.';
COMMENT ON COLUMN hold.amount IS 'The ceiling of the offer; the most it may cost where no ceiling is known; by the service.';
COMMENT ON COLUMN hold.taken_at IS 'By the service.';

CREATE TABLE hold_settlement (
  workspace_id uuid NOT NULL,
  hold_id uuid NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('settled', 'released')),
  amount exact_amount NOT NULL,
  overrun exact_amount NOT NULL CHECK (overrun >= 0),
  settled_at timestamptz NOT NULL,
  CONSTRAINT one_settlement_per_hold PRIMARY KEY (workspace_id, hold_id),
  FOREIGN KEY (workspace_id, hold_id) REFERENCES hold (workspace_id, id),
  CONSTRAINT released_is_zero CHECK (outcome <> 'released' OR (amount = 0 AND overrun = 0))
);
COMMENT ON TABLE hold_settlement IS 'The one final outcome of a hold.';
COMMENT ON COLUMN hold_settlement.workspace_id IS 'By the service: that of the hold.';
COMMENT ON COLUMN hold_settlement.hold_id IS 'By the service.';
COMMENT ON COLUMN hold_settlement.outcome IS 'settled: something was charged. released: nothing was. By the service.';
COMMENT ON COLUMN hold_settlement.amount IS 'What was charged; by the service.';
COMMENT ON COLUMN hold_settlement.overrun IS 'By how much that is above the hold: it is booked all the same, and seen here; by settle_hold.';
COMMENT ON COLUMN hold_settlement.settled_at IS 'By the service.';

CREATE TABLE spent_correction (
  workspace_id uuid NOT NULL,
  hold_id uuid NOT NULL,
  number smallint NOT NULL CHECK (number >= 1),
  difference exact_amount NOT NULL CHECK (difference <> 0),
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, hold_id, number),
  FOREIGN KEY (workspace_id, hold_id) REFERENCES hold_settlement (workspace_id, hold_id)
);
COMMENT ON TABLE spent_correction IS 'What a later truth added to, or took from, the amount a hold was settled at.';
COMMENT ON COLUMN spent_correction.workspace_id IS 'By the service: that of the hold.';
COMMENT ON COLUMN spent_correction.hold_id IS 'By the service.';
COMMENT ON COLUMN spent_correction.number IS 'From 1: that of the correction of the charge; by the service.';
COMMENT ON COLUMN spent_correction.difference IS 'New total minus the one before; by the service.';
COMMENT ON COLUMN spent_correction.recorded_at IS 'By the service.';

SELECT guard_append_only(kept) FROM unnest(ARRAY['hold', 'hold_settlement', 'spent_correction']::regclass[]) AS kept;
SELECT guard_tenant_table(kept) FROM unnest(ARRAY['budget', 'budget_slot', 'hold', 'hold_settlement', 'spent_correction']::regclass[]) AS kept;
CREATE TRIGGER never_deleted BEFORE DELETE ON budget FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON budget FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON budget_slot FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON budget_slot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON budget, budget_slot, hold, hold_settlement, spent_correction TO halfpenny_service, halfpenny_system;
GRANT UPDATE (limit_amount) ON budget TO halfpenny_service, halfpenny_system;
GRANT UPDATE (share, held, spent) ON budget_slot TO halfpenny_service, halfpenny_system;

-- Shares anew: what is free is spread evenly; what does not divide, and an overrun, stand on slot 0. Whoever comes here holds the budget's
-- row first and its slots after it, in order, so that no two wait for each other.
CREATE FUNCTION spread_budget(in_workspace uuid, of_budget uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  slot_count smallint;
  free numeric;
  each numeric;
BEGIN
  SELECT slots, limit_amount INTO slot_count, free FROM budget WHERE workspace_id = in_workspace AND id = of_budget FOR NO KEY UPDATE;
  PERFORM FROM budget_slot WHERE workspace_id = in_workspace AND budget_id = of_budget ORDER BY slot FOR NO KEY UPDATE;
  SELECT free - sum(held + spent) INTO free FROM budget_slot WHERE workspace_id = in_workspace AND budget_id = of_budget;
  each := CASE WHEN free > 0 THEN trunc(free / slot_count, 12) ELSE 0 END;
  UPDATE budget_slot SET share = held + spent + CASE slot WHEN 0 THEN free - each * (slot_count - 1) ELSE each END
  WHERE workspace_id = in_workspace AND budget_id = of_budget;
END
$$;

-- Takes a hold, its UPDATE last, so that the row is locked as briefly as can be. Answers NULL where it was taken; else what is left.
-- A slot that is full sends the hold to all of them together.
CREATE FUNCTION take_hold(
  in_workspace uuid, hold_id uuid, for_generation uuid, in_book text, in_currency text, wanted numeric, at timestamptz, preferred_slot int
) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
  found_budget uuid;
  found_slot smallint;
  free numeric;
BEGIN
  SELECT id, (preferred_slot % slots)::smallint INTO found_budget, found_slot FROM budget
  WHERE workspace_id = in_workspace AND book = in_book AND currency = in_currency AND period @> at;
  INSERT INTO hold (workspace_id, id, generation_id, budget_id, slot, currency, amount, taken_at)
  VALUES (in_workspace, hold_id, for_generation, found_budget, found_slot, in_currency, wanted, at);
  IF found_budget IS NULL THEN
    RETURN NULL;
  END IF;
  UPDATE budget_slot SET held = held + wanted
  WHERE workspace_id = in_workspace AND budget_id = found_budget AND slot = found_slot AND held + spent + wanted <= share;
  IF FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM spread_budget(in_workspace, found_budget);
  SELECT sum(share - held - spent) INTO free FROM budget_slot WHERE workspace_id = in_workspace AND budget_id = found_budget;
  IF free < wanted THEN
    RETURN greatest(free, 0);
  END IF;
  UPDATE budget_slot SET held = held + wanted WHERE workspace_id = in_workspace AND budget_id = found_budget AND slot = found_slot;
  PERFORM spread_budget(in_workspace, found_budget);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION take_hold IS 'Whoever gets a number back must roll back: the hold is written and nothing was reserved for it.';

-- Settles the hold of a generation once: a second settlement breaks one_settlement_per_hold. Never refused for money.
CREATE FUNCTION settle_hold(in_workspace uuid, of_generation uuid, in_outcome text, charged numeric, at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  taken hold%ROWTYPE;
BEGIN
  SELECT * INTO STRICT taken FROM hold WHERE workspace_id = in_workspace AND generation_id = of_generation;
  INSERT INTO hold_settlement (workspace_id, hold_id, outcome, amount, overrun, settled_at)
  VALUES (in_workspace, taken.id, in_outcome, charged, greatest(charged - taken.amount, 0), at);
  IF taken.budget_id IS NULL THEN
    RETURN;
  END IF;
  IF charged > taken.amount THEN
    PERFORM FROM budget WHERE workspace_id = in_workspace AND id = taken.budget_id FOR NO KEY UPDATE;
    PERFORM FROM budget_slot WHERE workspace_id = in_workspace AND budget_id = taken.budget_id ORDER BY slot FOR NO KEY UPDATE;
  END IF;
  UPDATE budget_slot SET held = held - taken.amount, spent = spent + charged
  WHERE workspace_id = in_workspace AND budget_id = taken.budget_id AND slot = taken.slot;
  IF charged > taken.amount THEN
    PERFORM spread_budget(in_workspace, taken.budget_id);
  END IF;
END
$$;

-- A later truth about what a settled hold cost: the difference goes to spent.
CREATE FUNCTION correct_spent(in_workspace uuid, of_generation uuid, in_number int, by_amount numeric, at timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  taken hold%ROWTYPE;
BEGIN
  SELECT * INTO STRICT taken FROM hold WHERE workspace_id = in_workspace AND generation_id = of_generation;
  INSERT INTO spent_correction (workspace_id, hold_id, number, difference, recorded_at)
  VALUES (in_workspace, taken.id, in_number, by_amount, at);
  IF taken.budget_id IS NULL THEN
    RETURN;
  END IF;
  PERFORM FROM budget WHERE workspace_id = in_workspace AND id = taken.budget_id FOR NO KEY UPDATE;
  PERFORM FROM budget_slot WHERE workspace_id = in_workspace AND budget_id = taken.budget_id ORDER BY slot FOR NO KEY UPDATE;
  UPDATE budget_slot SET spent = spent + by_amount
  WHERE workspace_id = in_workspace AND budget_id = taken.budget_id AND slot = taken.slot;
  PERFORM spread_budget(in_workspace, taken.budget_id);
END
$$;
