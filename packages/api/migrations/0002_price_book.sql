-- Why: prices are rows with a period of effect and a time we knew them, never code. Two entries that would both apply cannot
-- be stored, and no price that was ever quoted can be edited away.

CREATE TABLE price_book (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('cost', 'sell')),
  name text NOT NULL CHECK (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  scope text NOT NULL DEFAULT '*' CHECK (scope <> ''),
  created_at timestamptz NOT NULL,
  UNIQUE (name, scope),
  CONSTRAINT cost_is_the_name_of_the_cost_book CHECK ((kind = 'cost') = (name = 'cost'))
);
COMMENT ON TABLE price_book IS 'The cost book (what providers take) and, later, sell books (what workspaces are charged).';
COMMENT ON COLUMN price_book.id IS 'Version 7 uuid, by whoever makes the book.';
COMMENT ON COLUMN price_book.kind IS 'cost or sell; by whoever makes the book.';
COMMENT ON COLUMN price_book.name IS 'The name people ask for it by: "cost", or that of a sell book.';
COMMENT ON COLUMN price_book.scope IS '* is everyone. Never NULL: NULL would defeat the rule that a book is unique.';
COMMENT ON COLUMN price_book.created_at IS 'By whoever makes the book.';

CREATE TABLE price_entry (
  id uuid PRIMARY KEY,
  book_id uuid NOT NULL REFERENCES price_book (id),
  provider text NOT NULL CHECK (provider <> ''),
  model text NOT NULL CHECK (model <> ''),
  mode service_mode NOT NULL,
  currency currency_code NOT NULL,
  kind text NOT NULL CHECK (kind IN ('metered', 'flat')),
  tariff jsonb NOT NULL,
  valid tstzrange NOT NULL,
  known tstzrange NOT NULL,
  corrects uuid REFERENCES price_entry (id),
  source text CHECK (source <> ''),
  checked_on date,
  note text CHECK (note <> ''),
  CONSTRAINT tariff_has_components CHECK (
    jsonb_typeof(tariff) = 'object' AND coalesce(jsonb_typeof(tariff -> 'components') = 'array' AND jsonb_array_length(tariff -> 'components') > 0, false)
  ),
  CONSTRAINT valid_is_half_open CHECK (NOT isempty(valid) AND lower_inc(valid) AND NOT lower_inf(valid) AND NOT upper_inc(valid)),
  CONSTRAINT known_is_half_open CHECK (NOT isempty(known) AND lower_inc(known) AND NOT lower_inf(known) AND NOT upper_inc(known)),
  -- The currency is not in it: a model is not sold in two currencies at once by one account.
  CONSTRAINT one_entry_in_force EXCLUDE USING gist (
    book_id WITH =, provider WITH =, model WITH =, mode WITH =, valid WITH &&, known WITH &&
  )
);
CREATE INDEX price_entry_in_listing_order ON price_entry (provider, model, mode, lower(valid), id);
COMMENT ON TABLE price_entry IS 'A tariff with a period of effect, a source, the day it was checked, and when we knew it.';
COMMENT ON COLUMN price_entry.id IS 'Version 7 uuid, by whoever publishes the entry.';
COMMENT ON COLUMN price_entry.book_id IS 'By whoever publishes the entry.';
COMMENT ON COLUMN price_entry.provider IS 'Who bills; by whoever publishes the entry.';
COMMENT ON COLUMN price_entry.model IS 'The exact name at the provider; by whoever publishes the entry.';
COMMENT ON COLUMN price_entry.mode IS 'realtime or batch; by whoever publishes the entry.';
COMMENT ON COLUMN price_entry.currency IS 'Upper-case code; by whoever publishes the entry.';
COMMENT ON COLUMN price_entry.kind IS 'metered (by consumption) or flat (by count); derived from the tariff when it is published.';
COMMENT ON COLUMN price_entry.tariff IS 'The components: meter, price as decimal text, per, conditions; checked by core before it is written.';
COMMENT ON COLUMN price_entry.valid IS 'The period in which the price applies, half-open. No upper bound: still in force.';
COMMENT ON COLUMN price_entry.known IS 'The period in which we held this to be true, half-open. No upper bound: still. Closed once, by an amendment.';
COMMENT ON COLUMN price_entry.corrects IS 'The entry this one replaces in our knowledge. NULL: it replaces none.';
COMMENT ON COLUMN price_entry.source IS 'Where the price was read; by whoever publishes it. NULL: no source was named.';
COMMENT ON COLUMN price_entry.checked_on IS 'The UTC day the source was read. NULL: nobody said.';
COMMENT ON COLUMN price_entry.note IS 'What a reader should know. NULL: nothing.';

CREATE FUNCTION only_close_known() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed price_entry := OLD;
BEGIN
  closed.known := tstzrange(lower(OLD.known), upper(NEW.known));
  IF NOT upper_inf(OLD.known) OR upper_inf(NEW.known) OR NEW IS DISTINCT FROM closed THEN
    RAISE EXCEPTION 'price_entry is added to, never rewritten: an update may only close "known", once.'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER only_known_closes BEFORE UPDATE ON price_entry FOR EACH ROW EXECUTE FUNCTION only_close_known();
CREATE TRIGGER never_deleted BEFORE DELETE ON price_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON price_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One number that changes with every publication: what a process compares to know whether its copy of the book is current.
CREATE TABLE price_book_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version bigint NOT NULL
);
COMMENT ON TABLE price_book_version IS 'One row: how often the price book changed. It cannot be skipped, for a trigger writes it.';
COMMENT ON COLUMN price_book_version.only_row IS 'Always true: there is one row.';
COMMENT ON COLUMN price_book_version.version IS 'Raised by a trigger on price_entry, in the transaction that changes the book.';
INSERT INTO price_book_version (version) VALUES (0);

CREATE FUNCTION raise_price_book_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  UPDATE public.price_book_version SET version = version + 1;
  PERFORM pg_notify('price_book', '');
  RETURN NULL;
END
$$;
CREATE TRIGGER book_changed AFTER INSERT OR UPDATE ON price_entry FOR EACH STATEMENT EXECUTE FUNCTION raise_price_book_version();

GRANT SELECT ON price_book, price_entry, price_book_version TO halfpenny_service, halfpenny_system;
GRANT INSERT ON price_book, price_entry TO halfpenny_system;
GRANT UPDATE (known) ON price_entry TO halfpenny_system;
