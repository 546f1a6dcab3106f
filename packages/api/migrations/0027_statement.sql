-- Why: at month's end the ledger is held against what a provider states. A statement comes in whole or not at all, is kept as it was received, and is
-- never edited: what a provider states anew of a day is a new version, and the older one stays readable.

-- One key in the settings serves every workspace, so the first account at a provider owns its statements and the others use it.
ALTER TABLE provider_account
  ADD COLUMN lent_by uuid,
  ADD COLUMN lag_hours smallint NOT NULL DEFAULT 72 CHECK (lag_hours >= 0),
  ADD CONSTRAINT lent_by_an_account_of_its_book FOREIGN KEY (lent_by, book) REFERENCES provider_account (id, book);
COMMENT ON COLUMN provider_account.lent_by IS 'The account of another workspace whose organisation, project and key this one uses: its owner gets the statements. By the database. NULL: its own.';
COMMENT ON COLUMN provider_account.lag_hours IS 'How long after a day has ended the provider may still change what it states of it; by finance.';

UPDATE provider_account AS used SET lent_by = owner.id
FROM (SELECT DISTINCT ON (provider, book, organisation, project, key_reference) id, provider, book, organisation, project, key_reference
      FROM provider_account ORDER BY provider, book, organisation, project, key_reference, created_at, id) AS owner
WHERE owner.id <> used.id AND (owner.provider, owner.book) = (used.provider, used.book)
  AND (owner.organisation, owner.project, owner.key_reference) IS NOT DISTINCT FROM (used.organisation, used.project, used.key_reference);

-- Looked for in all workspaces, of which the service sees one: as the system role.
CREATE FUNCTION find_lender() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('provider account ' || NEW.provider || ' ' || NEW.book, 0));
  NEW.lent_by := (
    SELECT id FROM provider_account
    WHERE provider = NEW.provider AND book = NEW.book AND lent_by IS NULL AND workspace_id <> NEW.workspace_id
      AND (organisation, project, key_reference) IS NOT DISTINCT FROM (NEW.organisation, NEW.project, NEW.key_reference)
    ORDER BY created_at, id LIMIT 1);
  RETURN NEW;
END
$$;
COMMENT ON FUNCTION find_lender IS 'Who was first to use an organisation, project and key owns the account; whoever comes later uses it.';
CREATE TRIGGER lent_by_its_owner BEFORE INSERT ON provider_account FOR EACH ROW EXECUTE FUNCTION find_lender();
-- The owner of a function may create in its schema at the time it is handed over, and not after.
GRANT CREATE ON SCHEMA public TO halfpenny_system;
ALTER FUNCTION find_lender OWNER TO halfpenny_system;
REVOKE CREATE ON SCHEMA public FROM halfpenny_system;
GRANT UPDATE (lag_hours) ON provider_account TO halfpenny_service;

