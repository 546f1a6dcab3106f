-- Why: a book for all is everyone's, but whether two people publish in it was asked of the workspace in which a change was drafted, so that somebody
-- of a workspace without that rule could publish alone what all others pay. A book for all now asks for two people where any workspace does.

CREATE FUNCTION asks_for_two_people(of_book uuid, in_workspace uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT EXISTS (
    SELECT FROM price_book AS b, workspace AS w
    WHERE b.id = of_book AND w.two_people_publish AND (b.scope IN ('*', w.id::text) OR w.id = in_workspace)
  )
$$;
COMMENT ON FUNCTION asks_for_two_people IS 'Whether what is drafted in a workspace is published in a book by somebody who wrote none of it: of a book for all, where any workspace asks for that. Runs as the system role, since a workspace sees no other.';

CREATE FUNCTION rerating_asks_for_two_people(in_workspace uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM price_book WHERE kind = 'cost' AND asks_for_two_people(id, in_workspace))
$$;
COMMENT ON FUNCTION rerating_asks_for_two_people IS 'Whether what a rerating proposes is approved by another than who started it: where the cost book asks for two people.';

-- The owner of a function may create in its schema at the time it is handed over, and not after.
GRANT CREATE ON SCHEMA public TO halfpenny_system;
ALTER FUNCTION asks_for_two_people OWNER TO halfpenny_system;
REVOKE CREATE ON SCHEMA public FROM halfpenny_system;

COMMENT ON COLUMN workspace.two_people_publish IS 'Whether prices drafted here, and all of a book for all wherever they are drafted, are published by somebody who wrote none of them; by an admin.';

CREATE OR REPLACE FUNCTION keep_change_set_course() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF NEW.state = 'published' AND (OLD.state <> 'submitted' OR NEW.approver = ANY (NEW.writers))
    AND asks_for_two_people(NEW.book_id, NEW.workspace_id)
  THEN
    RAISE EXCEPTION 'Change set % is submitted by one and published by another: its book asks for two people.', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION keep_run_course() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('written', 'discarded', 'failed') OR (OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
    ('queued', 'rating'), ('queued', 'rated'), ('rating', 'rated'), ('rated', 'approved'), ('approved', 'written'), ('rated', 'discarded'),
    ('queued', 'failed'), ('rating', 'failed')))
  THEN
    RAISE EXCEPTION 'Run % is %: it does not become %.', OLD.id, OLD.state, NEW.state USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state = 'approved' AND OLD.state <> 'approved' AND NEW.approver = NEW.started_by
    AND rerating_asks_for_two_people(NEW.workspace_id)
  THEN
    RAISE EXCEPTION 'Run % is approved by another than who started it: the cost book asks for two people.', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
