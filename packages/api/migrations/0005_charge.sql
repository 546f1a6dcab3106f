-- Why: what the caller pays (by the entries the quote pinned) and what the provider takes (by the entry in force when it worked)
-- are rated apart and kept with their lines, so that any of them can be rated again to the same digits.

CREATE TABLE charge (
  workspace_id uuid NOT NULL,
  generation_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('charge', 'cost')),
  state text NOT NULL CHECK (state IN ('held', 'settled', 'estimated', 'unbilled', 'in_doubt', 'void')),
  currency currency_code NOT NULL,
  total exact_amount,
  price_entry_id uuid REFERENCES price_entry (id),
  PRIMARY KEY (workspace_id, generation_id, side),
  FOREIGN KEY (workspace_id, generation_id) REFERENCES generation (workspace_id, id),
  CONSTRAINT total_is_known_exactly_when_final CHECK ((total IS NOT NULL) = (state IN ('settled', 'estimated', 'void'))),
  CONSTRAINT void_is_zero CHECK (state <> 'void' OR total = 0)
);
COMMENT ON TABLE charge IS 'Two rows a generation: what the caller is charged (charge) and what the provider takes (cost).';
COMMENT ON COLUMN charge.workspace_id IS 'By the service: that of the generation.';
COMMENT ON COLUMN charge.generation_id IS 'By the service.';
COMMENT ON COLUMN charge.side IS 'charge or cost; by the service.';
COMMENT ON COLUMN charge.state IS 'By the service. settled, estimated and void are final; unbilled and in_doubt are doubts, never zero.';
COMMENT ON COLUMN charge.currency IS 'That of the price entry; by the service.';
COMMENT ON COLUMN charge.total IS 'The sum of its lines; by the service. NULL: not known yet, which is not zero.';
COMMENT ON COLUMN charge.price_entry_id IS 'The entry it is rated from; by the service. NULL: none applies, or none is decided yet.';

CREATE FUNCTION keep_final_charge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('settled', 'estimated', 'void') THEN
    RAISE EXCEPTION 'The % of generation % is %: the first final outcome stands, later truth is a correcting ledger transaction.',
      OLD.side, OLD.generation_id, OLD.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER final_charge_stands BEFORE UPDATE ON charge FOR EACH ROW EXECUTE FUNCTION keep_final_charge();

CREATE TABLE charge_line (
  workspace_id uuid NOT NULL,
  generation_id uuid NOT NULL,
  side text NOT NULL,
  position smallint NOT NULL CHECK (position >= 0),
  meter text NOT NULL CHECK (meter <> ''),
  label text,
  quantity whole_quantity NOT NULL CHECK (quantity >= 0),
  unit_price exact_amount NOT NULL,
  per whole_quantity NOT NULL CHECK (per > 0),
  multiplier whole_quantity NOT NULL DEFAULT 1 CHECK (multiplier >= 0),
  divisor whole_quantity NOT NULL DEFAULT 1 CHECK (divisor > 0),
  amount exact_amount NOT NULL,
  rounded boolean NOT NULL,
  PRIMARY KEY (workspace_id, generation_id, side, position),
  FOREIGN KEY (workspace_id, generation_id, side) REFERENCES charge (workspace_id, generation_id, side),
  CONSTRAINT amount_is_that_of_its_line CHECK (line_adds_up(amount, quantity, unit_price, per, multiplier, divisor))
);
COMMENT ON TABLE charge_line IS 'The lines of a charge. Written once, with its total.';
COMMENT ON COLUMN charge_line.workspace_id IS 'By the service: that of the generation.';
COMMENT ON COLUMN charge_line.generation_id IS 'By the service.';
COMMENT ON COLUMN charge_line.side IS 'charge or cost; by the service.';
COMMENT ON COLUMN charge_line.position IS 'The order of the lines, from 0; by the service.';
COMMENT ON COLUMN charge_line.meter IS 'What is counted; by core.';
COMMENT ON COLUMN charge_line.label IS 'The name of the tariff component; by core. NULL: it has none.';
COMMENT ON COLUMN charge_line.quantity IS 'Whole units of the meter; by core.';
COMMENT ON COLUMN charge_line.unit_price IS 'Price of "per" units, in the currency of the charge; by core.';
COMMENT ON COLUMN charge_line.per IS 'How many units the unit price buys; by core.';
COMMENT ON COLUMN charge_line.multiplier IS 'The m of a ratio m/d where the tariff multiplies or converts, else 1; by core.';
COMMENT ON COLUMN charge_line.divisor IS 'The d of that ratio, else 1; by core.';
COMMENT ON COLUMN charge_line.amount IS 'In the currency of the charge; by core.';
COMMENT ON COLUMN charge_line.rounded IS 'Whether the amount did not divide and was rounded half-even to 12 places; by core.';
SELECT guard_append_only('charge_line');

-- A total is the sum of its lines once the transaction is whole: checked at commit, whichever was written first.
CREATE FUNCTION check_charge_total() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  total_now exact_amount;
  sum_of_lines numeric;
BEGIN
  SELECT total INTO total_now FROM charge
  WHERE workspace_id = NEW.workspace_id AND generation_id = NEW.generation_id AND side = NEW.side;
  SELECT coalesce(sum(amount), 0) INTO sum_of_lines FROM charge_line
  WHERE workspace_id = NEW.workspace_id AND generation_id = NEW.generation_id AND side = NEW.side;
  IF coalesce(total_now, 0) <> sum_of_lines THEN
    RAISE EXCEPTION 'The % of generation % is %, but its lines sum to %.', NEW.side, NEW.generation_id, total_now, sum_of_lines
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER total_is_the_sum_of_lines AFTER INSERT OR UPDATE ON charge
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_charge_total();
CREATE CONSTRAINT TRIGGER total_is_the_sum_of_lines AFTER INSERT ON charge_line
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_charge_total();

CREATE TRIGGER never_deleted BEFORE DELETE ON charge FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON charge FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON generation FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON generation FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_deleted BEFORE DELETE ON provider_attempt FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON provider_attempt FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
SELECT guard_append_only('generated_image');

SELECT guard_tenant_table(executed)
FROM unnest(ARRAY['generation', 'provider_attempt', 'generated_image', 'charge', 'charge_line']::regclass[]) AS executed;

-- Who may write what: identity columns are written once, by nobody afterwards.
GRANT SELECT, INSERT ON generation, provider_attempt, generated_image, charge, charge_line TO halfpenny_service, halfpenny_system;
GRANT UPDATE (status, usage, delivered, failure, settled_at) ON generation TO halfpenny_service, halfpenny_system;
GRANT UPDATE (outcome, http_status, provider_request_id, reading, reply, failure, ended_at, service_at) ON provider_attempt
  TO halfpenny_service, halfpenny_system;
GRANT UPDATE (state, currency, total, price_entry_id) ON charge TO halfpenny_service, halfpenny_system;