CREATE TABLE statement_import (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  provider_account_id uuid NOT NULL REFERENCES provider_account (id),
  kind text NOT NULL CHECK (kind IN ('openai_costs', 'openai_usage_images', 'openai_usage_completions', 'focus', 'csv', 'sandbox_invoice')),
  series text NOT NULL CHECK (series IN ('charges', 'usage_images', 'usage_completions', 'payable', 'prepaid')),
  origin text NOT NULL CHECK (origin IN ('pull', 'upload')),
  state text NOT NULL CHECK (state IN ('received', 'reading', 'current', 'unchanged', 'refused')),
  file_name text NOT NULL CHECK (char_length(file_name) <= 255),
  file_sha256 text NOT NULL CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
  file_bytes bigint NOT NULL CHECK (file_bytes >= 0),
  reading jsonb NOT NULL CHECK (jsonb_typeof(reading) = 'object'),
  received_by caller_identity NOT NULL,
  received_by_name text NOT NULL,
  received_at timestamptz NOT NULL,
  bytes_read bigint NOT NULL DEFAULT 0 CHECK (bytes_read >= 0),
  lines bigint NOT NULL DEFAULT 0 CHECK (lines >= 0),
  rejected bigint NOT NULL DEFAULT 0 CHECK (rejected >= 0),
  left_out bigint NOT NULL DEFAULT 0 CHECK (left_out >= 0),
  period tstzrange,
  version integer CHECK (version > 0),
  superseded_by integer CHECK (superseded_by > 0),
  current_at timestamptz,
  refusal text,
  kept_until date NOT NULL,
  legal_hold boolean NOT NULL DEFAULT false,
  removed_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT a_version_is_one_import UNIQUE (workspace_id, provider_account_id, series, version),
  CONSTRAINT current_says_its_version_and_period CHECK ((state = 'current') = (version IS NOT NULL) AND (state <> 'current' OR num_nulls(period, current_at) = 0)),
  CONSTRAINT refused_says_why CHECK ((state = 'refused') = (refusal IS NOT NULL)),
  CONSTRAINT a_period_is_half_open CHECK (lower_inc(period) AND NOT upper_inc(period) AND NOT isempty(period)),
  CONSTRAINT nothing_rejected_is_current CHECK (state <> 'current' OR rejected = 0),
  CONSTRAINT a_hold_keeps_the_file CHECK (NOT legal_hold OR removed_at IS NULL),
  CONSTRAINT the_same_file_once EXCLUDE USING btree (workspace_id WITH =, provider_account_id WITH =, series WITH =, file_sha256 WITH =)
    WHERE (state = 'current' AND superseded_by IS NULL)
);
CREATE INDEX statement_import_latest_first ON statement_import (workspace_id, received_at DESC, id DESC);
CREATE INDEX statement_import_under_way ON statement_import (received_at) WHERE state IN ('received', 'reading');
COMMENT ON TABLE statement_import IS 'A file of a provider, as it was received, and what became of it. What is current is never rewritten, only superseded.';
COMMENT ON COLUMN statement_import.workspace_id IS 'The owner of the provider account; by the service.';
COMMENT ON COLUMN statement_import.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN statement_import.provider_account_id IS 'Whose statement it is; by who brings it.';
COMMENT ON COLUMN statement_import.kind IS 'What the file is; by who brings it.';
COMMENT ON COLUMN statement_import.series IS 'What it is about: a day has one current version in each series. charges: what is owed, by its parts. payable: the invoice. usage_*: what a witness counted. prepaid: movements of a balance. By the service.';
COMMENT ON COLUMN statement_import.origin IS 'Whether it was pulled from the provider or brought by somebody; by the service.';
COMMENT ON COLUMN statement_import.state IS 'received → reading → current, unchanged (it says what the current version says) or refused; by the service.';
COMMENT ON COLUMN statement_import.file_name IS 'By who brings it.';
COMMENT ON COLUMN statement_import.file_sha256 IS 'Of its bytes as received, lower-case hexadecimal; by the service.';
COMMENT ON COLUMN statement_import.file_bytes IS 'How many bytes were received; by the service.';
COMMENT ON COLUMN statement_import.reading IS 'How it is read: unit, span, columns, stated total, as they were then; by the service.';
COMMENT ON COLUMN statement_import.received_by IS 'Who brought it: person:<id>, key:<id>, or name:<name>; by the service.';
COMMENT ON COLUMN statement_import.received_by_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN statement_import.received_at IS 'By the service.';
COMMENT ON COLUMN statement_import.bytes_read IS 'How far the worker has read; by the worker.';
COMMENT ON COLUMN statement_import.lines IS 'How many lines were understood; by the worker.';
COMMENT ON COLUMN statement_import.rejected IS 'How many lines were not; by the worker. With one of them, nothing of the file is current.';
COMMENT ON COLUMN statement_import.left_out IS 'How many lines are about another provider; by the worker.';
COMMENT ON COLUMN statement_import.period IS 'What it covers, days without a line included; by the worker. NULL: it is not known yet.';
COMMENT ON COLUMN statement_import.version IS 'Rises by one in each series of a provider account; by the worker. NULL: it is not current.';
COMMENT ON COLUMN statement_import.superseded_by IS 'The version that took the last of its days; by the worker. NULL: some of it is current, or none ever was.';
COMMENT ON COLUMN statement_import.current_at IS 'When it became current; by the worker. NULL: it is not.';
COMMENT ON COLUMN statement_import.refusal IS 'Why nothing of it is current, as a sentence; by the worker. NULL: it is not refused.';
COMMENT ON COLUMN statement_import.kept_until IS 'Until when the file is kept as received; by the service.';
COMMENT ON COLUMN statement_import.legal_hold IS 'Whether it is kept longer, until finance lifts that.';
COMMENT ON COLUMN statement_import.removed_at IS 'When the file was removed, its time being over; by the service. NULL: it is kept.';

