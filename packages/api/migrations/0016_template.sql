-- Why: who groups spending asks what a prompt was made from and which step of the work it served. A template's versions never change, so that
-- a quote names the words it was rendered from; a stage is set per workspace and decides the quality nobody named, and who may spend at it.

CREATE TABLE stage (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  name text NOT NULL CHECK (name ~ '^[a-z][a-z0-9-]{0,39}$'),
  position smallint NOT NULL CHECK (position >= 1),
  default_quality text CHECK (default_quality <> ''),
  requires_approval boolean NOT NULL,
  PRIMARY KEY (workspace_id, name)
);
COMMENT ON TABLE stage IS 'The steps of a workspace''s work. Set by an operator; quotes and generations name one, so none is ever deleted.';
COMMENT ON COLUMN stage.workspace_id IS 'Whose it is; by the service, the first three by seed_stages().';
COMMENT ON COLUMN stage.name IS 'As requests name it; by the operator.';
COMMENT ON COLUMN stage.position IS 'The order in which they are shown, from 1; by the service.';
COMMENT ON COLUMN stage.default_quality IS 'The quality of a request that names none; by the operator. NULL: the provider''s default.';
COMMENT ON COLUMN stage.requires_approval IS 'Whether only an approved quote, or an approver, may generate at it; by the operator.';
SELECT guard_tenant_table('stage');
GRANT SELECT, INSERT ON stage TO halfpenny_service, halfpenny_system;
GRANT UPDATE (default_quality, requires_approval) ON stage TO halfpenny_service;
CREATE TRIGGER never_deleted BEFORE DELETE ON stage FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON stage FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION seed_stages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stage (workspace_id, name, position, default_quality, requires_approval)
  VALUES (NEW.id, 'ideation', 1, 'low', false), (NEW.id, 'review', 2, 'medium', false), (NEW.id, 'final', 3, 'high', false);
  RETURN NULL;
END
$$;
COMMENT ON FUNCTION seed_stages IS 'The stages a workspace begins with. Runs as whoever makes the workspace.';
CREATE TRIGGER begins_with_stages AFTER INSERT ON workspace FOR EACH ROW EXECUTE FUNCTION seed_stages();

SET LOCAL ROLE halfpenny_system;
INSERT INTO stage (workspace_id, name, position, default_quality, requires_approval)
SELECT workspace.id, seed.name, seed.position, seed.quality, false FROM workspace
CROSS JOIN (VALUES ('ideation', 1, 'low'), ('review', 2, 'medium'), ('final', 3, 'high')) AS seed (name, position, quality);
RESET ROLE;

CREATE TABLE template (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  description text,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  archived_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT one_template_per_name UNIQUE (workspace_id, name)
);
COMMENT ON TABLE template IS 'A prompt that is used again and again. What it says is in its versions.';
COMMENT ON COLUMN template.workspace_id IS 'By the service.';
COMMENT ON COLUMN template.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN template.name IS 'As people say it; by the operator.';
COMMENT ON COLUMN template.description IS 'What it is for; by the operator. NULL: nothing was written.';
COMMENT ON COLUMN template.created_by IS 'The name of who made it, as it was then; by the service.';
COMMENT ON COLUMN template.created_at IS 'By the service.';
COMMENT ON COLUMN template.archived_at IS 'Since when no new request may use it; by the operator. NULL: it is in use.';

CREATE TABLE template_version (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  template_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  prompt text NOT NULL CHECK (prompt <> ''),
  variables jsonb NOT NULL CHECK (jsonb_typeof(variables) = 'array'),
  defaults jsonb NOT NULL CHECK (jsonb_typeof(defaults) = 'object'),
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT versions_are_numbered UNIQUE (workspace_id, template_id, number),
  FOREIGN KEY (workspace_id, template_id) REFERENCES template (workspace_id, id)
);
COMMENT ON TABLE template_version IS 'What a template says, from one change to the next. Only added to.';
COMMENT ON COLUMN template_version.workspace_id IS 'By the service: that of the template.';
COMMENT ON COLUMN template_version.id IS 'Version 7 uuid, by the service; what a request names.';
COMMENT ON COLUMN template_version.template_id IS 'By the service.';
COMMENT ON COLUMN template_version.number IS 'From 1 within its template; by the service.';
COMMENT ON COLUMN template_version.prompt IS 'The text with {{variables}}; by the operator.';
COMMENT ON COLUMN template_version.variables IS 'Each variable with description, whether it is required, and its default; by the operator, checked by core.';
COMMENT ON COLUMN template_version.defaults IS 'Fields of a request that the caller may leave out: model, size, quality and so on; by the operator.';
COMMENT ON COLUMN template_version.created_by IS 'The name of who wrote it, as it was then; by the service.';
COMMENT ON COLUMN template_version.created_at IS 'By the service.';
SELECT guard_append_only('template_version');
CREATE TRIGGER never_deleted BEFORE DELETE ON template FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON template FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
SELECT guard_tenant_table(written) FROM unnest(ARRAY['template', 'template_version']::regclass[]) AS written;
GRANT SELECT, INSERT ON template, template_version TO halfpenny_service;
GRANT SELECT ON template, template_version TO halfpenny_system;
GRANT UPDATE (archived_at) ON template TO halfpenny_service;

