-- Why: money needs an owner. People and keys arrive; each belongs to workspaces by rows that the database keeps apart like all others, and
-- each generation names who asked. People themselves are of no workspace: one person may work in several.

CREATE DOMAIN access_roles AS text[] CONSTRAINT roles_are_known CHECK (
  cardinality(VALUE) BETWEEN 1 AND 6 AND array_position(VALUE, NULL) IS NULL
  AND VALUE <@ ARRAY['app', 'operator', 'approver', 'finance', 'admin', 'auditor']
);
COMMENT ON DOMAIN access_roles IS 'What a caller is in a workspace: at least one role.';

CREATE TABLE person (
  id uuid PRIMARY KEY,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  email text NOT NULL UNIQUE CHECK (email = lower(email) AND char_length(email) BETWEEN 3 AND 254),
  email_verified boolean NOT NULL,
  image text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE person IS 'People who sign in. A workspace sees those who are its members.';
COMMENT ON COLUMN person.id IS 'Version 7 uuid, by the service, when an invitation is accepted.';
COMMENT ON COLUMN person.name IS 'By the person.';
COMMENT ON COLUMN person.email IS 'By whoever invites, or by the first admin; in small letters.';
COMMENT ON COLUMN person.email_verified IS 'For the sign-in library; by the service: true, since the link of the invitation was used.';
COMMENT ON COLUMN person.image IS 'For the sign-in library. NULL: always.';
COMMENT ON COLUMN person.created_at IS 'By the service.';
COMMENT ON COLUMN person.updated_at IS 'By the sign-in library.';

CREATE TABLE person_session (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  token text NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX person_session_by_person ON person_session (person_id);
COMMENT ON TABLE person_session IS 'Who is signed in, and where. Written by the sign-in library; a deleted row signs its browser out at once.';
COMMENT ON COLUMN person_session.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN person_session.person_id IS 'By the sign-in library.';
COMMENT ON COLUMN person_session.token IS 'What the cookie holds, beside a signature; by the sign-in library.';
COMMENT ON COLUMN person_session.expires_at IS 'By the sign-in library; moved on while the session is used.';
COMMENT ON COLUMN person_session.ip_address IS 'Where the person signed in from; by the sign-in library. NULL: not known.';
COMMENT ON COLUMN person_session.user_agent IS 'The browser; by the sign-in library. NULL: not known.';
COMMENT ON COLUMN person_session.created_at IS 'By the sign-in library.';
COMMENT ON COLUMN person_session.updated_at IS 'By the sign-in library.';

CREATE TABLE person_account (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES person (id),
  account_id text NOT NULL,
  provider_id text NOT NULL,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (provider_id, account_id)
);
CREATE INDEX person_account_by_person ON person_account (person_id);
COMMENT ON TABLE person_account IS 'How a person proves who they are: a password.';
COMMENT ON COLUMN person_account.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN person_account.person_id IS 'By the service.';
COMMENT ON COLUMN person_account.account_id IS 'The id of the person; by the service.';
COMMENT ON COLUMN person_account.provider_id IS 'credential: a password; by the service.';
COMMENT ON COLUMN person_account.password IS 'A salted scrypt hash; by the service and the sign-in library. NULL: none, which no account has yet.';
COMMENT ON COLUMN person_account.access_token IS 'For the sign-in library. NULL: always, as nobody signs in elsewhere.';
COMMENT ON COLUMN person_account.refresh_token IS 'As access_token. NULL: always.';
COMMENT ON COLUMN person_account.id_token IS 'As access_token. NULL: always.';
COMMENT ON COLUMN person_account.access_token_expires_at IS 'As access_token. NULL: always.';
COMMENT ON COLUMN person_account.refresh_token_expires_at IS 'As access_token. NULL: always.';
COMMENT ON COLUMN person_account.scope IS 'As access_token. NULL: always.';
COMMENT ON COLUMN person_account.created_at IS 'By the service.';
COMMENT ON COLUMN person_account.updated_at IS 'By the sign-in library.';

CREATE TABLE person_verification (
  id uuid PRIMARY KEY,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX person_verification_by_identifier ON person_verification (identifier);
COMMENT ON TABLE person_verification IS 'For the sign-in library, which asks for it; nothing is verified by it yet.';
COMMENT ON COLUMN person_verification.id IS 'By the sign-in library.';
COMMENT ON COLUMN person_verification.identifier IS 'By the sign-in library.';
COMMENT ON COLUMN person_verification.value IS 'By the sign-in library.';
COMMENT ON COLUMN person_verification.expires_at IS 'By the sign-in library.';
COMMENT ON COLUMN person_verification.created_at IS 'By the sign-in library.';
COMMENT ON COLUMN person_verification.updated_at IS 'By the sign-in library.';

CREATE TABLE sign_in_secret (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  secret text NOT NULL CHECK (char_length(secret) >= 43)
);
COMMENT ON TABLE sign_in_secret IS 'What session cookies are signed by: one for all processes on this database.';
COMMENT ON COLUMN sign_in_secret.only_one IS 'Always true: there is one row.';
COMMENT ON COLUMN sign_in_secret.secret IS '256 random bits, by the first process that serves.';

CREATE TABLE member (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  person_id uuid NOT NULL REFERENCES person (id),
  roles access_roles NOT NULL,
  joined_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, person_id)
);
CREATE INDEX member_by_person ON member (person_id);
COMMENT ON TABLE member IS 'Which people work in a workspace, and as what. A deleted row ends it at once.';
COMMENT ON COLUMN member.workspace_id IS 'By the service.';
COMMENT ON COLUMN member.person_id IS 'By the service.';
COMMENT ON COLUMN member.roles IS 'By an admin.';
COMMENT ON COLUMN member.joined_at IS 'By the service.';

CREATE TABLE invitation (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  email text CHECK (email = lower(email) AND char_length(email) BETWEEN 3 AND 254),
  roles access_roles NOT NULL,
  token_sha256 bytea NOT NULL UNIQUE CHECK (octet_length(token_sha256) = 32),
  invited_by text NOT NULL CHECK (invited_by <> ''),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  revoked_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
COMMENT ON TABLE invitation IS 'One-time links that make a person, and a member of them.';
COMMENT ON COLUMN invitation.workspace_id IS 'The workspace that invites; by the service.';
COMMENT ON COLUMN invitation.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN invitation.email IS 'Who is invited; by an admin. NULL: the first admin, who is whoever has the link.';
COMMENT ON COLUMN invitation.roles IS 'What the person will be; by an admin.';
COMMENT ON COLUMN invitation.token_sha256 IS 'SHA-256 of the 256 random bits in the link, which are kept nowhere; by the service.';
COMMENT ON COLUMN invitation.invited_by IS 'The name of the caller who invited; by the service.';
COMMENT ON COLUMN invitation.created_at IS 'By the service.';
COMMENT ON COLUMN invitation.expires_at IS 'By the service.';
COMMENT ON COLUMN invitation.used_at IS 'By the service, once. NULL: nobody has used it.';
COMMENT ON COLUMN invitation.revoked_at IS 'By an admin, once. NULL: nobody took it back.';

CREATE TABLE api_key (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  prefix text NOT NULL UNIQUE CHECK (prefix ~ '^[0-9a-z]{12}$'),
  secret_sha256 bytea NOT NULL CHECK (octet_length(secret_sha256) = 32),
  roles access_roles NOT NULL,
  created_by text NOT NULL CHECK (created_by <> ''),
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
COMMENT ON TABLE api_key IS 'What programs show. Never deleted: generations name the key that asked.';
COMMENT ON COLUMN api_key.workspace_id IS 'The one workspace it speaks for; by the service.';
COMMENT ON COLUMN api_key.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN api_key.name IS 'By whoever makes the key.';
COMMENT ON COLUMN api_key.prefix IS 'The part of the key that is no secret, by which it is looked up; by the service.';
COMMENT ON COLUMN api_key.secret_sha256 IS 'SHA-256 of the whole key, whose secret part is 256 random bits and kept nowhere; by the service.';
COMMENT ON COLUMN api_key.roles IS 'What the key may do; by whoever makes it.';
COMMENT ON COLUMN api_key.created_by IS 'The name of the caller who made it; by the service.';
COMMENT ON COLUMN api_key.created_at IS 'By the service.';
COMMENT ON COLUMN api_key.expires_at IS 'From when it no longer holds; by whoever makes it. NULL: never.';
COMMENT ON COLUMN api_key.revoked_at IS 'By an admin, once. NULL: it holds.';
COMMENT ON COLUMN api_key.last_used_at IS 'By the service, every ten minutes at most. NULL: it was never used.';

CREATE FUNCTION keep_revocation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
    RAISE EXCEPTION 'Key % is revoked: a revocation stands.', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER revocation_stands BEFORE UPDATE ON api_key FOR EACH ROW EXECUTE FUNCTION keep_revocation();
CREATE TRIGGER never_deleted BEFORE DELETE ON api_key FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON api_key FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Each process remembers keys it has checked, and asks for this number before it trusts its memory again.
CREATE TABLE revocation_count (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  revocations bigint NOT NULL
);
COMMENT ON TABLE revocation_count IS 'How often a key was revoked: whoever has seen another number forgets the keys it remembers.';
COMMENT ON COLUMN revocation_count.only_one IS 'Always true: there is one row.';
COMMENT ON COLUMN revocation_count.revocations IS 'By the trigger on api_key.';
INSERT INTO revocation_count (revocations) VALUES (0);

-- Runs as the owner, whose tables they are: the service itself counts nothing.
CREATE FUNCTION count_revocation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  UPDATE revocation_count SET revocations = revocations + 1;
  RETURN NULL;
END
$$;
CREATE TRIGGER revocations_are_counted AFTER UPDATE OF revoked_at ON api_key FOR EACH ROW
  WHEN (OLD.revoked_at IS DISTINCT FROM NEW.revoked_at) EXECUTE FUNCTION count_revocation();

SELECT guard_tenant_table(kept) FROM unnest(ARRAY['member', 'invitation', 'api_key']::regclass[]) AS kept;
GRANT SELECT, INSERT, DELETE ON member TO halfpenny_service, halfpenny_system;
GRANT UPDATE (roles) ON member TO halfpenny_service, halfpenny_system;
GRANT SELECT, INSERT ON invitation, api_key TO halfpenny_service, halfpenny_system;
GRANT UPDATE (used_at, revoked_at) ON invitation TO halfpenny_service, halfpenny_system;
GRANT UPDATE (revoked_at, last_used_at) ON api_key TO halfpenny_service, halfpenny_system;
GRANT SELECT ON revocation_count TO halfpenny_service, halfpenny_system;
GRANT INSERT ON workspace TO halfpenny_system;

-- A workspace sees its members and no other person; passwords and sessions it never sees.
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON person FOR SELECT TO halfpenny_service
  USING (EXISTS (SELECT FROM member WHERE member.person_id = person.id));
CREATE POLICY every_workspace ON person TO halfpenny_system USING (true) WITH CHECK (true);
GRANT SELECT ON person TO halfpenny_service;
GRANT SELECT, INSERT ON person, person_account TO halfpenny_system;
GRANT SELECT, DELETE ON person_session TO halfpenny_system;
GRANT SELECT, INSERT ON sign_in_secret TO halfpenny_system;

-- No foreign key leads to key or person: it would lock that one row for every generation. The service names whom it has just checked, and
-- neither is ever deleted.
ALTER TABLE generation ADD COLUMN api_key_id uuid, ADD COLUMN person_id uuid;
COMMENT ON COLUMN generation.api_key_id IS 'The key that asked; by the service. NULL: none was shown.';
COMMENT ON COLUMN generation.person_id IS 'The person who asked; by the service. NULL: nobody was signed in.';