CREATE UNLOGGED TABLE statement_staged (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  ordinal bigint NOT NULL CHECK (ordinal > 0),
  line jsonb NOT NULL CHECK (jsonb_typeof(line) = 'object'),
  PRIMARY KEY (workspace_id, import_id, ordinal)
);
COMMENT ON TABLE statement_staged IS 'Lines of a file that is being read: nobody reads them, and a crash costs no more than reading the file again.';
COMMENT ON COLUMN statement_staged.workspace_id IS 'By the worker.';
COMMENT ON COLUMN statement_staged.import_id IS 'By the worker.';
COMMENT ON COLUMN statement_staged.ordinal IS 'Which line of the file, from 1; by the worker.';
COMMENT ON COLUMN statement_staged.line IS 'The line, by the columns of the table it is for; by the worker.';

CREATE TABLE statement_line (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  ordinal bigint NOT NULL CHECK (ordinal > 0),
  provider_account_id uuid NOT NULL,
  series text NOT NULL CHECK (series <> ''),
  version integer NOT NULL CHECK (version > 0),
  superseded_by integer,
  file_line bigint NOT NULL CHECK (file_line > 0),
  file_column bigint NOT NULL CHECK (file_column > 0),
  bucket_start timestamptz NOT NULL,
  bucket_end timestamptz NOT NULL,
  project text NOT NULL CHECK (char_length(project) <= 100),
  api_key text NOT NULL CHECK (char_length(api_key) <= 100),
  line_item text NOT NULL CHECK (char_length(line_item) <= 300),
  currency currency_code NOT NULL,
  occurrence integer NOT NULL CHECK (occurrence > 0),
  amount_text text NOT NULL CHECK (amount_text <> ''),
  amount exact_amount NOT NULL,
  residue numeric NOT NULL CHECK (abs(residue) <= 0.0000000000005),
  quantity_text text CHECK (quantity_text <> ''),
  quantity numeric CHECK (quantity NOT IN ('NaN', 'Infinity', '-Infinity')),
  quantity_unit text CHECK (quantity_unit <> ''),
  request_id text CHECK (request_id <> ''),
  client_request_id text CHECK (client_request_id <> ''),
  model text CHECK (model <> ''),
  size text CHECK (size <> ''),
  quality text CHECK (quality <> ''),
  usage jsonb CHECK (jsonb_typeof(usage) = 'object'),
  category text CHECK (category <> ''),
  balance_text text CHECK (balance_text <> ''),
  balance exact_amount,
  PRIMARY KEY (workspace_id, import_id, ordinal),
  FOREIGN KEY (workspace_id, import_id) REFERENCES statement_import (workspace_id, id),
  CONSTRAINT superseded_by_a_later_version CHECK (superseded_by > version),
  CONSTRAINT a_bucket_does_not_end_before_it_begins CHECK (bucket_end >= bucket_start),
  CONSTRAINT a_quantity_has_its_text CHECK ((quantity IS NULL) = (quantity_text IS NULL)),
  CONSTRAINT a_balance_has_its_text CHECK ((balance IS NULL) = (balance_text IS NULL))
);
CREATE UNIQUE INDEX one_current_version_of_a_line ON statement_line
  (workspace_id, provider_account_id, series, bucket_start, bucket_end, project, api_key, line_item, currency, occurrence) WHERE superseded_by IS NULL;
