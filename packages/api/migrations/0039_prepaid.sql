-- Why: some providers are paid beforehand. What is left with them lies in lots, each with its own expiry; some are given, some are credits of the provider's
-- own that were bought for money. The ledger holds what the lots hold, and whoever records a great one is not the one who approves it.

ALTER TABLE workspace ADD COLUMN prepaid_two_people_above exact_amount CHECK (prepaid_two_people_above >= 0);
COMMENT ON COLUMN workspace.prepaid_two_people_above IS 'Above which value, in the money of the lot, a prepaid lot is approved by another than who recorded it; by an admin. NULL: no lot is.';
GRANT UPDATE (prepaid_two_people_above) ON workspace TO halfpenny_service;

CREATE TABLE prepaid_lot (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  provider_account_id uuid NOT NULL,
  book money_book NOT NULL,
  kind text NOT NULL CHECK (kind = ANY (ARRAY['paid', 'granted', 'virtual'])),
  currency currency_code NOT NULL,
  quantity exact_amount NOT NULL CHECK (quantity > 0),
  price exact_amount CHECK (price > 0),
  price_currency currency_code,
  fee exact_amount NOT NULL CHECK (fee >= 0),
  opened_at timestamptz NOT NULL,
  expires_at timestamptz,
  reference text NOT NULL CHECK (char_length(reference) BETWEEN 1 AND 500),
  state text NOT NULL CHECK (state = ANY (ARRAY['proposed', 'recorded', 'discarded'])),
  author caller_identity NOT NULL,
  author_name text NOT NULL CHECK (author_name <> ''),
  created_at timestamptz NOT NULL,
  decided_by caller_identity,
  decided_by_name text CHECK (decided_by_name <> ''),
  decided_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (provider_account_id, book) REFERENCES provider_account (id, book),
  CONSTRAINT a_lot_expires_after_it_began CHECK (expires_at > opened_at),
  CONSTRAINT credits_are_bought_for_money CHECK ((kind = 'virtual') = ALL (ARRAY[price IS NOT NULL, price_currency IS NOT NULL])),
  CONSTRAINT credits_are_no_money CHECK (price_currency <> currency),
  CONSTRAINT only_a_top_up_has_a_fee CHECK (kind = 'paid' OR fee = 0),
  CONSTRAINT decided_says_by_whom CHECK ((decided_by IS NOT NULL) = ALL (ARRAY[decided_by_name IS NOT NULL, decided_at IS NOT NULL])
    AND (state = 'recorded' OR (state = 'discarded') = (decided_by IS NOT NULL)))
);
CREATE INDEX prepaid_lot_by_account ON prepaid_lot (workspace_id, provider_account_id);
COMMENT ON TABLE prepaid_lot IS 'Credit at a provider that was paid, given, or bought as credits of the provider''s own.';
COMMENT ON COLUMN prepaid_lot.workspace_id IS 'The owner of the provider account; by the service.';
COMMENT ON COLUMN prepaid_lot.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN prepaid_lot.provider_account_id IS 'Where the credit lies; by who records it.';
COMMENT ON COLUMN prepaid_lot.book IS 'real or simulated, as the provider account says; by the service.';
COMMENT ON COLUMN prepaid_lot.kind IS 'paid: a top-up in money; granted: free credit, at face value; virtual: credits of the provider''s own.';
COMMENT ON COLUMN prepaid_lot.currency IS 'What is left is counted in this: money, or the provider''s credits.';
COMMENT ON COLUMN prepaid_lot.quantity IS 'How much there was at first; by who records it.';
COMMENT ON COLUMN prepaid_lot.price IS 'What the credits were bought for. NULL: they are money.';
COMMENT ON COLUMN prepaid_lot.price_currency IS 'The money they were bought with. NULL: they are money.';
COMMENT ON COLUMN prepaid_lot.fee IS 'What the top-up cost beside; by who records it.';
COMMENT ON COLUMN prepaid_lot.opened_at IS 'When it was paid, given or bought; by who records it.';
COMMENT ON COLUMN prepaid_lot.expires_at IS 'From when on what is left is lost; by who records it. NULL: it does not expire.';
COMMENT ON COLUMN prepaid_lot.reference IS 'What proves it: a receipt, a mail; by who records it.';
COMMENT ON COLUMN prepaid_lot.state IS 'proposed → recorded or discarded; a small one is recorded at once. By the service.';
COMMENT ON COLUMN prepaid_lot.author IS 'Who recorded it; by the service.';
COMMENT ON COLUMN prepaid_lot.author_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN prepaid_lot.created_at IS 'By the service.';
COMMENT ON COLUMN prepaid_lot.decided_by IS 'Who approved or discarded it; by the service. NULL: nobody had to, or has yet.';
COMMENT ON COLUMN prepaid_lot.decided_by_name IS 'Their name, as it was then; by the service. NULL: as decided_by.';
COMMENT ON COLUMN prepaid_lot.decided_at IS 'By the service. NULL: as decided_by.';

