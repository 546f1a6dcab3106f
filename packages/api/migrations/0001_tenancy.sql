-- Why: every row belongs to a workspace, and the database itself keeps workspaces apart. Roles, exact-number domains, the
-- guard that each later table asks for, and the first two tables stand before anything else, so that none of it is retrofitted.

CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Roles belong to the whole server, so another database of it may have made them already, or be making them now.
-- From PostgreSQL 16 on, to be a member is one thing and to be allowed to take the role another.
DO $$
DECLARE
  needed text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['halfpenny_service', 'halfpenny_system'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', role_name);
      END IF;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
    IF NOT pg_has_role(current_user, role_name, needed) THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', role_name);
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', role_name);
    EXECUTE format('GRANT SELECT ON TABLE pgmigrations TO %I', role_name);
  END LOOP;
END
$$;

-- numeric(30,12) would round in silence, and NaN >= 0 is true: an amount is unconstrained numeric behind a check.
CREATE DOMAIN exact_amount AS numeric
  CONSTRAINT amount_is_finite CHECK (VALUE NOT IN ('NaN', 'Infinity', '-Infinity'))
  CONSTRAINT amount_has_at_most_12_decimals CHECK (scale(trim_scale(VALUE)) <= 12);
COMMENT ON DOMAIN exact_amount IS 'An exact decimal of at most 12 places: an amount of a currency or a price. Never NaN or infinite.';

CREATE DOMAIN whole_quantity AS numeric
  CONSTRAINT quantity_is_finite CHECK (VALUE NOT IN ('NaN', 'Infinity', '-Infinity'))
  CONSTRAINT quantity_is_whole CHECK (VALUE = trunc(VALUE));
COMMENT ON DOMAIN whole_quantity IS 'Whole units of a meter, without an upper bound. Negative only where a ledger entry takes units back.';

CREATE DOMAIN currency_code AS text CONSTRAINT currency_is_upper_case CHECK (VALUE ~ '^[A-Z][A-Z0-9]{2,11}$');
CREATE DOMAIN service_mode AS text CONSTRAINT mode_is_known CHECK (VALUE IN ('realtime', 'batch'));
CREATE DOMAIN money_book AS text CONSTRAINT book_is_known CHECK (VALUE IN ('real', 'simulated'));
COMMENT ON DOMAIN money_book IS 'Whether money was spent or a sandbox played the provider. The two share no transaction and no account.';

-- An amount agrees with its line when it is quantity x unit price x ratio / per, rounded half-even to 12 places.
CREATE FUNCTION line_adds_up(amount numeric, quantity numeric, unit_price numeric, per numeric, multiplier numeric, divisor numeric)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 2 * abs(amount * per * divisor - quantity * unit_price * multiplier) <= per * divisor * 0.000000000001
$$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is added to, never rewritten: % is refused.', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END
$$;

-- Row-level security for a table of tenants: the service sees the workspace of its transaction, the system role sees all.
-- An unset app.workspace reads as '' after its first use on a connection, hence the nullif.
CREATE FUNCTION guard_tenant_table(guarded regclass, workspace_column text DEFAULT 'workspace_id') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  mine text := format('%I = nullif(current_setting(''app.workspace'', true), '''')::uuid', workspace_column);
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', guarded);
  EXECUTE format('CREATE POLICY own_workspace ON %s TO halfpenny_service USING (%s) WITH CHECK (%s)', guarded, mine, mine);
  EXECUTE format('CREATE POLICY every_workspace ON %s TO halfpenny_system USING (true) WITH CHECK (true)', guarded);
END
$$;

-- UPDATE, DELETE and TRUNCATE are refused, whoever asks.
CREATE FUNCTION guard_append_only(guarded regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER never_rewritten BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change()', guarded);
  EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', guarded);
END
$$;

CREATE TABLE workspace (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (char_length(name) BETWEEN 1 AND 100),
  created_at timestamptz NOT NULL
);
COMMENT ON TABLE workspace IS 'The tenants. Every other row belongs to one, the price book aside.';
COMMENT ON COLUMN workspace.id IS 'Version 7 uuid, by whoever makes the workspace; the first one by this migration.';
COMMENT ON COLUMN workspace.name IS 'By whoever makes the workspace; unique, as people say it.';
COMMENT ON COLUMN workspace.created_at IS 'By whoever makes the workspace.';

INSERT INTO workspace (id, name, created_at) VALUES ('01890000-0000-7000-8000-000000000001', 'default', now());
SELECT guard_tenant_table('workspace', 'id');
GRANT SELECT ON workspace TO halfpenny_service, halfpenny_system;

CREATE TABLE provider_account (
  id uuid PRIMARY KEY,
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  provider text NOT NULL CHECK (provider <> ''),
  book money_book NOT NULL,
  organisation text,
  project text,
  key_reference text,
  created_at timestamptz NOT NULL,
  UNIQUE (id, book),
  UNIQUE NULLS NOT DISTINCT (workspace_id, provider, book, organisation, project, key_reference)
);
COMMENT ON TABLE provider_account IS 'What a statement is about: organisation, project and key at a provider. An attempt or a transaction without one is refused.';
COMMENT ON COLUMN provider_account.id IS 'Version 7 uuid, by the service, when a provider is first used.';
COMMENT ON COLUMN provider_account.workspace_id IS 'The workspace that owns the account; by the service.';
COMMENT ON COLUMN provider_account.provider IS 'Who bills: a provider of the catalog; by the service.';
COMMENT ON COLUMN provider_account.book IS 'simulated where the sandbox plays the provider; by the service.';
COMMENT ON COLUMN provider_account.organisation IS 'By the operator. NULL: the provider has none, or it is not known yet.';
COMMENT ON COLUMN provider_account.project IS 'By the operator. NULL: the provider has none, or it is not known yet.';
COMMENT ON COLUMN provider_account.key_reference IS 'Which key, by a name that is not the key; by the operator. NULL: the one key of the settings.';
COMMENT ON COLUMN provider_account.created_at IS 'By the service.';

SELECT guard_tenant_table('provider_account');
GRANT SELECT, INSERT ON provider_account TO halfpenny_service, halfpenny_system;