CREATE INDEX statement_line_by_day ON statement_line (workspace_id, provider_account_id, series, bucket_start);
COMMENT ON TABLE statement_line IS 'A line of a statement. It never changes; a later version that states its day anew supersedes it.';
COMMENT ON COLUMN statement_line.workspace_id IS 'By the worker.';
COMMENT ON COLUMN statement_line.import_id IS 'The file it stands in; by the worker.';
COMMENT ON COLUMN statement_line.ordinal IS 'Which line of the file, from 1; by the worker.';
COMMENT ON COLUMN statement_line.provider_account_id IS 'That of the import; by the worker.';
COMMENT ON COLUMN statement_line.series IS 'That of the import; by the worker.';
COMMENT ON COLUMN statement_line.version IS 'That of the import; by the worker.';
COMMENT ON COLUMN statement_line.superseded_by IS 'The version that states its day anew; by the worker. NULL: it is current.';
COMMENT ON COLUMN statement_line.file_line IS 'Where it stands in the file: line from 1; by the worker.';
COMMENT ON COLUMN statement_line.file_column IS 'And character from 1; by the worker.';
COMMENT ON COLUMN statement_line.bucket_start IS 'The first instant it is about; of a single request the instant of its answer. By the provider.';
COMMENT ON COLUMN statement_line.bucket_end IS 'The first instant it is no longer about; of a single request the same. By the provider.';
COMMENT ON COLUMN statement_line.project IS 'By the provider. Empty: it names none.';
COMMENT ON COLUMN statement_line.api_key IS 'The name of a key that is not the key; by the provider. Empty: it names none.';
COMMENT ON COLUMN statement_line.line_item IS 'What it is for, in the words of the provider.';
COMMENT ON COLUMN statement_line.currency IS 'By the provider, in capital letters.';
COMMENT ON COLUMN statement_line.occurrence IS 'Which of the lines that are the same in all of this, from 1, in an order that does not depend on that of the file; by the worker.';
COMMENT ON COLUMN statement_line.amount_text IS 'The amount as it was written, in the unit of the file.';
COMMENT ON COLUMN statement_line.amount IS 'The same in whole units of the currency, rounded half-even to 12 places; by the worker.';
COMMENT ON COLUMN statement_line.residue IS 'What the rounding took: exact amount minus amount; by the worker.';
COMMENT ON COLUMN statement_line.quantity_text IS 'The quantity as it was written. NULL: it states none.';
COMMENT ON COLUMN statement_line.quantity IS 'The same as a number, exactly; by the worker. NULL: it states none.';
COMMENT ON COLUMN statement_line.quantity_unit IS 'What is counted, in the words of the provider. NULL: it does not say.';
COMMENT ON COLUMN statement_line.request_id IS 'The id that the provider gave the request. NULL: it is about more than one, or does not say.';
COMMENT ON COLUMN statement_line.client_request_id IS 'The id that we gave the request, where the provider repeats it. NULL: it does not.';
COMMENT ON COLUMN statement_line.model IS 'By the provider. NULL: it stands in the line item, or nowhere.';
COMMENT ON COLUMN statement_line.size IS 'WIDTHxHEIGHT, by the provider. NULL: it does not say.';
COMMENT ON COLUMN statement_line.quality IS 'By the provider. NULL: it does not say.';
COMMENT ON COLUMN statement_line.usage IS 'Units by meter, as text, where one line states several. NULL: it does not.';
COMMENT ON COLUMN statement_line.category IS 'Usage, Purchase, Tax, Credit or Adjustment, where the file says so. NULL: it does not.';
COMMENT ON COLUMN statement_line.balance_text IS 'What is left after it, as it was written: of a prepaid balance. NULL: it does not say.';
COMMENT ON COLUMN statement_line.balance IS 'The same in whole units of the currency; by the worker. NULL: it does not say.';

