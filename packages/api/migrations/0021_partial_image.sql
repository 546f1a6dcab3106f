-- Why: whoever waits for an image is shown how it becomes one, by whichever process they ask.

CREATE TABLE partial_image (
  workspace_id uuid NOT NULL,
  generation_id uuid NOT NULL,
  position smallint NOT NULL CHECK (position >= 0),
  number smallint NOT NULL CHECK (number >= 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  format text NOT NULL CHECK (format <> ''),
  width integer NOT NULL CHECK (width > 0),
  height integer NOT NULL CHECK (height > 0),
  bytes bigint NOT NULL CHECK (bytes > 0),
  arrived_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, generation_id, position, number),
  FOREIGN KEY (workspace_id, generation_id) REFERENCES generation (workspace_id, id)
);
COMMENT ON TABLE partial_image IS 'An unfinished image that a stream brought. The bytes are in the image store, under their hash. It is billed by the usage of the finished one.';
COMMENT ON COLUMN partial_image.workspace_id IS 'By the service: that of the generation.';
COMMENT ON COLUMN partial_image.generation_id IS 'By the service.';
COMMENT ON COLUMN partial_image.position IS 'Which image of the reply it will become, from 0; by the service.';
COMMENT ON COLUMN partial_image.number IS 'The order of the stream within its image, from 0; by the service.';
COMMENT ON COLUMN partial_image.sha256 IS 'Of the stored bytes, lower-case hexadecimal; by the service.';
COMMENT ON COLUMN partial_image.format IS 'Read from the bytes: png, jpeg, webp; by the service.';
COMMENT ON COLUMN partial_image.width IS 'Pixels, read from the bytes; by the service.';
COMMENT ON COLUMN partial_image.height IS 'Pixels, read from the bytes; by the service.';
COMMENT ON COLUMN partial_image.bytes IS 'Length of what is stored; by the service.';
COMMENT ON COLUMN partial_image.arrived_at IS 'By the service.';
SELECT guard_append_only('partial_image');
SELECT guard_tenant_table('partial_image');
GRANT SELECT, INSERT ON partial_image TO halfpenny_service, halfpenny_system;
