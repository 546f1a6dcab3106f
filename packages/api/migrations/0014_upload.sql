-- Why: the bytes of an edit are brought over HTTP before it is asked for, and are named by the id of an upload; what a generation was made from is
-- remembered by hash for as long as its bill is. A delivered image that the store could not keep is remembered too, since it was paid for.

CREATE TABLE upload (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  format text NOT NULL CHECK (format IN ('png', 'jpeg', 'webp')),
  width integer NOT NULL CHECK (width > 0),
  height integer NOT NULL CHECK (height > 0),
  bytes bigint NOT NULL CHECK (bytes > 0),
  transparency text NOT NULL CHECK (transparency IN ('no-alpha', 'opaque', 'some')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  removed_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX upload_by_hash ON upload (workspace_id, sha256);
CREATE INDEX upload_unused ON upload (expires_at) WHERE removed_at IS NULL AND expires_at IS NOT NULL;
COMMENT ON TABLE upload IS 'An image that a caller brought. Its bytes are in the image store, under their hash.';
COMMENT ON COLUMN upload.workspace_id IS 'By the service: the workspace that brought it.';
COMMENT ON COLUMN upload.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN upload.sha256 IS 'Of the bytes, lower-case hexadecimal; by the service, while they arrived.';
COMMENT ON COLUMN upload.format IS 'Read from the bytes; by the service.';
COMMENT ON COLUMN upload.width IS 'Pixels, read from the bytes; by the service.';
COMMENT ON COLUMN upload.height IS 'Pixels, read from the bytes; by the service.';
COMMENT ON COLUMN upload.bytes IS 'Their number; by the service.';
COMMENT ON COLUMN upload.transparency IS 'Whether the image has an alpha channel, and whether any of it is not opaque; by the service. A mask needs some.';
COMMENT ON COLUMN upload.created_at IS 'By the service.';
COMMENT ON COLUMN upload.expires_at IS 'When it is removed, unless a generation uses it before; by the service. NULL: one has used it.';
COMMENT ON COLUMN upload.removed_at IS 'When its bytes were removed; by the sweeper. NULL: they are kept.';
SELECT guard_tenant_table('upload');
GRANT SELECT, INSERT, UPDATE (expires_at, removed_at) ON upload TO halfpenny_service, halfpenny_system;

CREATE TABLE generation_input (
  workspace_id uuid NOT NULL,
  generation_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('image', 'mask')),
  position smallint NOT NULL CHECK (position BETWEEN 0 AND 15),
  upload_id uuid NOT NULL,
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  PRIMARY KEY (workspace_id, generation_id, role, position),
  FOREIGN KEY (workspace_id, generation_id) REFERENCES generation (workspace_id, id),
  FOREIGN KEY (workspace_id, upload_id) REFERENCES upload (workspace_id, id),
  CONSTRAINT one_mask_at_most CHECK (role = 'image' OR position = 0)
);
COMMENT ON TABLE generation_input IS 'What an edit was made from. Written once, with its generation.';
COMMENT ON COLUMN generation_input.workspace_id IS 'By the service: that of the generation.';
COMMENT ON COLUMN generation_input.generation_id IS 'By the service.';
COMMENT ON COLUMN generation_input.role IS 'An image that is edited, or the mask that says where; by the service.';
COMMENT ON COLUMN generation_input.position IS 'The order of the request, from 0; by the service.';
COMMENT ON COLUMN generation_input.upload_id IS 'The upload that brought it; by the service.';
COMMENT ON COLUMN generation_input.sha256 IS 'Of its bytes, so that they are known after they are gone; by the service.';
SELECT guard_tenant_table('generation_input');
SELECT guard_append_only('generation_input');
GRANT SELECT, INSERT ON generation_input TO halfpenny_service, halfpenny_system;

-- Rows of the service, named as the columns of their table. What is used does not expire; what was removed meanwhile cannot be used.
CREATE FUNCTION write_inputs(inputs jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE upload AS u SET expires_at = NULL
  FROM (SELECT DISTINCT workspace_id, upload_id FROM jsonb_populate_recordset(NULL::generation_input, inputs)) AS n
  WHERE u.workspace_id = n.workspace_id AND u.id = n.upload_id;
  IF EXISTS (
    SELECT FROM jsonb_populate_recordset(NULL::generation_input, inputs) AS n
    JOIN upload AS u ON u.workspace_id = n.workspace_id AND u.id = n.upload_id WHERE u.removed_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'An upload is no longer kept.' USING ERRCODE = 'HP002';
  END IF;
  INSERT INTO generation_input SELECT * FROM jsonb_populate_recordset(NULL::generation_input, inputs);
END
$$;
COMMENT ON FUNCTION write_inputs IS 'Writes down what a generation is made from. HP002: an upload of it was removed.';

CREATE TABLE unkept_image (
  workspace_id uuid NOT NULL,
  generation_id uuid NOT NULL,
  position smallint NOT NULL CHECK (position >= 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  format text NOT NULL CHECK (format <> ''),
  width integer NOT NULL CHECK (width > 0),
  height integer NOT NULL CHECK (height > 0),
  bytes bigint NOT NULL CHECK (bytes > 0),
  revised_prompt text,
  reason text NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (workspace_id, generation_id, position),
  FOREIGN KEY (workspace_id, generation_id) REFERENCES generation (workspace_id, id)
);
COMMENT ON TABLE unkept_image IS 'An image that was delivered and that the store could not keep: it was paid for, so it is not forgotten.';
COMMENT ON COLUMN unkept_image.workspace_id IS 'By the service: that of the generation.';
COMMENT ON COLUMN unkept_image.generation_id IS 'By the service.';
COMMENT ON COLUMN unkept_image.position IS 'The order of the reply, from 0; by the service.';
COMMENT ON COLUMN unkept_image.sha256 IS 'Of the bytes that were delivered, lower-case hexadecimal; by the service.';
COMMENT ON COLUMN unkept_image.format IS 'Read from the bytes; by the service.';
COMMENT ON COLUMN unkept_image.width IS 'Pixels, read from the bytes; by the service.';
COMMENT ON COLUMN unkept_image.height IS 'Pixels, read from the bytes; by the service.';
COMMENT ON COLUMN unkept_image.bytes IS 'How many were delivered; by the service.';
COMMENT ON COLUMN unkept_image.revised_prompt IS 'What the provider says it drew. NULL: it does not say.';
COMMENT ON COLUMN unkept_image.reason IS 'Why the store could not keep it, as a sentence; by the service.';
SELECT guard_tenant_table('unkept_image');
SELECT guard_append_only('unkept_image');
GRANT SELECT, INSERT ON unkept_image TO halfpenny_service, halfpenny_system;