CREATE TABLE usage_bucket (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  ordinal bigint NOT NULL CHECK (ordinal > 0),
  provider_account_id uuid NOT NULL,
  series text NOT NULL CHECK (series <> ''),
  version integer NOT NULL CHECK (version > 0),
  superseded_by integer,
  bucket_start timestamptz NOT NULL,
  bucket_end timestamptz NOT NULL,
  project text NOT NULL CHECK (char_length(project) <= 100),
  api_key text NOT NULL CHECK (char_length(api_key) <= 100),
  model text NOT NULL CHECK (char_length(model) <= 100),
  source text NOT NULL CHECK (char_length(source) <= 100),
  size text NOT NULL CHECK (char_length(size) <= 100),
  batch boolean,
  occurrence integer NOT NULL CHECK (occurrence > 0),
  requests whole_quantity NOT NULL CHECK (requests >= 0),
  quantities jsonb NOT NULL CHECK (jsonb_typeof(quantities) = 'object'),
  PRIMARY KEY (workspace_id, import_id, ordinal),
  FOREIGN KEY (workspace_id, import_id) REFERENCES statement_import (workspace_id, id),
  CONSTRAINT superseded_by_a_later_version CHECK (superseded_by > version),
  CONSTRAINT a_bucket_ends_after_it_begins CHECK (bucket_end > bucket_start)
);
CREATE UNIQUE INDEX one_current_version_of_a_bucket ON usage_bucket
  (workspace_id, provider_account_id, series, bucket_start, bucket_end, project, api_key, model, source, size, batch, occurrence) NULLS NOT DISTINCT
  WHERE superseded_by IS NULL;
CREATE INDEX usage_bucket_by_day ON usage_bucket (workspace_id, provider_account_id, series, bucket_start);
COMMENT ON TABLE usage_bucket IS 'What a provider counted in a bucket of time: a witness, without money. Versions as of statement lines.';
COMMENT ON COLUMN usage_bucket.workspace_id IS 'By the worker.';
COMMENT ON COLUMN usage_bucket.import_id IS 'The file it stands in; by the worker.';
COMMENT ON COLUMN usage_bucket.ordinal IS 'Which line of the file, from 1; by the worker.';
COMMENT ON COLUMN usage_bucket.provider_account_id IS 'That of the import; by the worker.';
COMMENT ON COLUMN usage_bucket.series IS 'That of the import: usage_images or usage_completions; by the worker.';
COMMENT ON COLUMN usage_bucket.version IS 'That of the import; by the worker.';
COMMENT ON COLUMN usage_bucket.superseded_by IS 'The version that states its day anew; by the worker. NULL: it is current.';
COMMENT ON COLUMN usage_bucket.bucket_start IS 'The first instant it is about; by the provider.';
COMMENT ON COLUMN usage_bucket.bucket_end IS 'The first instant it is no longer about; by the provider.';
COMMENT ON COLUMN usage_bucket.project IS 'By the provider. Empty: it names none.';
COMMENT ON COLUMN usage_bucket.api_key IS 'The name of a key that is not the key; by the provider. Empty: it names none.';
COMMENT ON COLUMN usage_bucket.model IS 'By the provider. Empty: it names none.';
COMMENT ON COLUMN usage_bucket.source IS 'image.generation, image.edit or image.variation; by the provider. Empty: it names none.';
COMMENT ON COLUMN usage_bucket.size IS 'WIDTHxHEIGHT, by the provider. Empty: it names none.';
COMMENT ON COLUMN usage_bucket.batch IS 'Whether they came in batches; by the provider. NULL: it does not say.';
COMMENT ON COLUMN usage_bucket.occurrence IS 'Which of the rows that are the same in all of this, from 1; by the worker.';
COMMENT ON COLUMN usage_bucket.requests IS 'How many requests; by the provider.';
COMMENT ON COLUMN usage_bucket.quantities IS 'Units as text, by the names the provider has for them.';

CREATE TABLE statement_rejection (
  workspace_id uuid NOT NULL,
  import_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  file_line bigint NOT NULL CHECK (file_line > 0),
  file_column bigint NOT NULL CHECK (file_column > 0),
  field text NOT NULL,
  message text NOT NULL CHECK (message <> ''),
  PRIMARY KEY (workspace_id, import_id, number),
  FOREIGN KEY (workspace_id, import_id) REFERENCES statement_import (workspace_id, id)
);
COMMENT ON TABLE statement_rejection IS 'A line of a file that could not be understood. Because of it nothing of the file is current.';
COMMENT ON COLUMN statement_rejection.workspace_id IS 'By the worker.';
COMMENT ON COLUMN statement_rejection.import_id IS 'By the worker.';
COMMENT ON COLUMN statement_rejection.number IS 'In the order of the file, from 1; by the worker. The first 10,000 are kept.';
COMMENT ON COLUMN statement_rejection.file_line IS 'Line of the file, from 1; by the worker.';
COMMENT ON COLUMN statement_rejection.file_column IS 'Character of the line, from 1; by the worker.';
COMMENT ON COLUMN statement_rejection.field IS 'The column or field that is wrong; by the worker. Empty: the line as a whole.';
COMMENT ON COLUMN statement_rejection.message IS 'What is wrong, as a sentence; by the worker.';