CREATE FUNCTION keep_lot_course() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  value numeric := CASE NEW.kind WHEN 'virtual' THEN NEW.price ELSE NEW.quantity + NEW.fee END;
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.state <> 'proposed' OR NEW.state = 'proposed' OR to_jsonb(NEW) - ARRAY['state', 'decided_by', 'decided_by_name', 'decided_at']
    <> to_jsonb(OLD) - ARRAY['state', 'decided_by', 'decided_by_name', 'decided_at'])
  THEN
    RAISE EXCEPTION 'Prepaid lot % is %: that stands, and so does what was recorded of it.', OLD.id, OLD.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state = 'recorded' AND value > (SELECT prepaid_two_people_above FROM workspace WHERE id = NEW.workspace_id)
    AND (NEW.decided_by IS NULL OR is_one_of(NEW.decided_by, ARRAY[NEW.author]))
  THEN
    RAISE EXCEPTION 'Prepaid lot % is of a value that another than its author approves.', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_its_course BEFORE INSERT OR UPDATE ON prepaid_lot FOR EACH ROW EXECUTE FUNCTION keep_lot_course();
CREATE TRIGGER never_deleted BEFORE DELETE ON prepaid_lot FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON prepaid_lot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE prepaid_movement (
  workspace_id uuid NOT NULL,
  lot_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  event text NOT NULL CHECK (event = ANY (ARRAY['opened', 'used', 'expired'])),
  used_before exact_amount NOT NULL,
  used_after exact_amount NOT NULL,
  cost exact_amount NOT NULL,
  tx_id uuid NOT NULL,
  moved_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, lot_id, number),
  FOREIGN KEY (workspace_id, lot_id) REFERENCES prepaid_lot (workspace_id, id),
  FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx (workspace_id, id)
);
COMMENT ON TABLE prepaid_movement IS 'What became of a lot, each step with its posting. Only added to: what is left is the quantity less the last used_after.';
COMMENT ON COLUMN prepaid_movement.workspace_id IS 'That of the lot; by the service.';
COMMENT ON COLUMN prepaid_movement.lot_id IS 'By the service.';
COMMENT ON COLUMN prepaid_movement.number IS 'Its place in the chain of the lot, from 1; by the service.';
COMMENT ON COLUMN prepaid_movement.event IS 'opened, used (less used: given back) or expired; by the service.';
COMMENT ON COLUMN prepaid_movement.used_before IS 'How much of the lot was gone before it; by the service.';
COMMENT ON COLUMN prepaid_movement.used_after IS 'How much is gone after it; by the service.';
COMMENT ON COLUMN prepaid_movement.cost IS 'What of that is, in money; by the service.';
COMMENT ON COLUMN prepaid_movement.tx_id IS 'Its posting; by the service.';
COMMENT ON COLUMN prepaid_movement.moved_at IS 'By the service.';

-- Use takes a lot from u to v, without a leap, and costs ρ(p·v÷q) − ρ(p·u÷q): over the whole lot exactly what was paid for it.
CREATE FUNCTION keep_lot_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lot prepaid_lot;
  moves bigint;
  gone numeric;
  spent numeric;
