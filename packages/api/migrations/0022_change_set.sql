-- Why: prices rot where one hand overwrites them. Here they change as a change set: drafted, reviewed and published as a whole, by somebody else
-- than those who wrote it where the workspace asks for two people. The database keeps the course of a change set, its row versions, and who approved.

ALTER TABLE workspace ADD COLUMN two_people_publish boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN workspace.two_people_publish IS 'Whether prices drafted here are published by somebody who wrote none of them; by an admin.';
GRANT UPDATE (two_people_publish) ON workspace TO halfpenny_service;

-- A tariff is kept whole: components of its own, or another entry and a factor; and what holds beside them.
ALTER TABLE price_entry
  ADD COLUMN origin_id uuid REFERENCES price_entry (id),
  ADD COLUMN base_id uuid REFERENCES price_entry (id),
  ADD COLUMN rated_tariff jsonb CHECK (jsonb_typeof(rated_tariff) = 'object'),
  ADD COLUMN change_set_id uuid,
  DROP CONSTRAINT tariff_has_components,
  ADD CONSTRAINT tariff_has_components CHECK (
    jsonb_typeof(tariff) = 'object' AND coalesce(jsonb_typeof(tariff -> 'components') = 'array'
      AND (jsonb_array_length(tariff -> 'components') > 0) <> (tariff ? 'basedOn'), false)
  ),
  ADD CONSTRAINT based_on_an_entry_of_its_own_day CHECK (
    (base_id IS NULL) = (rated_tariff IS NULL) AND (base_id IS NULL OR tariff ? 'basedOn')
    AND (base_id IS NOT NULL OR NOT tariff ? 'basedOn' OR tariff -> 'basedOn' ? 'book')
  ),
  ADD CONSTRAINT valid_begins_in_2000_or_later CHECK (lower(valid) >= '2000-01-01T00:00:00Z');
CREATE INDEX price_entry_by_change_set ON price_entry (change_set_id) WHERE change_set_id IS NOT NULL;
COMMENT ON COLUMN price_entry.tariff IS 'The whole tariff as it was written: components (meter, price as decimal text, per, conditions …) or basedOn, and modifiers, credit, minimumCharge, sizeTiers where it has them; checked by core.';
COMMENT ON COLUMN price_entry.origin_id IS 'The entry whose price this is, where only the period is another: what another entry left of it, or what was put back. NULL: the price is its own.';
COMMENT ON COLUMN price_entry.base_id IS 'The entry that its price multiplies, in force and known as long as this one; by the publication. NULL: it has prices of its own, or its base stands in another book.';
COMMENT ON COLUMN price_entry.rated_tariff IS 'What it multiplies and by what, as one tariff that rates by itself, to the same digit for ever; by the publication. NULL: that is the tariff.';
COMMENT ON COLUMN price_entry.change_set_id IS 'The change set that published it; by the publication. No foreign key: the set belongs to a workspace, the book to all. NULL: it was loaded.';

CREATE DOMAIN caller_identity AS text CONSTRAINT identity_is_known CHECK (VALUE ~ '^((person|key):[0-9a-f-]{36}|name:.+)$');
COMMENT ON DOMAIN caller_identity IS 'Who did it, so that two can be told apart: person:<id>, key:<id>, or name:<name> for whoever has neither.';

CREATE TABLE price_change_set (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  book_id uuid NOT NULL REFERENCES price_book (id),
  title text NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
  reason text NOT NULL CHECK (char_length(reason) <= 2000),
  state text NOT NULL CHECK (state IN ('draft', 'submitted', 'published', 'discarded')),
  row_version integer NOT NULL CHECK (row_version >= 1),
  author_name text NOT NULL CHECK (author_name <> ''),
  writers text[] NOT NULL CHECK (cardinality(writers) >= 1),
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  approver caller_identity,
  approver_name text CHECK (approver_name <> ''),
  published_at timestamptz,
  known_from timestamptz,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT published_says_by_whom_and_since_when CHECK ((state = 'published') = ALL (ARRAY[
    approver IS NOT NULL, approver_name IS NOT NULL, published_at IS NOT NULL, known_from IS NOT NULL]))
);
CREATE INDEX price_change_set_latest_first ON price_change_set (workspace_id, created_at DESC, id DESC);
COMMENT ON TABLE price_change_set IS 'Changes of a price book that come into force together, or not at all.';
COMMENT ON COLUMN price_change_set.workspace_id IS 'Where it was drafted; by the service.';
COMMENT ON COLUMN price_change_set.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN price_change_set.book_id IS 'The book it changes; by the service.';
COMMENT ON COLUMN price_change_set.title IS 'What it is about; by its author.';
COMMENT ON COLUMN price_change_set.reason IS 'Why; by its author. Empty: nothing was written.';
COMMENT ON COLUMN price_change_set.state IS 'draft → submitted → published, back to draft when it is sent back or written on; or discarded. The last two stand.';
COMMENT ON COLUMN price_change_set.row_version IS 'Raised by one with every change, drafts included; by the service.';
COMMENT ON COLUMN price_change_set.author_name IS 'The name of who made it, as it was then; by the service.';
COMMENT ON COLUMN price_change_set.writers IS 'The identity of everyone who wrote in it, the author first; by the service.';
COMMENT ON COLUMN price_change_set.created_at IS 'By the service.';
COMMENT ON COLUMN price_change_set.changed_at IS 'When it last changed; by the service.';
COMMENT ON COLUMN price_change_set.approver IS 'Who published it; by the service. NULL: nobody has.';
COMMENT ON COLUMN price_change_set.approver_name IS 'Their name, as it was then; by the service. NULL: nobody has published it.';
COMMENT ON COLUMN price_change_set.published_at IS 'By the service. NULL: it was not published.';
COMMENT ON COLUMN price_change_set.known_from IS 'Since when its entries are known: one instant for all of them; by the service. NULL: it was not published.';