CREATE TABLE statement_observation (
  workspace_id uuid NOT NULL,
  provider_account_id uuid NOT NULL REFERENCES provider_account (id),
  series text NOT NULL CHECK (series <> ''),
  day date NOT NULL,
  observed_at timestamptz NOT NULL,
  import_id uuid NOT NULL,
  digest text NOT NULL CHECK (digest <> ''),
  PRIMARY KEY (workspace_id, provider_account_id, series, day, observed_at),
  FOREIGN KEY (workspace_id, import_id) REFERENCES statement_import (workspace_id, id)
);
COMMENT ON TABLE statement_observation IS 'What a provider stated of a day each time it was asked: two that are equal and a day apart make it final.';
COMMENT ON COLUMN statement_observation.workspace_id IS 'By the worker.';
COMMENT ON COLUMN statement_observation.provider_account_id IS 'By the worker.';
COMMENT ON COLUMN statement_observation.series IS 'By the worker.';
COMMENT ON COLUMN statement_observation.day IS 'The UTC day in which its buckets begin; by the worker.';
COMMENT ON COLUMN statement_observation.observed_at IS 'When the file was received; by the worker.';
COMMENT ON COLUMN statement_observation.import_id IS 'The file it stood in; by the worker.';
COMMENT ON COLUMN statement_observation.digest IS 'Of all that it states of the day, whatever the order; by the database.';

CREATE TABLE statement_mapping (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  reading jsonb NOT NULL CHECK (jsonb_typeof(reading) = 'object'),
  saved_by_name text NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT a_mapping_has_a_name_of_its_own UNIQUE (workspace_id, name)
);
COMMENT ON TABLE statement_mapping IS 'How a CSV of somebody is read: which column holds what. An import keeps a copy of the one it was read by.';
COMMENT ON COLUMN statement_mapping.workspace_id IS 'By the service.';
COMMENT ON COLUMN statement_mapping.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN statement_mapping.name IS 'As people say it; by who saves it.';
COMMENT ON COLUMN statement_mapping.reading IS 'Columns by what they hold, the unit of amounts, the sign of decimals; by who saves it.';
COMMENT ON COLUMN statement_mapping.saved_by_name IS 'Who saved it last, by name; by the service.';
COMMENT ON COLUMN statement_mapping.saved_at IS 'By the service.';

