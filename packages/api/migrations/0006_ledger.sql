-- Why: the ledger is double-entry, exact and only added to. What every transaction must obey is kept by the database: it sums to
-- zero per currency, it is whole when it is committed, and nobody edits, deletes or extends it afterwards.

CREATE TABLE ledger_account (
  code smallint PRIMARY KEY,
  name text NOT NULL UNIQUE,
  normal_sign text NOT NULL CHECK (normal_sign IN ('debit', 'credit', 'either')),
  meaning text NOT NULL
);
COMMENT ON TABLE ledger_account IS 'The chart of accounts: reference data, the same for every workspace.';
COMMENT ON COLUMN ledger_account.code IS 'The number finance sorts by; by migrations.';
COMMENT ON COLUMN ledger_account.name IS 'The name an entry cites; by migrations.';
COMMENT ON COLUMN ledger_account.normal_sign IS 'The side its balance is expected on; by migrations.';
COMMENT ON COLUMN ledger_account.meaning IS 'One sentence; by migrations.';

INSERT INTO ledger_account (code, name, normal_sign, meaning) VALUES
  (1000, 'cash_clearing', 'either', 'Payments made and received, cleared by the general ledger.'),
  (1100, 'provider_prepaid', 'debit', 'Paid credit left at a provider, by lot with its expiry.'),
  (1110, 'provider_granted', 'debit', 'Free credit left at a provider, at face value.'),
  (1200, 'provider_claim', 'debit', 'Refunds claimed from a provider and not received.'),
  (1300, 'input_tax', 'debit', 'Tax on statements.'),
  (1400, 'workspace_receivable', 'debit', 'Sell price that workspaces owe.'),
  (1410, 'lender_receivable', 'debit', 'What the user of a lent provider account owes its owner.'),
  (1900, 'statement_suspense', 'either', 'Stated by a provider, with a cause that is not accepted yet.'),
  (2100, 'provider_accrued', 'credit', 'Charges recorded here that the provider has not stated yet.'),
  (2110, 'provider_accrued_estimate', 'credit', 'Estimated charges that the provider has not stated yet.'),
  (2120, 'provider_accrued_doubt', 'credit', 'Accrual of doubts at the end of a period; zero again at the start of the next.'),
  (2200, 'provider_payable', 'credit', 'Accepted statements that are not paid yet.'),
  (2210, 'lender_payable', 'credit', 'What we owe the owner of a provider account that was lent to us.'),
  (2300, 'workspace_credit', 'credit', 'Prepaid by workspaces.'),
  (2310, 'granted_deferred', 'credit', 'The counterpart of free credit.'),
  (3900, 'currency_trading', 'either', 'Joins two currencies in one transaction.'),
  (4100, 'revenue', 'credit', 'Sell price earned.'),
  (4110, 'revenue_refund', 'debit', 'Sell price given back.'),
  (4200, 'breakage', 'credit', 'Workspace credit that expired.'),
  (5100, 'generation_cost', 'debit', 'Cost by meter of images that were delivered.'),
  (5110, 'undelivered_cost', 'debit', 'Billed, and nothing was delivered.'),
  (5120, 'doubt_cost', 'debit', 'The cost side of the accrual of doubts.'),
  (5200, 'cost_adjustment', 'either', 'An accepted difference that no single charge explains, by cause.'),
  (5210, 'unrecorded_cost', 'debit', 'Usage on our keys without an attempt.'),
  (5220, 'outside_scope', 'debit', 'Services not executed here, passed to the general ledger.'),
  (5300, 'granted_used', 'credit', 'Free credit that was consumed.'),
  (5310, 'expired_credit', 'debit', 'Paid credit that was lost.'),
  (5320, 'top_up_fee', 'debit', 'The fee on a top-up.'),
  (5400, 'rounding', 'either', 'Named small differences.'),
  (5410, 'write_off', 'either', 'Claims given up.'),
  (5420, 'fx_difference', 'either', 'Exchange difference, against currency_trading in the reporting currency.');

