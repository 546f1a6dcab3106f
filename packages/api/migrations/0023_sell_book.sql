-- Why: what a workspace is charged is not always what a provider takes. Beside the cost book stand sell books, of a workspace or for all; an offer is then
-- made at the sell price and says by which cost it was foretold, and a budget counts the one or the other.

CREATE UNIQUE INDEX one_sell_book_for_whom ON price_book (scope) WHERE kind = 'sell';
ALTER TABLE price_book ADD CONSTRAINT a_book_is_for_all_or_for_a_workspace CHECK (
  scope = '*' OR (kind = 'sell' AND scope ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'));
COMMENT ON COLUMN price_book.scope IS '* is everyone; else the id of the workspace a sell book is for, by whoever makes the book. Never NULL: NULL would defeat the rule that a book is unique.';

ALTER TABLE quote_offer
  ADD COLUMN cost_entry_id uuid REFERENCES price_entry (id),
  ADD COLUMN cost_currency currency_code,
  ADD COLUMN cost_ceiling exact_amount,
  ADD CONSTRAINT only_a_sell_price_has_a_cost_beside_it CHECK (
    (cost_entry_id IS NULL) = (cost_currency IS NULL) AND (cost_entry_id IS NOT NULL OR cost_ceiling IS NULL));
COMMENT ON COLUMN quote_offer.cost_entry_id IS 'Where the offer is at a sell price: the cost entry in force when it was made; by the service. NULL: the offer is at cost, and its price entry is that one.';
COMMENT ON COLUMN quote_offer.cost_currency IS 'That of the cost entry; by the service. NULL exactly where there is none.';
COMMENT ON COLUMN quote_offer.cost_ceiling IS 'The most the provider could take; by the service. NULL: not known, or the offer is at cost.';

CREATE OR REPLACE FUNCTION write_quote(quote jsonb, offers jsonb, lines jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO quote (workspace_id, id, request_hash, request, mode, executable, refused_providers, created_at, priced_at, expires_at, stage,
                     template_version_id, template_variables)
  SELECT "workspaceId", id, "requestHash", request, mode, executable, "refusedProviders", "createdAt", "pricedAt", "expiresAt", stage,
         "templateVersionId", "templateVariables"
  FROM jsonb_to_record(quote) AS q ("workspaceId" uuid, id uuid, "requestHash" text, request jsonb, mode text, executable boolean,
    "refusedProviders" jsonb, "createdAt" timestamptz, "pricedAt" timestamptz, "expiresAt" timestamptz, stage text, "templateVersionId" uuid,
    "templateVariables" jsonb);
  INSERT INTO quote_offer (workspace_id, quote_id, id, rank, provider, model, exactness, price_entry_id, currency, floor, expected, ceiling,
                           resolved, pitfalls, cost_entry_id, cost_currency, cost_ceiling)
  SELECT "workspaceId", "quoteId", id, rank, provider, model, exactness, "priceEntryId", currency, floor, expected, ceiling, resolved, pitfalls,
         "costEntryId", "costCurrency", "costCeiling"
  FROM jsonb_to_recordset(offers) AS o ("workspaceId" uuid, "quoteId" uuid, id uuid, rank smallint, provider text, model text,
    exactness text, "priceEntryId" uuid, currency text, floor numeric, expected numeric, ceiling numeric, resolved jsonb, pitfalls jsonb,
    "costEntryId" uuid, "costCurrency" text, "costCeiling" numeric);
  INSERT INTO quote_line (workspace_id, quote_id, offer_id, position, meter, label, quantity, unit_price, per, amount, rounded)
  SELECT "workspaceId", "quoteId", "offerId", position, meter, label, quantity, "unitPrice", per, amount, rounded
  FROM jsonb_to_recordset(lines) AS l ("workspaceId" uuid, "quoteId" uuid, "offerId" uuid, position smallint, meter text, label text,
    quantity numeric, "unitPrice" numeric, per numeric, amount numeric, rounded boolean);
END
$$;

ALTER TABLE budget ADD COLUMN counts text NOT NULL DEFAULT 'cost' CHECK (counts = ANY (ARRAY['cost', 'sell-price']));
COMMENT ON COLUMN budget.counts IS 'What its holds are of: what providers take, or what the workspace is charged; by whoever sets the budget, and never changed. Where there is no sell price the two are one.';

ALTER TABLE hold
  ADD COLUMN counts text NOT NULL DEFAULT 'both' CHECK (counts = ANY (ARRAY['both', 'cost', 'sell-price'])),
  DROP CONSTRAINT one_hold_per_generation,
  ADD CONSTRAINT one_hold_per_generation UNIQUE (workspace_id, generation_id, counts);
COMMENT ON COLUMN hold.counts IS 'Which budgets it counts against; by the service. At a sell price a generation has two holds, one of its cost and one of its price; otherwise one, of both.';
COMMENT ON COLUMN hold.amount IS 'The ceiling of the offer, or of its cost; the most it may cost where no ceiling is known; by the service.';
COMMENT ON COLUMN hold.currency IS 'That of the offer, or of its cost; by the service.';

DROP FUNCTION take_hold(uuid, uuid, uuid, text, text, numeric, timestamptz, int);
-- As before, against the budgets that count what the hold is of.
CREATE FUNCTION take_hold(
  in_workspace uuid, hold_id uuid, for_generation uuid, in_book text, in_currency text, wanted numeric, at timestamptz, preferred_slot int,
  in_counts text DEFAULT 'both'
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
  LEFT JOIN budget AS b ON b.workspace_id = in_workspace AND b.book = in_book AND b.currency = in_currency AND b.scope = 'workspace'
    AND b.period @> at AND (in_counts = 'both' OR b.counts = in_counts)
  WHERE g.workspace_id = in_workspace AND g.id = for_generation;
  INSERT INTO hold (workspace_id, id, generation_id, budget_id, slot, currency, amount, taken_at, counts)
  VALUES (in_workspace, hold_id, for_generation, found_budget, found_slot, in_currency, wanted, at, in_counts);
  IF of_key IS NOT NULL OR of_version IS NOT NULL THEN
    INSERT INTO further_hold (workspace_id, hold_id, budget_id, slot)
    SELECT in_workspace, take_hold.hold_id, id, preferred_slot % slots FROM budget
    WHERE workspace_id = in_workspace AND book = in_book AND currency = in_currency AND period @> at AND (in_counts = 'both' OR counts = in_counts)
      AND ((scope = 'api_key' AND scope_id = of_key) OR (scope = 'template' AND scope_id = (
        SELECT template_id FROM template_version WHERE workspace_id = in_workspace AND id = of_version)));
    IF FOUND THEN
      FOR applies IN SELECT * FROM held_budgets(in_workspace, take_hold.hold_id) LOOP
        free := reserve_in_budget(in_workspace, applies.budget_id, applies.slot, wanted);
        IF free IS NOT NULL THEN
          RAISE EXCEPTION 'The hold does not fit.' USING ERRCODE = 'HP001', DETAIL = trim_scale(free)::text, COLUMN = in_counts,
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
    RAISE EXCEPTION 'The hold does not fit.' USING ERRCODE = 'HP001', DETAIL = trim_scale(free)::text, COLUMN = in_counts, HINT = 'workspace';
  END IF;
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION take_hold IS 'NULL: it was taken. HP001: it does not fit; what is left is the detail, the scope of the budget the hint, what the hold is of the column.';

DROP FUNCTION settle_hold(uuid, uuid, text, numeric, timestamptz);
CREATE FUNCTION settle_hold(in_workspace uuid, of_generation uuid, in_outcome text, charged numeric, at timestamptz, in_counts text DEFAULT 'both')
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  taken hold%ROWTYPE;
BEGIN
  SELECT * INTO STRICT taken FROM hold WHERE workspace_id = in_workspace AND generation_id = of_generation AND counts = in_counts;
  INSERT INTO hold_settlement (workspace_id, hold_id, outcome, amount, overrun, settled_at)
  VALUES (in_workspace, taken.id, in_outcome, charged, greatest(charged - taken.amount, 0), at);
  PERFORM settle_in_budget(in_workspace, b.budget_id, b.slot, taken.amount, charged) FROM held_budgets(in_workspace, taken.id) AS b;
END
$$;

DROP FUNCTION correct_spent(uuid, uuid, int, numeric, timestamptz);
CREATE FUNCTION correct_spent(in_workspace uuid, of_generation uuid, in_number int, by_amount numeric, at timestamptz, in_counts text DEFAULT 'both')
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  taken hold%ROWTYPE;
  counted record;
BEGIN
  SELECT * INTO STRICT taken FROM hold WHERE workspace_id = in_workspace AND generation_id = of_generation AND counts = in_counts;
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

-- Holds come as a list: one of both, or one of the cost and then one of the price. Budgets that count costs are so touched before the others, here
-- and when the holds end, and no two generations wait for each other.
CREATE OR REPLACE FUNCTION open_generation(in_workspace uuid, priced_by bigint, made jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  twin jsonb;
  wanted jsonb;
  account uuid;
BEGIN
  PERFORM set_config('role', 'halfpenny_service', true), set_config('app.workspace', in_workspace::text, true);
  SELECT jsonb_build_object('id', id, 'requestHash', request_hash, 'status', status) INTO twin
  FROM generation WHERE workspace_id = in_workspace AND request_key = made #>> '{generation,request_key}';
  IF FOUND THEN
    RETURN jsonb_build_object('twin', twin);
  END IF;
  IF priced_by <> (SELECT version FROM price_book_version) THEN
    RETURN '{"stale": true}';
  END IF;
  IF made ? 'quote' THEN
    PERFORM write_quote(made -> 'quote', made -> 'offers', made -> 'lines');
  END IF;
  INSERT INTO generation SELECT * FROM jsonb_populate_record(NULL::generation, made -> 'generation');
  IF made ? 'inputs' THEN
    PERFORM write_inputs(made -> 'inputs');
  END IF;
  account := provider_account_of(in_workspace, made #>> '{generation,provider}', made #>> '{generation,book}',
                                 (made ->> 'newAccount')::uuid, (made #>> '{generation,created_at}')::timestamptz);
  IF made ? 'attempt' THEN
    INSERT INTO provider_attempt
    SELECT * FROM jsonb_populate_record(NULL::provider_attempt, made -> 'attempt' || jsonb_build_object('provider_account_id', account));
  END IF;
  IF made ? 'job' THEN
    PERFORM enqueue(made #>> '{job,task}', made #> '{job,payload}', made #>> '{job,key}', (made #>> '{job,in_seconds}')::int);
  END IF;
  INSERT INTO charge SELECT * FROM jsonb_populate_recordset(NULL::charge, made -> 'charges');
  FOR wanted IN SELECT value FROM jsonb_array_elements(made -> 'holds') LOOP
    PERFORM take_hold(in_workspace, (wanted ->> 'id')::uuid, (wanted ->> 'generation_id')::uuid, wanted ->> 'book', wanted ->> 'currency',
                      (wanted ->> 'amount')::numeric, (wanted ->> 'at')::timestamptz, (wanted ->> 'slot')::int, wanted ->> 'counts');
  END LOOP;
  RETURN jsonb_build_object('account', account);
END
$$;

CREATE OR REPLACE FUNCTION write_conclusion(made jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  ending jsonb;
BEGIN
  IF made ? 'attempt' THEN
    UPDATE provider_attempt AS a
    SET outcome = n.outcome, http_status = n.http_status, provider_request_id = n.provider_request_id, reading = n.reading, reply = n.reply,
        failure = n.failure, ended_at = n.ended_at, service_at = n.service_at
    FROM jsonb_populate_record(NULL::provider_attempt, made -> 'attempt') AS n
    WHERE a.workspace_id = (made #>> '{attempt,workspace_id}')::uuid AND a.id = (made #>> '{attempt,id}')::uuid;
  END IF;
  IF made ? 'images' THEN
    INSERT INTO generated_image SELECT * FROM jsonb_populate_recordset(NULL::generated_image, made -> 'images');
  END IF;
  IF made ? 'unkept' THEN
    INSERT INTO unkept_image SELECT * FROM jsonb_populate_recordset(NULL::unkept_image, made -> 'unkept');
  END IF;
  IF made ? 'charges' THEN
    UPDATE charge AS c
    SET state = n.state, currency = coalesce(n.currency, c.currency), total = n.total, price_entry_id = coalesce(n.price_entry_id, c.price_entry_id)
    FROM jsonb_populate_recordset(NULL::charge, made -> 'charges') AS n
    WHERE c.workspace_id = n.workspace_id AND c.generation_id = n.generation_id AND c.side = n.side;
  END IF;
  IF made ? 'lines' THEN
    INSERT INTO charge_line SELECT * FROM jsonb_populate_recordset(NULL::charge_line, made -> 'lines');
  END IF;
  IF made ? 'corrections' THEN
    INSERT INTO charge_correction SELECT * FROM jsonb_populate_recordset(NULL::charge_correction, made -> 'corrections');
  END IF;
  IF made ? 'generation' THEN
    UPDATE generation AS g
    SET status = coalesce(n.status, g.status), usage = coalesce(g.usage, n.usage), delivered = coalesce(g.delivered, n.delivered),
        failure = CASE WHEN n.status IS NULL THEN g.failure ELSE n.failure END, settled_at = coalesce(g.settled_at, n.settled_at)
    FROM jsonb_populate_record(NULL::generation, made -> 'generation') AS n
    WHERE g.workspace_id = (made #>> '{generation,workspace_id}')::uuid AND g.id = (made #>> '{generation,id}')::uuid;
  END IF;
  IF made ? 'posting' THEN
    PERFORM post_transaction(made -> 'posting', made -> 'entries');
  END IF;
  FOR ending IN SELECT value FROM jsonb_array_elements(made -> 'holds') LOOP
    PERFORM settle_hold((ending ->> 'workspace_id')::uuid, (ending ->> 'generation_id')::uuid, ending ->> 'outcome',
                        (ending ->> 'charged')::numeric, (ending ->> 'at')::timestamptz, ending ->> 'counts');
  END LOOP;
  FOR ending IN SELECT value FROM jsonb_array_elements(made -> 'spent') LOOP
    PERFORM correct_spent((ending ->> 'workspace_id')::uuid, (ending ->> 'generation_id')::uuid, (ending ->> 'number')::int,
                          (ending ->> 'difference')::numeric, (ending ->> 'at')::timestamptz, ending ->> 'counts');
  END LOOP;
END
$$;

CREATE OR REPLACE FUNCTION lock_generation(in_workspace uuid, of_generation uuid, of_attempt uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM generation WHERE workspace_id = in_workspace AND id = of_generation FOR NO KEY UPDATE;
  RETURN (
    SELECT jsonb_build_object(
      'status', g.status,
      'sold', (SELECT cost_entry_id IS NOT NULL FROM quote_offer WHERE workspace_id = in_workspace AND quote_id = g.quote_id AND id = g.offer_id),
      'attempt', (SELECT outcome FROM provider_attempt WHERE workspace_id = in_workspace AND id = of_attempt),
      'images', (SELECT count(*) FROM generated_image WHERE workspace_id = in_workspace AND generation_id = of_generation),
      'sides', (
        SELECT jsonb_object_agg(c.side, jsonb_build_object(
          'state', coalesce(k.state, c.state), 'total', coalesce(k.total, c.total)::text, 'corrections', coalesce(k.number, 0)))
        FROM charge AS c LEFT JOIN LATERAL (
          SELECT state, total, number FROM charge_correction
          WHERE workspace_id = in_workspace AND generation_id = of_generation AND side = c.side ORDER BY number DESC LIMIT 1
        ) AS k ON true
        WHERE c.workspace_id = in_workspace AND c.generation_id = of_generation),
      'postings', (SELECT count(*) FROM ledger_tx WHERE workspace_id = in_workspace AND attempt_id = of_attempt),
      'lastPosting', (
        SELECT id FROM ledger_tx AS t WHERE workspace_id = in_workspace AND attempt_id = of_attempt
          AND NOT EXISTS (SELECT FROM ledger_tx AS later WHERE later.workspace_id = in_workspace AND later.corrects = t.id)))
    FROM generation AS g WHERE g.workspace_id = in_workspace AND g.id = of_generation
  );
END
$$;

CREATE OR REPLACE FUNCTION read_generation(in_workspace uuid, of_id uuid, of_key text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  found generation%ROWTYPE;
BEGIN
  PERFORM set_config('role', 'halfpenny_service', true), set_config('app.workspace', in_workspace::text, true);
  IF of_id IS NULL THEN
    SELECT * INTO found FROM generation WHERE workspace_id = in_workspace AND request_key = of_key;
  ELSE
    SELECT * INTO found FROM generation WHERE workspace_id = in_workspace AND id = of_id;
  END IF;
  IF found.id IS NULL THEN
    RETURN NULL;
  END IF;
  RETURN jsonb_build_object(
    'version', (SELECT version::text FROM price_book_version),
    'generation', to_jsonb(found) || jsonb_build_object('max_cost', found.max_cost::text, 'opened_by', found.opened_by::text),
    'attempts', (SELECT jsonb_agg(to_jsonb(a) ORDER BY number) FROM provider_attempt AS a
      WHERE a.workspace_id = in_workspace AND a.generation_id = found.id),
    'images', (SELECT jsonb_agg(to_jsonb(i) ORDER BY position) FROM generated_image AS i
      WHERE i.workspace_id = in_workspace AND i.generation_id = found.id),
    'unkept', (SELECT jsonb_agg(to_jsonb(u) ORDER BY position) FROM unkept_image AS u
      WHERE u.workspace_id = in_workspace AND u.generation_id = found.id),
    'charges', (SELECT jsonb_agg(to_jsonb(c) || jsonb_build_object('total', total::text)) FROM charge AS c
      WHERE c.workspace_id = in_workspace AND c.generation_id = found.id),
    'lines', (SELECT jsonb_agg(to_jsonb(l) || jsonb_build_object('quantity', quantity::text, 'unit_price', unit_price::text, 'per', per::text,
        'multiplier', multiplier::text, 'divisor', divisor::text, 'amount', amount::text) ORDER BY position) FROM charge_line AS l
      WHERE l.workspace_id = in_workspace AND l.generation_id = found.id),
    'corrections', (SELECT jsonb_agg(to_jsonb(k) || jsonb_build_object('total', total::text, 'difference', difference::text) ORDER BY number)
      FROM charge_correction AS k WHERE k.workspace_id = in_workspace AND k.generation_id = found.id),
    'expected', (SELECT jsonb_build_object('amount', expected::text, 'currency', currency, 'costEntryId', cost_entry_id) FROM quote_offer AS o
      WHERE o.workspace_id = in_workspace AND o.quote_id = found.quote_id AND o.id = found.offer_id));
END
$$;