CREATE TABLE line_item_map (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  provider text NOT NULL CHECK (provider <> ''),
  line_item text NOT NULL CHECK (char_length(line_item) <= 300),
  meaning text NOT NULL CHECK (meaning IN ('usage', 'outside', 'not_usage')),
  not_usage_kind text CHECK (not_usage_kind IN ('tax', 'credit', 'fee', 'adjustment')),
  service text CHECK (service <> ''),
  model text CHECK (model <> ''),
  meter text CHECK (meter <> ''),
  mode service_mode,
  conditions jsonb CHECK (jsonb_typeof(conditions) = 'object'),
  valid daterange NOT NULL,
  known tstzrange,
  reason text NOT NULL CHECK (char_length(reason) <= 2000),
  author caller_identity NOT NULL,
  author_name text NOT NULL,
  proposed_at timestamptz NOT NULL,
  approver caller_identity,
  approver_name text,
  approved_at timestamptz,
  discarded_at timestamptz,
  origin_id uuid,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, origin_id) REFERENCES line_item_map (workspace_id, id),
  CONSTRAINT approved_by_another CHECK (approver <> author),
  CONSTRAINT approved_says_by_whom CHECK (num_nulls(known, approver, approver_name, approved_at) IN (0, 4)),
  CONSTRAINT approved_or_discarded CHECK (discarded_at IS NULL OR known IS NULL),
  CONSTRAINT usage_says_what_of CHECK (
    CASE meaning WHEN 'usage' THEN num_nulls(service, model, mode) = 0 ELSE num_nonnulls(model, meter, mode, conditions) = 0 END),
  CONSTRAINT a_service_is_named_unless_it_is_no_usage CHECK ((meaning = 'not_usage') = (service IS NULL)),
  CONSTRAINT not_usage_says_its_kind CHECK ((meaning = 'not_usage') = (not_usage_kind IS NOT NULL)),
  CONSTRAINT valid_holds_a_day CHECK (NOT isempty(valid)),
  CONSTRAINT known_begins CHECK (NOT lower_inf(known) AND NOT isempty(known)),
  CONSTRAINT one_meaning_at_a_time EXCLUDE USING gist (workspace_id WITH =, provider WITH =, line_item WITH =, valid WITH &&, known WITH &&)
);
COMMENT ON TABLE line_item_map IS 'What the words of a provider on a line stand for, matched exactly. Proposed by one and approved by another; dated by when it holds and when it was known.';
COMMENT ON COLUMN line_item_map.workspace_id IS 'By the service.';
COMMENT ON COLUMN line_item_map.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN line_item_map.provider IS 'Whose words; by the author.';
COMMENT ON COLUMN line_item_map.line_item IS 'The words, exactly; by the author. Empty: the line names nothing.';
COMMENT ON COLUMN line_item_map.meaning IS 'usage: of a model we execute. outside: another service. not_usage: tax, credit, fee or adjustment. By the author.';
COMMENT ON COLUMN line_item_map.not_usage_kind IS 'By the author. NULL: it is usage, or outside.';
COMMENT ON COLUMN line_item_map.service IS 'What was used, such as images; by the author. NULL: it is no usage.';
COMMENT ON COLUMN line_item_map.model IS 'By the author. NULL: it is not usage of ours.';
COMMENT ON COLUMN line_item_map.meter IS 'What the quantity counts; by the author. NULL: a line bills a whole call, or it is not usage of ours.';
COMMENT ON COLUMN line_item_map.mode IS 'By the author. NULL: it is not usage of ours.';
COMMENT ON COLUMN line_item_map.conditions IS 'Size, quality and the like, where the words name them; by the author. NULL: they do not.';
COMMENT ON COLUMN line_item_map.valid IS 'The UTC days whose lines it is for; by the author.';
COMMENT ON COLUMN line_item_map.known IS 'From its approval until another took its place; by the service. NULL: it is not approved.';
COMMENT ON COLUMN line_item_map.reason IS 'By the author.';
COMMENT ON COLUMN line_item_map.author IS 'Who proposed it; by the service.';
COMMENT ON COLUMN line_item_map.author_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN line_item_map.proposed_at IS 'By the service.';
COMMENT ON COLUMN line_item_map.approver IS 'Who approved it: another; by the service. NULL: nobody has.';
COMMENT ON COLUMN line_item_map.approver_name IS 'Their name, as it was then; by the service. NULL: nobody has approved it.';
COMMENT ON COLUMN line_item_map.approved_at IS 'By the service. NULL: nobody has approved it.';
COMMENT ON COLUMN line_item_map.discarded_at IS 'When somebody decided against it; by the service. NULL: nobody has.';
COMMENT ON COLUMN line_item_map.origin_id IS 'The approved entry of which it is what was left when another took a part of its days; by the service. NULL: it was proposed.';

