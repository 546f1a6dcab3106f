-- Why: what a publication must hold was asked by code alone: that every meter is priced, that no stretch is left without a price, that an odd price is
-- confirmed, that a source was read. Whoever writes past that code is now refused here, by the same definitions: core's price-draft says them in full.

-- What the catalog of core knows of models, so that SQL can ask what core asks.
CREATE TABLE catalog_model (
  provider text NOT NULL CHECK (provider <> ''),
  model text NOT NULL CHECK (model <> ''),
  mode service_mode NOT NULL,
  meters text[] NOT NULL,
  unlisted_meters text[] NOT NULL,
  qualities text[] NOT NULL,
  sizes text[] NOT NULL,
  maker text CHECK (maker <> ''),
  shut_down timestamptz,
  PRIMARY KEY (provider, model, mode)
);
COMMENT ON TABLE catalog_model IS 'What a model can bill at a provider: core''s catalog, written anew whenever a database is prepared. Of a model without a row nothing is known to be missing.';
COMMENT ON COLUMN catalog_model.provider IS 'Who bills; * is every provider that has no row of its own.';
COMMENT ON COLUMN catalog_model.model IS 'A name under which the provider takes the model: its own, that of a snapshot, an alias.';
COMMENT ON COLUMN catalog_model.mode IS 'realtime or batch.';
COMMENT ON COLUMN catalog_model.meters IS 'Those that it bills where it is billed by consumption. Empty: it never is.';
COMMENT ON COLUMN catalog_model.unlisted_meters IS 'Those of them that the provider publishes no price for: their absence is confirmed, not refused.';
COMMENT ON COLUMN catalog_model.qualities IS 'The words it can be asked for.';
COMMENT ON COLUMN catalog_model.sizes IS 'Sizes in pixels that a price must be found for.';
COMMENT ON COLUMN catalog_model.maker IS 'Who makes the model, whose price others are compared with. NULL: the name is an alias.';
COMMENT ON COLUMN catalog_model.shut_down IS 'From when on it needs no price. NULL: no end is announced.';
GRANT SELECT ON catalog_model TO halfpenny_service, halfpenny_system;
GRANT INSERT, DELETE ON catalog_model TO halfpenny_system;

-- Which draft brought an entry, and which publication ended what we knew of one: without that no rule can tell what a publication did.
ALTER TABLE price_entry
  ADD COLUMN draft_id uuid,
  ADD COLUMN ended_by uuid,
  ADD CONSTRAINT a_draft_is_of_a_change_set CHECK (draft_id IS NULL OR change_set_id IS NOT NULL),
  ADD CONSTRAINT only_what_has_an_end_is_ended CHECK (ended_by IS NULL OR NOT upper_inf(known));
COMMENT ON COLUMN price_entry.draft_id IS 'The draft that led to it; by the publication. NULL: it follows its base, is put back, was loaded, or published before drafts were kept with entries.';
COMMENT ON COLUMN price_entry.ended_by IS 'The change set whose publication ended what we knew of it; with that end. NULL: nothing has ended it, or no change set.';
COMMENT ON COLUMN price_entry.known IS 'The period in which we held this to be true, half-open. No upper bound: still. Closed once, by a publication.';
CREATE INDEX price_entry_ended_by ON price_entry (ended_by) WHERE ended_by IS NOT NULL;
CREATE INDEX price_entry_by_model ON price_entry (book_id, model);
GRANT UPDATE (ended_by) ON price_entry TO halfpenny_system;

CREATE OR REPLACE FUNCTION only_close_known() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closed price_entry := OLD;
BEGIN
  closed.known := tstzrange(lower(OLD.known), upper(NEW.known));
  closed.ended_by := NEW.ended_by;
  IF NOT upper_inf(OLD.known) OR upper_inf(NEW.known) OR NEW IS DISTINCT FROM closed THEN
    RAISE EXCEPTION 'price_entry is added to, never rewritten: an update may only close "known", once.'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;

-- What earlier publications ended, by the instant from which theirs is known.
ALTER TABLE price_entry DISABLE TRIGGER USER;
UPDATE price_entry AS e SET ended_by = s.id FROM price_change_set AS s
WHERE s.state = 'published' AND s.book_id = e.book_id AND s.known_from = upper(e.known);
ALTER TABLE price_entry ENABLE TRIGGER USER;

-- A publication is one transaction, whose name the database writes: nobody adds to it later.
ALTER TABLE price_change_set ADD COLUMN published_in xid8;
COMMENT ON COLUMN price_change_set.published_in IS 'The database transaction that published it; by the database. An entry from another one is refused. NULL: it was not published, or before this was kept.';

CREATE FUNCTION stamp_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.published_in := pg_current_xact_id();
  RETURN NEW;
END
$$;
CREATE TRIGGER stamped_by_the_database BEFORE UPDATE ON price_change_set FOR EACH ROW WHEN (NEW.state = 'published') EXECUTE FUNCTION stamp_publication();

CREATE FUNCTION is_published_now(of_set uuid, in_book uuid, at timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM price_change_set AS s WHERE s.id = of_set AND s.state = 'published' AND s.book_id = in_book AND s.known_from = at
                 AND s.published_in = pg_current_xact_id())
$$;
COMMENT ON FUNCTION is_published_now IS 'Whether this very transaction publishes a change set in a book, known from an instant.';