CREATE TABLE price_draft (
  workspace_id uuid NOT NULL,
  change_set_id uuid NOT NULL,
  id uuid NOT NULL,
  position integer NOT NULL CHECK (position >= 0),
  row_version integer NOT NULL CHECK (row_version >= 1),
  action text NOT NULL CHECK (action IN ('add', 'correct', 'withdraw', 'close')),
  target_id uuid REFERENCES price_entry (id),
  entry jsonb CHECK (jsonb_typeof(entry) = 'object'),
  ends_at text CHECK (char_length(ends_at) <= 100),
  written_by text NOT NULL CHECK (written_by <> ''),
  written_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, change_set_id, id),
  FOREIGN KEY (workspace_id, change_set_id) REFERENCES price_change_set (workspace_id, id),
  CONSTRAINT all_but_an_addition_have_a_target CHECK ((action = 'add') = (target_id IS NULL)),
  CONSTRAINT additions_and_corrections_say_the_entry CHECK ((action IN ('add', 'correct')) = (entry IS NOT NULL)),
  CONSTRAINT only_an_end_is_at_an_instant CHECK (action = 'close' OR ends_at IS NULL)
);
COMMENT ON TABLE price_draft IS 'One change of a change set, as it was typed: what is wrong with it is said when it is checked, and keeps it from being published.';
COMMENT ON COLUMN price_draft.workspace_id IS 'That of the change set; by the service.';
COMMENT ON COLUMN price_draft.change_set_id IS 'By the service.';
COMMENT ON COLUMN price_draft.id IS 'A uuid, by whoever drafts or by the service.';
COMMENT ON COLUMN price_draft.position IS 'The order in which they are shown; by the service.';
COMMENT ON COLUMN price_draft.row_version IS 'The row version of the change set at which it was last written; by the service.';
COMMENT ON COLUMN price_draft.action IS 'add a price, correct an entry, withdraw one that is not yet valid, close one at an instant; by the operator.';
COMMENT ON COLUMN price_draft.target_id IS 'The entry it corrects, withdraws or closes; by the operator. NULL: it adds one.';
COMMENT ON COLUMN price_draft.entry IS 'The entry as it is to be, in the fields of a price list; by the operator. NULL: it withdraws or closes.';
COMMENT ON COLUMN price_draft.ends_at IS 'When the entry is to end, as it was typed; by the operator. NULL: it does not close, or nobody has said when.';
COMMENT ON COLUMN price_draft.written_by IS 'The name of who last wrote it, as it was then; by the service.';
COMMENT ON COLUMN price_draft.written_at IS 'By the service.';