CREATE TABLE ledger_tx (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  book money_book NOT NULL,
  provider_account_id uuid NOT NULL,
  generation_id uuid,
  attempt_id uuid,
  event text NOT NULL CHECK (event <> ''),
  engine_version text NOT NULL CHECK (engine_version <> ''),
  service_at timestamptz NOT NULL,
  accounting_date date NOT NULL,
  recorded_at timestamptz NOT NULL,
  corrects uuid,
  written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT one_posting_per_attempt_and_event UNIQUE (workspace_id, attempt_id, event),
  CONSTRAINT a_chain_never_forks UNIQUE (workspace_id, corrects),
  FOREIGN KEY (provider_account_id, book) REFERENCES provider_account (id, book),
  FOREIGN KEY (workspace_id, generation_id) REFERENCES generation (workspace_id, id),
  FOREIGN KEY (workspace_id, attempt_id) REFERENCES provider_attempt (workspace_id, id),
  FOREIGN KEY (workspace_id, corrects) REFERENCES ledger_tx (workspace_id, id)
);
CREATE INDEX ledger_tx_by_generation ON ledger_tx (workspace_id, generation_id);
CREATE INDEX ledger_tx_by_accounting_date ON ledger_tx (workspace_id, book, accounting_date);
COMMENT ON TABLE ledger_tx IS 'One event that moved money, with its entries. Only added to.';
COMMENT ON COLUMN ledger_tx.workspace_id IS 'By the service.';
COMMENT ON COLUMN ledger_tx.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN ledger_tx.book IS 'real or simulated, as the provider account says; by the service.';
COMMENT ON COLUMN ledger_tx.provider_account_id IS 'What the statement will name; by the service.';
COMMENT ON COLUMN ledger_tx.generation_id IS 'By the service. NULL: no generation caused it.';
COMMENT ON COLUMN ledger_tx.attempt_id IS 'By the service. NULL: no attempt caused it.';
COMMENT ON COLUMN ledger_tx.event IS 'What happened, such as settled; by the service. Once for an attempt.';
COMMENT ON COLUMN ledger_tx.engine_version IS 'The version of the pricing engine that rated it; by the service.';
COMMENT ON COLUMN ledger_tx.service_at IS 'When the provider worked; by the service.';
COMMENT ON COLUMN ledger_tx.accounting_date IS 'The UTC day that decides the period; by the service.';
COMMENT ON COLUMN ledger_tx.recorded_at IS 'When we wrote it down; by the service.';
COMMENT ON COLUMN ledger_tx.corrects IS 'The transaction this one corrects. NULL: none.';
COMMENT ON COLUMN ledger_tx.written_in IS 'The database transaction that wrote it; by the database. An entry from another one is refused.';

CREATE TABLE ledger_entry (
  workspace_id uuid NOT NULL,
  tx_id uuid NOT NULL,
  position smallint NOT NULL CHECK (position >= 0),
  account text NOT NULL REFERENCES ledger_account (name),
  currency currency_code NOT NULL,
  amount exact_amount NOT NULL,
  meter text CHECK (meter <> ''),
  quantity whole_quantity,
  unit_price exact_amount,
  per whole_quantity CHECK (per > 0),
  multiplier whole_quantity CHECK (multiplier >= 0),
  divisor whole_quantity CHECK (divisor > 0),
  price_entry_id uuid REFERENCES price_entry (id),
  PRIMARY KEY (workspace_id, tx_id, position),
  FOREIGN KEY (workspace_id, tx_id) REFERENCES ledger_tx (workspace_id, id),
  CONSTRAINT a_usage_line_is_whole CHECK (
    num_nonnulls(meter, quantity, unit_price, per, multiplier, divisor, price_entry_id) IN (0, 7)
  ),
  CONSTRAINT amount_is_that_of_its_line CHECK (meter IS NULL OR line_adds_up(amount, quantity, unit_price, per, multiplier, divisor))
);
CREATE INDEX ledger_entry_by_account ON ledger_entry (workspace_id, account, tx_id);
COMMENT ON TABLE ledger_entry IS 'One side of a transaction: debit positive, credit negative. Only added to.';
COMMENT ON COLUMN ledger_entry.workspace_id IS 'By the service: that of the transaction.';
COMMENT ON COLUMN ledger_entry.tx_id IS 'By the service.';
COMMENT ON COLUMN ledger_entry.position IS 'The order within the transaction, from 0; by the service.';
COMMENT ON COLUMN ledger_entry.account IS 'By the service, from the chart.';
COMMENT ON COLUMN ledger_entry.currency IS 'By the service: that of the price entry.';
COMMENT ON COLUMN ledger_entry.amount IS 'Debit positive, credit negative; by the service. A known zero is 0 with its quantity.';
COMMENT ON COLUMN ledger_entry.meter IS 'What was counted. NULL: not a usage line.';
COMMENT ON COLUMN ledger_entry.quantity IS 'Whole units, with the sign of the side it stands on. NULL: not a usage line.';
COMMENT ON COLUMN ledger_entry.unit_price IS 'Price of "per" units. NULL: not a usage line.';
COMMENT ON COLUMN ledger_entry.per IS 'How many units the unit price buys. NULL: not a usage line.';
COMMENT ON COLUMN ledger_entry.multiplier IS 'The m of a ratio m/d, else 1. NULL: not a usage line.';
COMMENT ON COLUMN ledger_entry.divisor IS 'The d of that ratio, else 1. NULL: not a usage line.';
COMMENT ON COLUMN ledger_entry.price_entry_id IS 'The cited price entry, from which the line re-rates to the same digits. NULL: not a usage line.';
