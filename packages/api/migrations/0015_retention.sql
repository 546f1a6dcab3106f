-- Why: the bytes of an image may be removed after a time; its row, its hash and its bill stay.

ALTER TABLE generated_image ADD COLUMN removed_at timestamptz;
COMMENT ON COLUMN generated_image.removed_at IS 'When its bytes were removed; by the sweeper. NULL: they are kept.';
GRANT UPDATE (removed_at) ON generated_image TO halfpenny_system;

-- Nothing of an image is ever rewritten, but that it was removed.
CREATE FUNCTION keep_image() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.removed_at IS NULL AND NEW.removed_at IS NOT NULL
    AND to_jsonb(NEW) - 'removed_at' = to_jsonb(OLD) - 'removed_at'
  THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is added to, never rewritten: % is refused.', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;
DROP TRIGGER never_rewritten ON generated_image;
CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE ON generated_image FOR EACH ROW EXECUTE FUNCTION keep_image();

-- Which bytes are still cited, and which images are the oldest: ids of generations sort by the time they were made.
CREATE INDEX generated_image_kept ON generated_image (workspace_id, sha256) WHERE removed_at IS NULL;
CREATE INDEX generated_image_to_remove ON generated_image (generation_id) WHERE removed_at IS NULL;