CREATE TABLE price_review (
  workspace_id uuid NOT NULL,
  change_set_id uuid NOT NULL,
  id uuid NOT NULL,
  row_version integer NOT NULL CHECK (row_version >= 1),
  verdict text NOT NULL CHECK (verdict IN ('submit', 'send_back', 'approve', 'discard')),
  comment text NOT NULL CHECK (char_length(comment) <= 2000),
  reviewer caller_identity NOT NULL,
  reviewer_name text NOT NULL CHECK (reviewer_name <> ''),
  reviewed_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, change_set_id, id),
  FOREIGN KEY (workspace_id, change_set_id) REFERENCES price_change_set (workspace_id, id)
);
COMMENT ON TABLE price_review IS 'What was said and decided of a change set, in its order. Only added to.';
COMMENT ON COLUMN price_review.workspace_id IS 'That of the change set; by the service.';
COMMENT ON COLUMN price_review.change_set_id IS 'By the service.';
COMMENT ON COLUMN price_review.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN price_review.row_version IS 'The row version of the change set that was looked at; by the service.';
COMMENT ON COLUMN price_review.verdict IS 'submit, send_back, approve or discard; by who said it.';
COMMENT ON COLUMN price_review.comment IS 'In words; by who said it. Empty: nothing was written.';
COMMENT ON COLUMN price_review.reviewer IS 'Who said it; by the service.';
COMMENT ON COLUMN price_review.reviewer_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN price_review.reviewed_at IS 'By the service.';
SELECT guard_append_only('price_review');

-- The course of a change set, whoever writes it.
CREATE FUNCTION keep_change_set_course() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  two_people boolean := (SELECT two_people_publish FROM workspace WHERE id = NEW.workspace_id);
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF (NEW.state, NEW.row_version) <> ('draft', 1) THEN
      RAISE EXCEPTION 'A change set begins as a draft, at row version 1.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state IN ('published', 'discarded') THEN
    RAISE EXCEPTION 'Change set % is %: that stands.', OLD.id, OLD.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF (NEW.workspace_id, NEW.id, NEW.book_id, NEW.author_name, NEW.created_at) IS DISTINCT FROM
     (OLD.workspace_id, OLD.id, OLD.book_id, OLD.author_name, OLD.created_at) OR NOT NEW.writers @> OLD.writers THEN
    RAISE EXCEPTION 'Whose change set % is, and who wrote in it, is never rewritten.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.row_version <> OLD.row_version + 1 THEN
    RAISE EXCEPTION 'Change set % is at row version %: a change leads to the next one.', OLD.id, OLD.row_version
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state = 'published' AND two_people AND (OLD.state <> 'submitted' OR NEW.approver = ANY (NEW.writers)) THEN
    RAISE EXCEPTION 'Change set % is submitted by one and published by another: this workspace asks for two people.', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER keeps_its_course BEFORE INSERT OR UPDATE ON price_change_set FOR EACH ROW EXECUTE FUNCTION keep_change_set_course();
CREATE TRIGGER never_deleted BEFORE DELETE ON price_change_set FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON price_change_set FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A draft is written while its set is one, at the row version that the set has by then: what was submitted is what is published.
CREATE FUNCTION keep_drafts_of_drafts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  draft price_draft := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  change_set price_change_set;
BEGIN
  SELECT * INTO change_set FROM price_change_set AS s WHERE s.workspace_id = draft.workspace_id AND s.id = draft.change_set_id;
  IF change_set.state <> 'draft' OR (TG_OP <> 'DELETE' AND draft.row_version <> change_set.row_version) THEN
    RAISE EXCEPTION 'A draft is written while its change set is one, at its row version: % is % at %.',
      change_set.id, change_set.state, change_set.row_version USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN draft;
END
$$;
CREATE TRIGGER written_while_a_draft BEFORE INSERT OR UPDATE OR DELETE ON price_draft FOR EACH ROW EXECUTE FUNCTION keep_drafts_of_drafts();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON price_draft FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An entry that names a change set was published by it: the set is published, changes that book, and is known since that instant.
CREATE FUNCTION keep_published_together() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM price_change_set AS s WHERE s.id = NEW.change_set_id AND s.state = 'published' AND s.book_id = NEW.book_id
                 AND s.known_from = lower(NEW.known) AND NEW.known @> s.known_from) THEN
    RAISE EXCEPTION 'Entry % is not published by change set %: all entries of one are known from one instant.', NEW.id, NEW.change_set_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER published_together AFTER INSERT ON price_entry FOR EACH ROW WHEN (NEW.change_set_id IS NOT NULL)
  EXECUTE FUNCTION keep_published_together();

SELECT guard_tenant_table(kept) FROM unnest(ARRAY['price_change_set', 'price_draft', 'price_review']::regclass[]) AS kept;
GRANT SELECT, INSERT ON price_change_set, price_draft, price_review TO halfpenny_service, halfpenny_system;
GRANT UPDATE (title, reason, state, row_version, writers, changed_at) ON price_change_set TO halfpenny_service;
GRANT UPDATE (state, row_version, changed_at, approver, approver_name, published_at, known_from) ON price_change_set TO halfpenny_system;
GRANT UPDATE (position, row_version, action, target_id, entry, ends_at, written_by, written_at), DELETE ON price_draft TO halfpenny_service;
