-- Why: what a provider gives back of a charge, and what is given back to a workspace of its sell price, is money that one person moves by hand. Above a threshold another approves it. And a
-- provider may invoice in another currency than it states its usage in: the rate it gives, and where it gives it, are kept beside what both sides come to.

ALTER TABLE workspace ADD COLUMN refund_two_people_above exact_amount NOT NULL DEFAULT 100 CHECK (refund_two_people_above >= 0);
COMMENT ON COLUMN workspace.refund_two_people_above IS 'Above which amount, in its own currency, a refund is approved by another than who recorded it; by an admin.';
GRANT UPDATE (refund_two_people_above) ON workspace TO halfpenny_service;

CREATE TABLE refund (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind = ANY (ARRAY['provider', 'sale'])),
  generation_id uuid NOT NULL,
  currency currency_code NOT NULL,
  amount exact_amount NOT NULL CHECK (amount > 0),
  happened_at timestamptz NOT NULL,
  reference text NOT NULL CHECK (char_length(reference) BETWEEN 1 AND 500),
  state text NOT NULL CHECK (state = ANY (ARRAY['proposed', 'recorded', 'discarded'])),
  author caller_identity NOT NULL,
  author_name text NOT NULL CHECK (author_name <> ''),
  created_at timestamptz NOT NULL,
  decided_by caller_identity,
  decided_by_name text CHECK (decided_by_name <> ''),
  decided_at timestamptz,
  tx_id uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, generation_id) REFERENCES generation (workspace_id, id),
  FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx (workspace_id, id),
  CONSTRAINT recorded_is_in_the_ledger CHECK ((state = 'recorded') = (tx_id IS NOT NULL)),
  CONSTRAINT decided_says_by_whom CHECK (num_nulls(decided_by, decided_by_name, decided_at) IN (0, 3) AND (state = 'recorded' OR (state = 'discarded') = (decided_by IS NOT NULL)))
);
CREATE INDEX refund_by_generation ON refund (workspace_id, generation_id);
CREATE INDEX refund_that_waits ON refund (workspace_id, id) WHERE state = 'proposed';
COMMENT ON TABLE refund IS 'What a provider gave back of a charge, or what is given back to the workspace of what it was charged.';
COMMENT ON COLUMN refund.workspace_id IS 'That of the generation; by the service.';
COMMENT ON COLUMN refund.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN refund.kind IS 'provider: of what it took; sale: of the sell price, into workspace_credit. By who records it.';
COMMENT ON COLUMN refund.generation_id IS 'By who records it.';
COMMENT ON COLUMN refund.currency IS 'By who records it.';
COMMENT ON COLUMN refund.amount IS 'By who records it.';
COMMENT ON COLUMN refund.happened_at IS 'When it was given back; by who records it.';
COMMENT ON COLUMN refund.reference IS 'What proves it, or why; by who records it.';
COMMENT ON COLUMN refund.state IS 'proposed → recorded or discarded; a small one is recorded at once. By the service.';
COMMENT ON COLUMN refund.author IS 'Who recorded it; by the service.';
COMMENT ON COLUMN refund.author_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN refund.created_at IS 'By the service.';
COMMENT ON COLUMN refund.decided_by IS 'Who approved or discarded it; by the service. NULL: nobody had to, or has yet.';
COMMENT ON COLUMN refund.decided_by_name IS 'Their name, as it was then; by the service. NULL: as decided_by.';
COMMENT ON COLUMN refund.decided_at IS 'By the service. NULL: as decided_by.';
COMMENT ON COLUMN refund.tx_id IS 'Its posting; by the service. NULL: it is not recorded.';

