-- Why: the bytes of a partial image are removed after a time like those of a finished one; its row and its hash stay.

ALTER TABLE partial_image ADD COLUMN removed_at timestamptz;
COMMENT ON COLUMN partial_image.removed_at IS 'When its bytes were removed; by the sweeper. NULL: they are kept.';
GRANT UPDATE (removed_at) ON partial_image TO halfpenny_system;

DROP TRIGGER never_rewritten ON partial_image;
CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE ON partial_image FOR EACH ROW EXECUTE FUNCTION keep_image();

CREATE INDEX partial_image_kept ON partial_image (workspace_id, sha256) WHERE removed_at IS NULL;
CREATE INDEX partial_image_to_remove ON partial_image (generation_id) WHERE removed_at IS NULL;
