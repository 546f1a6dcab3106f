-- Why: the bytes of an image may be removed after a time; its row, its hash and its bill stay.

ALTER TABLE generated_image ADD COLUMN removed_at timestamptz;
COMMENT ON COLUMN generated_image.removed_at IS 'When its bytes were removed; by the sweeper. NULL: they are kept.';
GRANT UPDATE (removed_at) ON generated_image TO halfpenny_system;

-- Which bytes are still cited, and which images are the oldest: ids of generations sort by the time they were made.
CREATE INDEX generated_image_kept ON generated_image (workspace_id, sha256) WHERE removed_at IS NULL;
CREATE INDEX generated_image_to_remove ON generated_image (generation_id) WHERE removed_at IS NULL;