CREATE OR REPLACE FUNCTION keep_published_together() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.change_set_id IS NOT NULL AND TG_OP = 'INSERT' AND NOT is_published_now(NEW.change_set_id, NEW.book_id, lower(NEW.known)) THEN
    RAISE EXCEPTION 'Entry % is not published by change set %: all entries of one are written with it and known from one instant.', NEW.id, NEW.change_set_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.ended_by IS NOT NULL AND NOT is_published_now(NEW.ended_by, NEW.book_id, upper(NEW.known)) THEN
    RAISE EXCEPTION 'Entry % is not ended by change set %: what one ends is known until the rest of it is.', NEW.id, NEW.ended_by
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER ended_together AFTER UPDATE ON price_entry FOR EACH ROW WHEN (NEW.ended_by IS NOT NULL) EXECUTE FUNCTION keep_published_together();

-- What was confirmed, by whom. Each is one problem of one draft, by core's name for it: draft, code and field.
CREATE TABLE price_confirmation (
  workspace_id uuid NOT NULL,
  change_set_id uuid NOT NULL,
  draft_id uuid NOT NULL,
  code text NOT NULL CHECK (code <> ''),
  field text NOT NULL,
  message text NOT NULL CHECK (message <> ''),
  confirmed_by caller_identity NOT NULL,
  confirmed_by_name text NOT NULL CHECK (confirmed_by_name <> ''),
  confirmed_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, change_set_id, draft_id, code, field),
  FOREIGN KEY (workspace_id, change_set_id, draft_id) REFERENCES price_draft (workspace_id, change_set_id, id)
);
COMMENT ON TABLE price_confirmation IS 'What was unusual about a change set, and was confirmed by whoever published it. Only added to.';
COMMENT ON COLUMN price_confirmation.workspace_id IS 'That of the change set; by the publication.';
COMMENT ON COLUMN price_confirmation.change_set_id IS 'By the publication.';
COMMENT ON COLUMN price_confirmation.draft_id IS 'The draft whose problem it is; by the publication.';
COMMENT ON COLUMN price_confirmation.code IS 'What it is: price-off-predecessor, gap-in-coverage …; by core.';
COMMENT ON COLUMN price_confirmation.field IS 'The way to the field: components.0.price, from; by core. Empty: the draft as a whole.';
COMMENT ON COLUMN price_confirmation.message IS 'The sentence that was confirmed; by core.';
COMMENT ON COLUMN price_confirmation.confirmed_by IS 'Who published it and confirmed this; by the publication.';
COMMENT ON COLUMN price_confirmation.confirmed_by_name IS 'Their name, as it was then; by the publication.';
COMMENT ON COLUMN price_confirmation.confirmed_at IS 'By the publication.';

CREATE FUNCTION keep_confirmed_beforehand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT state FROM price_change_set WHERE workspace_id = NEW.workspace_id AND id = NEW.change_set_id) IN ('published', 'discarded') THEN
    RAISE EXCEPTION 'Change set % is closed: what is unusual about one is confirmed before.', NEW.change_set_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER confirmed_beforehand BEFORE INSERT ON price_confirmation FOR EACH ROW EXECUTE FUNCTION keep_confirmed_beforehand();
SELECT guard_append_only('price_confirmation'), guard_tenant_table('price_confirmation');
GRANT SELECT ON price_confirmation TO halfpenny_service, halfpenny_system;
GRANT INSERT ON price_confirmation TO halfpenny_system;

-- The values of a condition, which is written as one text or as a list.
CREATE FUNCTION condition_values(condition jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_agg(DISTINCT value ORDER BY value)
  FROM jsonb_array_elements_text(CASE jsonb_typeof(condition) WHEN 'array' THEN condition ELSE jsonb_build_array(condition) END) AS value
$$;

-- The conditions of a component, written in one way: two components are of one price where meter and conditions are the same.
CREATE FUNCTION component_conditions(component jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(jsonb_object_agg(key, condition_values(value)), '{}')
  FROM jsonb_each(CASE jsonb_typeof(component -> 'when') WHEN 'object' THEN component -> 'when' ELSE '{}' END)
$$;

-- For a used meter exactly one component may apply: of two of one meter, some condition parts them.
CREATE FUNCTION is_unambiguous(components jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  WITH component AS (
    SELECT place, value ->> 'meter' AS meter, component_conditions(value) AS conditions FROM jsonb_array_elements(components) WITH ORDINALITY AS c (value, place)
  )
  SELECT NOT EXISTS (
    SELECT FROM component AS a JOIN component AS b ON a.meter = b.meter AND a.place < b.place
    WHERE NOT EXISTS (
      SELECT FROM jsonb_each(a.conditions) AS mine JOIN jsonb_each(b.conditions) AS other USING (key)
      WHERE NOT other.value ?| condition_values(mine.value)))
$$;

ALTER TABLE price_entry
  ADD CONSTRAINT tariff_is_unambiguous CHECK (is_unambiguous(tariff -> 'components')),
  -- The day is that of a source which was read before its price was published.
  ADD CONSTRAINT a_published_price_names_source_and_day CHECK (
    change_set_id IS NULL OR origin_id IS NOT NULL
    OR (source IS NOT NULL AND checked_on IS NOT NULL AND checked_on BETWEEN '2000-01-01' AND (lower(known) AT TIME ZONE 'UTC')::date));
