-- Why: a statement goes to the owner of a provider account, also for what the workspaces it is lent to had made. So what their transactions owe the
-- provider stands in the owner's books, against a receivable, and in theirs as owed to the owner; over all workspaces the two sum to zero.

ALTER TABLE ledger_tx
  ADD COLUMN for_workspace uuid REFERENCES workspace (id),
  ADD CONSTRAINT nobody_lends_to_itself CHECK (for_workspace <> workspace_id);
COMMENT ON COLUMN ledger_tx.for_workspace IS 'In the books of a lender: the workspace that used the account, whose transaction has the same id. By post_transaction. NULL: its own.';

-- An account on which a provider and its customer settle: never in the books of who only borrows.
ALTER TABLE ledger_account ADD COLUMN of_lender boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN ledger_account.of_lender IS 'Whether it is kept by who owns the provider account, also for who borrows it; by migrations.';
UPDATE ledger_account SET of_lender = true
WHERE name IN ('provider_accrued', 'provider_accrued_estimate', 'statement_suspense', 'cost_adjustment');

-- The same id in another workspace: so it is posted once, and corrects the transaction that the user's corrects.
CREATE FUNCTION post_for_lender(posting ledger_tx, lent uuid, entries jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  lender uuid := (SELECT workspace_id FROM provider_account WHERE id = lent);
BEGIN
  PERFORM share_posting_lock(lender, posting.book);
  INSERT INTO ledger_tx (workspace_id, id, book, provider_account_id, event, engine_version, service_at, accounting_date, recorded_at, corrects,
                         reason, for_workspace)
  SELECT lender, posting.id, posting.book, lent, posting.event, posting.engine_version, posting.service_at, dated, posting.recorded_at,
         (SELECT id FROM ledger_tx WHERE workspace_id = lender AND id = posting.corrects),
         CASE WHEN is_soft_closed(lender, posting.book, dated) THEN posting.reason END, posting.workspace_id
  FROM accounting_date_for(posting.service_at, lender, posting.book) AS dated;
  INSERT INTO ledger_entry (workspace_id, tx_id, position, account, currency, amount, meter, quantity, unit_price, per, multiplier, divisor, price_entry_id)
  SELECT lender, e.tx_id, e.position, e.account, e.currency, e.amount, e.meter, e.quantity, e.unit_price, e.per, e.multiplier, e.divisor, e.price_entry_id
  FROM jsonb_populate_recordset(NULL::ledger_entry, entries) AS e;
  INSERT INTO ledger_entry (workspace_id, tx_id, position, account, currency, amount)
  SELECT lender, posting.id, max(e.position) + row_number() OVER (ORDER BY e.currency), 'lender_receivable', e.currency, -sum(e.amount)
  FROM jsonb_populate_recordset(NULL::ledger_entry, entries) AS e GROUP BY e.currency;
END
$$;
COMMENT ON FUNCTION post_for_lender IS 'In the books of who owns the account: what a transaction of its user owes the provider, receivable from that user.';
GRANT CREATE ON SCHEMA public TO halfpenny_system;
ALTER FUNCTION post_for_lender OWNER TO halfpenny_system;
REVOKE CREATE ON SCHEMA public FROM halfpenny_system;

CREATE FUNCTION account_at_lender(lent uuid, of_tx uuid, at_position smallint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT e.account FROM provider_account AS a JOIN ledger_entry AS e ON e.workspace_id = a.workspace_id AND e.tx_id = of_tx AND e.position = at_position
  WHERE a.id = (SELECT lent_by FROM provider_account WHERE id = lent)
$$;
COMMENT ON FUNCTION account_at_lender IS 'The account on which the lender carries an entry that its user carries on lender_payable.';
GRANT CREATE ON SCHEMA public TO halfpenny_system;
ALTER FUNCTION account_at_lender OWNER TO halfpenny_system;
REVOKE CREATE ON SCHEMA public FROM halfpenny_system;

CREATE OR REPLACE FUNCTION post_transaction(posting jsonb, entries jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  asked ledger_tx := jsonb_populate_record(NULL::ledger_tx, posting);
  dated date;
  lent uuid;
  to_lender jsonb;
BEGIN
  PERFORM share_posting_lock(asked.workspace_id, asked.book);
  dated := accounting_date_for(asked.service_at, asked.workspace_id, asked.book);
  INSERT INTO ledger_tx (workspace_id, id, book, provider_account_id, generation_id, attempt_id, event, engine_version, service_at,
                         accounting_date, recorded_at, corrects, reason)
  VALUES (asked.workspace_id, asked.id, asked.book, asked.provider_account_id, asked.generation_id, asked.attempt_id, asked.event, asked.engine_version,
          asked.service_at, dated, asked.recorded_at, asked.corrects,
          CASE WHEN is_soft_closed(asked.workspace_id, asked.book, dated) THEN asked.reason END);
  SELECT lent_by INTO lent FROM provider_account WHERE id = asked.provider_account_id;
  -- A chain that began in the user's own books, before there was lending, ends there.
  IF lent IS NULL OR (asked.corrects IS NOT NULL AND NOT EXISTS (
    SELECT FROM ledger_entry WHERE workspace_id = asked.workspace_id AND tx_id = asked.corrects AND account = 'lender_payable'))
  THEN
    INSERT INTO ledger_entry SELECT * FROM jsonb_populate_recordset(NULL::ledger_entry, entries);
    RETURN;
  END IF;
  SELECT jsonb_agg(entry) INTO to_lender FROM jsonb_array_elements(entries) AS entry
  WHERE entry ->> 'account' IN (SELECT name FROM ledger_account WHERE of_lender);
  INSERT INTO ledger_entry
  SELECT e.* FROM jsonb_array_elements(entries) AS entry, jsonb_populate_record(NULL::ledger_entry, CASE
    WHEN entry ->> 'account' IN (SELECT name FROM ledger_account WHERE of_lender) THEN entry || '{"account": "lender_payable"}' ELSE entry END) AS e;
  IF to_lender IS NOT NULL THEN
    PERFORM post_for_lender(asked, lent, to_lender);
  END IF;
END
$$;
COMMENT ON FUNCTION post_transaction IS 'Posts a transaction of the ledger with its entries, and dates it. Its reason is kept where it is dated in a month that is soft-closed. On a lent provider account, what is owed to the provider is owed to the lender, who owes it.';
