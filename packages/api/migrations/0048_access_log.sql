-- Why: an auditor asks who read, exported and changed the figures of a month. What a caller asks of finance is noted, whether it was let in or refused.

CREATE TABLE finance_access (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  who caller_identity NOT NULL,
  who_name text NOT NULL CHECK (who_name <> ''),
  operation text NOT NULL CHECK (operation <> ''),
  asked jsonb NOT NULL CHECK (jsonb_typeof(asked) = 'object'),
  was_allowed boolean NOT NULL,
  accessed_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX finance_access_by_time ON finance_access (workspace_id, accessed_at);
COMMENT ON TABLE finance_access IS 'Who asked what of finance: a field of GraphQL, a file. The same question of the same caller is noted once in a minute. Only added to.';
COMMENT ON COLUMN finance_access.workspace_id IS 'The workspace it was asked of; by the service.';
COMMENT ON COLUMN finance_access.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN finance_access.who IS 'By the service.';
COMMENT ON COLUMN finance_access.who_name IS 'Their name, as it was then; by the service.';
COMMENT ON COLUMN finance_access.operation IS 'As the access matrix names it: Query.spend, GET /exports; by the service.';
COMMENT ON COLUMN finance_access.asked IS 'What was asked for: the arguments; by the service. Longer ones by their SHA-256.';
COMMENT ON COLUMN finance_access.was_allowed IS 'Whether the caller had a role for it; by the service.';
COMMENT ON COLUMN finance_access.accessed_at IS 'By the service.';
SELECT guard_append_only('finance_access'), guard_tenant_table('finance_access');
GRANT SELECT, INSERT ON finance_access TO halfpenny_service, halfpenny_system;
