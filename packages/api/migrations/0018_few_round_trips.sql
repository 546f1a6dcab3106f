-- Why: most of what a generation took was waiting for round trips: 24 of them. It takes three now, each a transaction of its own: opened,
-- concluded, read. The functions run as whoever calls them, and those that are called by themselves take the service's role and name the
-- workspace first, as `store_quote` does: row-level security and grants apply to them as to any statement.

-- Asked with every generation and never remembered: a process that remembered one would go on naming what a database that was restored to an
-- earlier moment no longer has.
CREATE FUNCTION provider_account_of(in_workspace uuid, of_provider text, of_book text, new_id uuid, at timestamptz) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
  account uuid;
BEGIN
  LOOP
    SELECT id INTO account FROM provider_account
    WHERE workspace_id = in_workspace AND provider = of_provider AND book = of_book
      AND organisation IS NULL AND project IS NULL AND key_reference IS NULL;
    IF FOUND THEN
      RETURN account;
    END IF;
    INSERT INTO provider_account (id, workspace_id, provider, book, created_at) VALUES (new_id, in_workspace, of_provider, of_book, at)
    ON CONFLICT DO NOTHING;
  END LOOP;
END
$$;
COMMENT ON FUNCTION provider_account_of IS 'The account that the one key of the settings belongs to; opened under the new id when it is first asked for. Two who open it at once get the same one.';

-- Rows of the service, named as the columns of their tables.
CREATE FUNCTION open_generation(in_workspace uuid, priced_by bigint, made jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  twin jsonb;
  wanted jsonb := made -> 'hold';
  account uuid;
  free numeric;
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
                                 (made ->> 'newAccount')::uuid, (wanted ->> 'at')::timestamptz);
  IF made ? 'attempt' THEN
    INSERT INTO provider_attempt
    SELECT * FROM jsonb_populate_record(NULL::provider_attempt, made -> 'attempt' || jsonb_build_object('provider_account_id', account));
  END IF;
  IF made ? 'job' THEN
    PERFORM enqueue(made #>> '{job,task}', made #> '{job,payload}', made #>> '{job,key}', (made #>> '{job,in_seconds}')::int);
  END IF;
  INSERT INTO charge SELECT * FROM jsonb_populate_recordset(NULL::charge, made -> 'charges');
  free := take_hold(in_workspace, (wanted ->> 'id')::uuid, (wanted ->> 'generation_id')::uuid, wanted ->> 'book', wanted ->> 'currency',
                    (wanted ->> 'amount')::numeric, (wanted ->> 'at')::timestamptz, (wanted ->> 'slot')::int);
  IF free IS NOT NULL THEN
    RAISE EXCEPTION 'The hold does not fit.' USING ERRCODE = 'HP001', DETAIL = trim_scale(free)::text;
  END IF;
  RETURN jsonb_build_object('account', account);
END
$$;
COMMENT ON FUNCTION open_generation IS 'Opens a generation in one round trip, to be called at once with its attempt, or queued with a job for it; and answers with its provider account. The twin of its key where there is one, or stale where the price book is at another version than it was priced by: then nothing is written. HP001, with what is left: its hold does not fit. HP002: an upload that it is made from is no longer kept.';

CREATE FUNCTION post_transaction(posting jsonb, entries jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_tx (workspace_id, id, book, provider_account_id, generation_id, attempt_id, event, engine_version, service_at,
                         accounting_date, recorded_at, corrects)
  SELECT workspace_id, id, book, provider_account_id, generation_id, attempt_id, event, engine_version, service_at, accounting_date,
         recorded_at, corrects
  FROM jsonb_populate_record(NULL::ledger_tx, posting);
  INSERT INTO ledger_entry SELECT * FROM jsonb_populate_recordset(NULL::ledger_entry, entries);
END
$$;
COMMENT ON FUNCTION post_transaction IS 'Posts a transaction of the ledger with its entries.';

-- What is not there is not changed.
CREATE FUNCTION write_conclusion(made jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  ending jsonb := made -> 'hold';
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
  IF made ? 'hold' THEN
    PERFORM settle_hold((ending ->> 'workspace_id')::uuid, (ending ->> 'generation_id')::uuid, ending ->> 'outcome',
                        (ending ->> 'charged')::numeric, (ending ->> 'at')::timestamptz);
  END IF;
  IF made ? 'spent' THEN
    ending := made -> 'spent';
    PERFORM correct_spent((ending ->> 'workspace_id')::uuid, (ending ->> 'generation_id')::uuid, (ending ->> 'number')::int,
                          (ending ->> 'difference')::numeric, (ending ->> 'at')::timestamptz);
  END IF;
END
$$;
COMMENT ON FUNCTION write_conclusion IS 'Writes what a verdict changes of attempt, images, charges, generation, ledger and hold, the row that others wait for last.';

CREATE FUNCTION conclude_running(in_workspace uuid, of_generation uuid, of_attempt uuid, priced_by bigint, made jsonb) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('role', 'halfpenny_service', true), set_config('app.workspace', in_workspace::text, true);
  PERFORM FROM generation WHERE workspace_id = in_workspace AND id = of_generation AND status = 'running' FOR NO KEY UPDATE;
  IF NOT FOUND
    OR priced_by <> (SELECT version FROM price_book_version)
    OR NOT EXISTS (SELECT FROM provider_attempt WHERE workspace_id = in_workspace AND id = of_attempt AND outcome = 'unknown')
  THEN
    RETURN false;
  END IF;
  PERFORM write_conclusion(made);
  RETURN true;
END
$$;
COMMENT ON FUNCTION conclude_running IS 'Concludes, in one round trip, a generation that nobody else has taken further since it was opened. False, and nothing written: somebody has, or the price book is at another version than it was rated by.';

CREATE FUNCTION read_generation(in_workspace uuid, of_id uuid, of_key text) RETURNS jsonb LANGUAGE plpgsql AS $$
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
    'expected', (SELECT jsonb_build_object('amount', expected::text, 'currency', currency) FROM quote_offer AS o
      WHERE o.workspace_id = in_workspace AND o.quote_id = found.quote_id AND o.id = found.offer_id));
END
$$;
COMMENT ON FUNCTION read_generation IS 'A generation, by its id or else its key, with all that belongs to it and the version of the price book: rows by the names of their columns, amounts as text. NULL: there is none.';

-- What a statement may still tell something about: doubts, and what was estimated or void so far.
DROP INDEX charge_not_final;
CREATE INDEX charge_to_be_stated ON charge (workspace_id, generation_id) WHERE state IN ('in_doubt', 'unbilled', 'estimated', 'void');