-- What a quote and its generation were made from. Written with them, by whoever writes them.
ALTER TABLE quote
  ADD COLUMN stage text,
  ADD COLUMN template_version_id uuid,
  ADD COLUMN template_variables jsonb CHECK (jsonb_typeof(template_variables) = 'object'),
  ADD FOREIGN KEY (workspace_id, stage) REFERENCES stage (workspace_id, name),
  ADD FOREIGN KEY (workspace_id, template_version_id) REFERENCES template_version (workspace_id, id),
  ADD CONSTRAINT a_template_has_variables CHECK ((template_version_id IS NULL) = (template_variables IS NULL));
COMMENT ON COLUMN quote.stage IS 'The step of the work it serves; by the caller. NULL: none was named.';
COMMENT ON COLUMN quote.template_version_id IS 'What its prompt was rendered from; by the caller. NULL: the prompt was given.';
COMMENT ON COLUMN quote.template_variables IS 'The values it was rendered with, defaults included; by the service. NULL: the prompt was given.';
ALTER TABLE generation
  ADD COLUMN stage text,
  ADD COLUMN template_version_id uuid,
  ADD COLUMN template_variables jsonb CHECK (jsonb_typeof(template_variables) = 'object'),
  ADD FOREIGN KEY (workspace_id, stage) REFERENCES stage (workspace_id, name),
  ADD FOREIGN KEY (workspace_id, template_version_id) REFERENCES template_version (workspace_id, id),
  ADD CONSTRAINT a_template_has_variables CHECK ((template_version_id IS NULL) = (template_variables IS NULL));
COMMENT ON COLUMN generation.stage IS 'That of its quote; by the service. NULL: none was named.';
COMMENT ON COLUMN generation.template_version_id IS 'That of its quote; by the service. NULL: the prompt was given.';
COMMENT ON COLUMN generation.template_variables IS 'Those of its quote; by the service. NULL: the prompt was given.';

CREATE OR REPLACE FUNCTION write_quote(quote jsonb, offers jsonb, lines jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO quote (workspace_id, id, request_hash, request, mode, executable, refused_providers, created_at, priced_at, expires_at, stage,
                     template_version_id, template_variables)
  SELECT "workspaceId", id, "requestHash", request, mode, executable, "refusedProviders", "createdAt", "pricedAt", "expiresAt", stage,
         "templateVersionId", "templateVariables"
  FROM jsonb_to_record(quote) AS q ("workspaceId" uuid, id uuid, "requestHash" text, request jsonb, mode text, executable boolean,
    "refusedProviders" jsonb, "createdAt" timestamptz, "pricedAt" timestamptz, "expiresAt" timestamptz, stage text, "templateVersionId" uuid,
    "templateVariables" jsonb);
  INSERT INTO quote_offer (workspace_id, quote_id, id, rank, provider, model, exactness, price_entry_id, currency, floor, expected, ceiling,
                           resolved, pitfalls)
  SELECT "workspaceId", "quoteId", id, rank, provider, model, exactness, "priceEntryId", currency, floor, expected, ceiling, resolved, pitfalls
  FROM jsonb_to_recordset(offers) AS o ("workspaceId" uuid, "quoteId" uuid, id uuid, rank smallint, provider text, model text,
    exactness text, "priceEntryId" uuid, currency text, floor numeric, expected numeric, ceiling numeric, resolved jsonb, pitfalls jsonb);
  INSERT INTO quote_line (workspace_id, quote_id, offer_id, position, meter, label, quantity, unit_price, per, amount, rounded)
  SELECT "workspaceId", "quoteId", "offerId", position, meter, label, quantity, "unitPrice", per, amount, rounded
  FROM jsonb_to_recordset(lines) AS l ("workspaceId" uuid, "quoteId" uuid, "offerId" uuid, position smallint, meter text, label text,
    quantity numeric, "unitPrice" numeric, per numeric, amount numeric, rounded boolean);
END
$$;
