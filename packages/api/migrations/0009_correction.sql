-- Why: the first final outcome of a charge stands for ever, and what is learnt later is added beside it: a chain that never forks, whose last
-- link is the total as known now. What the sweeper and the resolver of doubts look for gets indexes of its own.

CREATE TABLE charge_correction (
  workspace_id uuid NOT NULL,
  generation_id uuid NOT NULL,
  side text NOT NULL,
  number smallint NOT NULL CHECK (number >= 1),
  state text NOT NULL CHECK (state IN ('settled', 'estimated', 'void')),
  currency currency_code NOT NULL,
  total exact_amount NOT NULL,
  difference exact_amount NOT NULL,
  price_entry_id uuid REFERENCES price_entry (id),
  lines jsonb NOT NULL CHECK (jsonb_typeof(lines) = 'array'),
  reason text NOT NULL CHECK (reason IN ('late-result', 'estimate-known', 'statement')),
  evidence jsonb,
  recorded_at timestamptz NOT NULL,
  CONSTRAINT a_chain_of_corrections_never_forks PRIMARY KEY (workspace_id, generation_id, side, number),
  FOREIGN KEY (workspace_id, generation_id, side) REFERENCES charge (workspace_id, generation_id, side),
  CONSTRAINT void_is_zero CHECK (state <> 'void' OR total = 0)
);
COMMENT ON TABLE charge_correction IS 'What was learnt of a charge after its first final outcome. The total as known now is that of the last one.';
COMMENT ON COLUMN charge_correction.workspace_id IS 'By the service: that of the charge.';
COMMENT ON COLUMN charge_correction.generation_id IS 'By the service.';
COMMENT ON COLUMN charge_correction.side IS 'charge or cost; by the service.';
COMMENT ON COLUMN charge_correction.number IS 'From 1 within a side of a charge; by the service.';
COMMENT ON COLUMN charge_correction.state IS 'What the charge is from now on; by the service.';
COMMENT ON COLUMN charge_correction.currency IS 'That of the price entry; by the service.';
COMMENT ON COLUMN charge_correction.total IS 'The sum of the lines; by the service.';
COMMENT ON COLUMN charge_correction.difference IS 'The total minus the one before; 0 where only the state or the cause was learnt; by the service.';
COMMENT ON COLUMN charge_correction.price_entry_id IS 'The entry the lines are rated from; by the service. NULL: void, so none.';
COMMENT ON COLUMN charge_correction.lines IS 'Meter, quantity, unit price, per and amount of each line, as text; by core.';
COMMENT ON COLUMN charge_correction.reason IS 'late-result, estimate-known or statement; by the service.';
COMMENT ON COLUMN charge_correction.evidence IS 'The reading or the statement line behind it; by the service. NULL: there is none.';
COMMENT ON COLUMN charge_correction.recorded_at IS 'By the service.';

CREATE FUNCTION check_correction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  total_before exact_amount;
BEGIN
  SELECT total INTO total_before FROM (
    SELECT number, total FROM charge_correction
    WHERE workspace_id = NEW.workspace_id AND generation_id = NEW.generation_id AND side = NEW.side AND number < NEW.number
    UNION ALL
    SELECT 0, total FROM charge WHERE workspace_id = NEW.workspace_id AND generation_id = NEW.generation_id AND side = NEW.side
  ) AS chain ORDER BY number DESC LIMIT 1;
  IF NEW.difference IS DISTINCT FROM NEW.total - total_before THEN
    RAISE EXCEPTION 'A correction of % to % differs by %, not by %.', total_before, NEW.total, NEW.total - total_before, NEW.difference
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.total <> (SELECT coalesce(sum((line ->> 'amount')::numeric), 0) FROM jsonb_array_elements(NEW.lines) AS line) THEN
    RAISE EXCEPTION 'A correction to % has lines that do not sum to it.', NEW.total USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER correction_follows_its_chain AFTER INSERT ON charge_correction FOR EACH ROW EXECUTE FUNCTION check_correction();

SELECT guard_append_only('charge_correction'), guard_tenant_table('charge_correction');
GRANT SELECT, INSERT ON charge_correction TO halfpenny_service, halfpenny_system;

CREATE INDEX generation_running ON generation (created_at) WHERE status = 'running';
CREATE INDEX charge_not_final ON charge (workspace_id, generation_id) WHERE state IN ('in_doubt', 'unbilled');
