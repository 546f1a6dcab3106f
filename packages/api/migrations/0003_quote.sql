-- Why: a quote means something because it is stored whole, with the price entries it pins, and nobody can change it afterwards.

CREATE TABLE quote (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  request_hash text NOT NULL CHECK (request_hash <> ''),
  request jsonb NOT NULL CHECK (jsonb_typeof(request) = 'object'),
  mode service_mode NOT NULL,
  executable boolean NOT NULL,
  refused_providers jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(refused_providers) = 'array'),
  created_at timestamptz NOT NULL,
  priced_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT only_a_price_of_its_own_day_is_executable CHECK (NOT executable OR priced_at = created_at)
);
COMMENT ON TABLE quote IS 'A stored set of offers with an expiry. Written once, by the service, with its offers and lines.';
COMMENT ON COLUMN quote.workspace_id IS 'By the service: the workspace that asked.';
COMMENT ON COLUMN quote.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN quote.request_hash IS 'Hash of everything that decides what would be executed; by the service.';
COMMENT ON COLUMN quote.request IS 'The request as it was given: an absent field is absent here; by the service.';
COMMENT ON COLUMN quote.mode IS 'realtime or batch; by the service.';
COMMENT ON COLUMN quote.executable IS 'False where the prices are of another instant: a simulation; by the service.';
COMMENT ON COLUMN quote.refused_providers IS 'Which providers could not serve it, each with its refusal; by the service.';
COMMENT ON COLUMN quote.created_at IS 'By the service.';
COMMENT ON COLUMN quote.priced_at IS 'The instant whose prices were used; by the service.';
COMMENT ON COLUMN quote.expires_at IS 'Never past the end of a pinned price entry; by the service.';
COMMENT ON COLUMN quote.written_in IS 'The transaction that wrote it; by the database. An offer from another transaction is refused.';

CREATE TABLE quote_offer (
  workspace_id uuid NOT NULL,
  quote_id uuid NOT NULL,
  id uuid NOT NULL,
  rank smallint NOT NULL CHECK (rank >= 0),
  provider text NOT NULL,
  model text NOT NULL,
  exactness text NOT NULL CHECK (exactness IN ('exact', 'range', 'unknown')),
  price_entry_id uuid NOT NULL REFERENCES price_entry (id),
  currency currency_code NOT NULL,
  floor exact_amount,
  expected exact_amount,
  ceiling exact_amount,
  resolved jsonb NOT NULL CHECK (jsonb_typeof(resolved) = 'array'),
  pitfalls jsonb NOT NULL CHECK (jsonb_typeof(pitfalls) = 'array'),
  PRIMARY KEY (workspace_id, quote_id, id),
  FOREIGN KEY (workspace_id, quote_id) REFERENCES quote (workspace_id, id),
  CONSTRAINT floor_expected_ceiling_ascend CHECK (floor <= expected AND expected <= ceiling AND floor <= ceiling),
  CONSTRAINT exact_is_one_amount CHECK (exactness <> 'exact' OR (expected IS NOT NULL AND floor = expected AND ceiling = expected))
);
COMMENT ON TABLE quote_offer IS 'What one provider would charge for the quoted request. Written once, with its quote.';
COMMENT ON COLUMN quote_offer.workspace_id IS 'By the service: that of the quote.';
COMMENT ON COLUMN quote_offer.quote_id IS 'By the service.';
COMMENT ON COLUMN quote_offer.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN quote_offer.rank IS '0 is the best: cheapest expected cost first, unknown last; by the service.';
COMMENT ON COLUMN quote_offer.provider IS 'Who would bill; by the service.';
COMMENT ON COLUMN quote_offer.model IS 'The name after aliases; by the service.';
COMMENT ON COLUMN quote_offer.exactness IS 'exact, range or unknown; by core.';
COMMENT ON COLUMN quote_offer.price_entry_id IS 'The pinned entry, which the caller will pay; by the service.';
COMMENT ON COLUMN quote_offer.currency IS 'That of the pinned entry; by the service.';
COMMENT ON COLUMN quote_offer.floor IS 'By core. NULL: no lower bound is known.';
COMMENT ON COLUMN quote_offer.expected IS 'By core. NULL: nothing to expect is known.';
COMMENT ON COLUMN quote_offer.ceiling IS 'By core. NULL: no upper bound is known.';
COMMENT ON COLUMN quote_offer.resolved IS 'Each parameter after aliases and defaults, with its origin; by core.';
COMMENT ON COLUMN quote_offer.pitfalls IS 'The ways in which this request would cost other than it looks; by core.';

CREATE TABLE quote_line (
  workspace_id uuid NOT NULL,
  quote_id uuid NOT NULL,
  offer_id uuid NOT NULL,
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
  PRIMARY KEY (workspace_id, quote_id, offer_id, position),
  FOREIGN KEY (workspace_id, quote_id, offer_id) REFERENCES quote_offer (workspace_id, quote_id, id),
  CONSTRAINT amount_is_that_of_its_line CHECK (line_adds_up(amount, quantity, unit_price, per, multiplier, divisor))
);
COMMENT ON TABLE quote_line IS 'The lines of the expected cost of an offer. Written once, with its quote.';
COMMENT ON COLUMN quote_line.workspace_id IS 'By the service: that of the quote.';
COMMENT ON COLUMN quote_line.quote_id IS 'By the service.';
COMMENT ON COLUMN quote_line.offer_id IS 'By the service.';
COMMENT ON COLUMN quote_line.position IS 'The order of the lines, from 0; by the service.';
COMMENT ON COLUMN quote_line.meter IS 'What is counted; by core.';
COMMENT ON COLUMN quote_line.label IS 'The name of the tariff component; by core. NULL: it has none.';
COMMENT ON COLUMN quote_line.quantity IS 'Whole units of the meter; by core.';
COMMENT ON COLUMN quote_line.unit_price IS 'Price of "per" units, in the currency of the offer; by core.';
COMMENT ON COLUMN quote_line.per IS 'How many units the unit price buys; by core.';
COMMENT ON COLUMN quote_line.multiplier IS 'The m of a ratio m/d where the tariff multiplies or converts, else 1; by core.';
COMMENT ON COLUMN quote_line.divisor IS 'The d of that ratio, else 1; by core.';
COMMENT ON COLUMN quote_line.amount IS 'In the currency of the offer; by core.';
COMMENT ON COLUMN quote_line.rounded IS 'Whether the amount did not divide and was rounded half-even to 12 places; by core.';

-- By row, so that each check is one look-up by primary key however many quotes there are.
CREATE FUNCTION refuse_late_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM quote WHERE workspace_id = NEW.workspace_id AND id = NEW.quote_id AND written_in <> pg_current_xact_id()
  ) THEN
    RAISE EXCEPTION 'A quote is written once: % from a later transaction is refused.', TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER written_with_its_quote AFTER INSERT ON quote_offer FOR EACH ROW EXECUTE FUNCTION refuse_late_offer();
CREATE TRIGGER written_with_its_quote AFTER INSERT ON quote_line FOR EACH ROW EXECUTE FUNCTION refuse_late_offer();

SELECT guard_append_only(quoted), guard_tenant_table(quoted) FROM unnest(ARRAY['quote', 'quote_offer', 'quote_line']::regclass[]) AS quoted;
GRANT SELECT, INSERT ON quote, quote_offer, quote_line TO halfpenny_service;
GRANT SELECT ON quote, quote_offer, quote_line TO halfpenny_system;