CREATE FUNCTION keep_refund_course() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decision text[] := ARRAY['state', 'decided_by', 'decided_by_name', 'decided_at', 'tx_id'];
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.state <> 'proposed' OR NEW.state = 'proposed' OR to_jsonb(NEW) - decision <> to_jsonb(OLD) - decision) THEN
    RAISE EXCEPTION 'Refund % is %: that stands.', OLD.id, OLD.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state = 'recorded' AND NEW.amount > (SELECT refund_two_people_above FROM workspace WHERE id = NEW.workspace_id)
    AND (NEW.decided_by IS NULL OR is_one_of(NEW.decided_by, ARRAY[NEW.author]))
  THEN
    RAISE EXCEPTION 'Refund % is of an amount that another than its author approves.', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_its_course BEFORE INSERT OR UPDATE ON refund FOR EACH ROW EXECUTE FUNCTION keep_refund_course();
CREATE TRIGGER never_deleted BEFORE DELETE ON refund FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON refund FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE currency_invoice (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  run_id uuid NOT NULL,
  currency currency_code NOT NULL,
  amount exact_amount NOT NULL CHECK (amount > 0),
  invoiced_currency currency_code NOT NULL,
  invoiced_amount exact_amount NOT NULL CHECK (invoiced_amount > 0),
  rate exact_amount NOT NULL CHECK (rate > 0),
  rate_source text NOT NULL CHECK (char_length(rate_source) BETWEEN 1 AND 500),
  invoiced_at timestamptz NOT NULL,
  reference text NOT NULL CHECK (char_length(reference) BETWEEN 1 AND 500),
  recorded_by caller_identity NOT NULL,
  recorded_by_name text NOT NULL CHECK (recorded_by_name <> ''),
  recorded_at timestamptz NOT NULL,
  tx_id uuid NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, run_id) REFERENCES reconciliation_run (workspace_id, id),
  FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx (workspace_id, id),
  CONSTRAINT invoiced_in_another_currency CHECK (invoiced_currency <> currency)
);
CREATE INDEX currency_invoice_of_run ON currency_invoice (workspace_id, run_id);
COMMENT ON TABLE currency_invoice IS 'What of an accepted statement its provider invoiced in another currency. Only added to.';
COMMENT ON COLUMN currency_invoice.workspace_id IS 'That of the run; by the service.';
COMMENT ON COLUMN currency_invoice.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN currency_invoice.run_id IS 'The accepted statement; by who records it.';
COMMENT ON COLUMN currency_invoice.currency IS 'That of the usage; by who records it.';
COMMENT ON COLUMN currency_invoice.amount IS 'What of the payable was invoiced, in the currency of the usage; by who records it.';
COMMENT ON COLUMN currency_invoice.invoiced_currency IS 'That of the invoice; by who records it.';
COMMENT ON COLUMN currency_invoice.invoiced_amount IS 'What is payable instead, as the invoice states it; by who records it.';
COMMENT ON COLUMN currency_invoice.rate IS 'Units of the invoice for one of the usage, as stated; by who records it. It is kept, and nothing is computed by it.';
COMMENT ON COLUMN currency_invoice.rate_source IS 'Where the rate is stated; by who records it.';
COMMENT ON COLUMN currency_invoice.invoiced_at IS 'When it was invoiced; by who records it.';
COMMENT ON COLUMN currency_invoice.reference IS 'What proves it, such as the number of the invoice; by who records it.';
COMMENT ON COLUMN currency_invoice.recorded_by IS 'By the service.';
COMMENT ON COLUMN currency_invoice.recorded_by_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN currency_invoice.recorded_at IS 'By the service.';
COMMENT ON COLUMN currency_invoice.tx_id IS 'Its posting; by the service.';

SELECT guard_append_only('currency_invoice');
SELECT guard_tenant_table(kept) FROM unnest(ARRAY['refund', 'currency_invoice']::regclass[]) AS kept;
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_by_name, decided_at, tx_id) ON refund TO halfpenny_service;
GRANT SELECT, INSERT ON currency_invoice TO halfpenny_service;
GRANT SELECT ON refund, currency_invoice TO halfpenny_system;