BEGIN
  SELECT * INTO lot FROM prepaid_lot WHERE workspace_id = NEW.workspace_id AND id = NEW.lot_id;
  SELECT count(*), coalesce((array_agg(used_after ORDER BY number DESC))[1], 0), coalesce(sum(cost), 0) INTO moves, gone, spent
  FROM prepaid_movement WHERE workspace_id = NEW.workspace_id AND lot_id = NEW.lot_id;
  IF lot.state <> 'recorded' OR NEW.number <> moves + 1 OR NEW.used_before <> gone OR NEW.used_after NOT BETWEEN 0 AND lot.quantity
    OR (NEW.event = 'opened') <> (NEW.number = 1) OR (NEW.event = 'opened' AND NEW.used_after <> 0) OR (NEW.event = 'expired' AND NEW.used_after <> lot.quantity)
    OR EXISTS (SELECT FROM prepaid_movement WHERE workspace_id = NEW.workspace_id AND lot_id = NEW.lot_id AND event = 'expired')
  THEN
    RAISE EXCEPTION 'Movement % of prepaid lot % does not follow: % of % is gone.', NEW.number, NEW.lot_id, gone, lot.quantity USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT (CASE lot.kind WHEN 'virtual' THEN line_adds_up(spent + NEW.cost, NEW.used_after, lot.price, lot.quantity, 1, 1) ELSE NEW.cost = NEW.used_after - NEW.used_before END)
  THEN
    RAISE EXCEPTION 'Movement % of prepaid lot % costs other than its share of what was paid.', NEW.number, NEW.lot_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER follows_its_lot BEFORE INSERT ON prepaid_movement FOR EACH ROW EXECUTE FUNCTION keep_lot_chain();

-- What the ledger holds at a provider is what the lots there hold, at the end of every transaction that touches either.
CREATE FUNCTION check_prepaid_lots() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched uuid := (SELECT provider_account_id FROM ledger_tx WHERE workspace_id = NEW.workspace_id AND id = NEW.tx_id);
  apart text;
BEGIN
  WITH held AS (
    SELECT e.account, e.currency, sum(e.amount) AS amount FROM ledger_entry AS e JOIN ledger_tx AS t ON t.workspace_id = e.workspace_id AND t.id = e.tx_id
    WHERE e.workspace_id = NEW.workspace_id AND e.account IN ('provider_prepaid', 'provider_granted') AND t.provider_account_id = touched GROUP BY 1, 2
  ), left_in_lots AS (
    SELECT CASE l.kind WHEN 'granted' THEN 'provider_granted' ELSE 'provider_prepaid' END AS account, l.currency::text, sum(l.quantity - m.used_after) AS amount
    FROM prepaid_lot AS l, LATERAL (
      SELECT used_after FROM prepaid_movement WHERE workspace_id = l.workspace_id AND lot_id = l.id ORDER BY number DESC LIMIT 1
    ) AS m WHERE l.workspace_id = NEW.workspace_id AND l.provider_account_id = touched GROUP BY 1, 2
  )
  SELECT format('%s holds %s %s, its lots %s', account, coalesce(h.amount, 0), currency, coalesce(l.amount, 0)) INTO apart
  FROM held AS h FULL JOIN left_in_lots AS l USING (account, currency) WHERE coalesce(h.amount, 0) <> coalesce(l.amount, 0) LIMIT 1;
  IF apart IS NOT NULL THEN
    RAISE EXCEPTION 'Prepaid credit is what its lots hold: %.', apart USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER lots_hold_it AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.account IN ('provider_prepaid', 'provider_granted')) EXECUTE FUNCTION check_prepaid_lots();
CREATE CONSTRAINT TRIGGER ledger_holds_it AFTER INSERT ON prepaid_movement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_prepaid_lots();

SELECT guard_append_only('prepaid_movement');
SELECT guard_tenant_table(kept) FROM unnest(ARRAY['prepaid_lot', 'prepaid_movement']::regclass[]) AS kept;
GRANT SELECT, INSERT ON prepaid_lot, prepaid_movement TO halfpenny_service, halfpenny_system;
GRANT UPDATE (state, decided_by, decided_by_name, decided_at) ON prepaid_lot TO halfpenny_service;