-- Which way an import goes, and that what it is about stands.
CREATE FUNCTION keep_import_course() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
    ('received', 'reading'), ('reading', 'current'), ('reading', 'unchanged'), ('received', 'unchanged'), ('reading', 'refused'), ('received', 'refused'))
  THEN
    RAISE EXCEPTION 'Statement % is %: it does not become %.', OLD.id, OLD.state, NEW.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (OLD.workspace_id, OLD.id, OLD.provider_account_id, OLD.kind, OLD.series, OLD.origin, OLD.file_sha256, OLD.file_bytes, OLD.reading, OLD.received_by, OLD.received_at)
    IS DISTINCT FROM (NEW.workspace_id, NEW.id, NEW.provider_account_id, NEW.kind, NEW.series, NEW.origin, NEW.file_sha256, NEW.file_bytes, NEW.reading, NEW.received_by, NEW.received_at)
    OR (OLD.version IS NOT NULL AND (OLD.version, OLD.period, OLD.lines) IS DISTINCT FROM (NEW.version, NEW.period, NEW.lines))
    OR (OLD.superseded_by IS NOT NULL AND OLD.superseded_by IS DISTINCT FROM NEW.superseded_by)
  THEN
    RAISE EXCEPTION 'What was received as statement %, and what it states, is never rewritten.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_its_course BEFORE UPDATE ON statement_import FOR EACH ROW EXECUTE FUNCTION keep_import_course();

-- A line is superseded once, and changes in nothing else. By row and not by jsonb: a statement has millions of lines.
CREATE FUNCTION keep_stated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.superseded_by IS NULL THEN
    OLD.superseded_by := NEW.superseded_by;
    IF OLD IS NOT DISTINCT FROM NEW THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'What a provider stated stands; a later version supersedes it, once: % of % is refused.', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER stated_stands BEFORE UPDATE OR DELETE ON statement_line FOR EACH ROW EXECUTE FUNCTION keep_stated();
CREATE TRIGGER stated_stands BEFORE UPDATE OR DELETE ON usage_bucket FOR EACH ROW EXECUTE FUNCTION keep_stated();

-- A proposal is approved or discarded, once; of an approved entry only "known" closes, once.
CREATE FUNCTION keep_line_item_map() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decision text[] := CASE WHEN OLD.known IS NOT NULL THEN ARRAY['known'] ELSE ARRAY['known', 'approver', 'approver_name', 'approved_at', 'discarded_at'] END;
BEGIN
  IF OLD.discarded_at IS NOT NULL OR to_jsonb(NEW) - decision <> to_jsonb(OLD) - decision
    OR (OLD.known IS NOT NULL AND (NOT upper_inf(OLD.known) OR lower(NEW.known) IS DISTINCT FROM lower(OLD.known)))
  THEN
    RAISE EXCEPTION 'Entry % of the line-item map stands: another takes its place.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER entry_stands BEFORE UPDATE ON line_item_map FOR EACH ROW EXECUTE FUNCTION keep_line_item_map();

SELECT guard_append_only(kept) FROM unnest(ARRAY['statement_rejection', 'statement_observation']::regclass[]) AS kept;
DO $$
DECLARE
  kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['statement_import', 'line_item_map'] LOOP
    EXECUTE format('CREATE TRIGGER never_deleted BEFORE DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept);
  END LOOP;
  FOREACH kept IN ARRAY ARRAY['statement_import', 'line_item_map', 'statement_line', 'usage_bucket'] LOOP
    EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept);
  END LOOP;
END
$$;
SELECT guard_tenant_table(kept) FROM unnest(ARRAY['statement_import', 'statement_staged', 'statement_line', 'usage_bucket', 'statement_rejection',
  'statement_observation', 'statement_mapping', 'line_item_map']::regclass[]) AS kept;
GRANT SELECT ON statement_import, statement_line, usage_bucket, statement_rejection, statement_observation, statement_mapping, line_item_map
  TO halfpenny_service, halfpenny_system;
GRANT INSERT, UPDATE ON statement_import TO halfpenny_service, halfpenny_system;
GRANT INSERT, UPDATE ON statement_mapping TO halfpenny_service;
GRANT INSERT, UPDATE (known, approver, approver_name, approved_at, discarded_at) ON line_item_map TO halfpenny_service;
GRANT SELECT, INSERT, DELETE ON statement_staged TO halfpenny_system;
GRANT INSERT, UPDATE (superseded_by) ON statement_line, usage_bucket TO halfpenny_system;
GRANT INSERT ON statement_rejection, statement_observation TO halfpenny_system;
