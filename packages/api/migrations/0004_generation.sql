-- Why: money that might be spent leaves a trace before it is spent, one request key is one generation, one quote is used once,
-- and the first final outcome of a charge stands.

CREATE TABLE generation (
  workspace_id uuid NOT NULL REFERENCES workspace (id),
  id uuid NOT NULL,
  request_key text NOT NULL CHECK (char_length(request_key) BETWEEN 1 AND 255),
  request_hash text NOT NULL CHECK (request_hash <> ''),
  quote_id uuid NOT NULL,
  offer_id uuid NOT NULL,
  status text NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'unknown', 'cancelled')),
  book money_book NOT NULL,
  provider text NOT NULL,
  model text NOT NULL,
  mode service_mode NOT NULL,
  request jsonb NOT NULL CHECK (jsonb_typeof(request) = 'object'),
  resolved jsonb NOT NULL CHECK (jsonb_typeof(resolved) = 'array'),
  max_cost exact_amount CHECK (max_cost >= 0),
  max_cost_currency currency_code,
  usage jsonb CHECK (jsonb_typeof(usage) = 'object'),
  delivered jsonb CHECK (jsonb_typeof(delivered) = 'object'),
  failure jsonb CHECK (jsonb_typeof(failure) = 'object'),
  opened_by bigint NOT NULL,
  created_at timestamptz NOT NULL,
  settled_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  CONSTRAINT one_generation_per_request_key UNIQUE (workspace_id, request_key),
  CONSTRAINT a_quote_is_used_once UNIQUE (workspace_id, quote_id),
  FOREIGN KEY (workspace_id, quote_id, offer_id) REFERENCES quote_offer (workspace_id, quote_id, id),
  CONSTRAINT max_cost_has_a_currency CHECK ((max_cost IS NULL) = (max_cost_currency IS NULL))
);
COMMENT ON TABLE generation IS 'One execution of a request. Opened before the provider is called, settled once.';
COMMENT ON COLUMN generation.workspace_id IS 'By the service: the workspace that asked.';
COMMENT ON COLUMN generation.id IS 'Version 7 uuid, by the service.';
COMMENT ON COLUMN generation.request_key IS 'The caller''s idempotency key: the same key is the same generation, whatever became of it.';
COMMENT ON COLUMN generation.request_hash IS 'Hash of the whole input but wait and maxCost; by the service. Another hash under the same key is refused.';
COMMENT ON COLUMN generation.quote_id IS 'The quote it executes, or the one made for a request without a quote; by the service.';
COMMENT ON COLUMN generation.offer_id IS 'The offer of that quote; by the service.';
COMMENT ON COLUMN generation.status IS 'By the service. succeeded, failed and cancelled are final; unknown may still become one of them.';
COMMENT ON COLUMN generation.book IS 'simulated where the sandbox plays the provider; by the service.';
COMMENT ON COLUMN generation.provider IS 'Who bills; by the service, from the offer.';
COMMENT ON COLUMN generation.model IS 'The name after aliases; by the service, from the offer.';
COMMENT ON COLUMN generation.mode IS 'By the service, from the quote.';
COMMENT ON COLUMN generation.request IS 'The request as it was given; by the service.';
COMMENT ON COLUMN generation.resolved IS 'What was sent, each parameter with its origin; by the service, from the offer.';
COMMENT ON COLUMN generation.max_cost IS 'By the caller. NULL: the ceiling of the offer is accepted.';
COMMENT ON COLUMN generation.max_cost_currency IS 'NULL exactly where max_cost is.';
COMMENT ON COLUMN generation.usage IS 'Units by meter as decimal text, decomposed from the reading; by the service. NULL: unknown, which is not zero.';
COMMENT ON COLUMN generation.delivered IS 'Size, quality, background and format the reply names; by the service. NULL: no reply was read.';
COMMENT ON COLUMN generation.failure IS 'The refusal that says why there is no image, or no bill; by the service. NULL: nothing failed.';
COMMENT ON COLUMN generation.opened_by IS 'The process that runs it: the number of an advisory lock it holds as long as it lives; by the service.';
COMMENT ON COLUMN generation.created_at IS 'By the service.';
COMMENT ON COLUMN generation.settled_at IS 'When the charge became final; by the service. NULL: it is not.';

CREATE FUNCTION keep_final_status() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status IN ('succeeded', 'failed', 'cancelled') AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION 'Generation % is %: the first final outcome stands.', OLD.id, OLD.status USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER final_status_stands BEFORE UPDATE ON generation FOR EACH ROW EXECUTE FUNCTION keep_final_status();

CREATE TABLE provider_attempt (
  workspace_id uuid NOT NULL,
  id uuid NOT NULL,
  generation_id uuid NOT NULL,
  number smallint NOT NULL CHECK (number >= 1),
  provider_account_id uuid NOT NULL,
  book money_book NOT NULL,
  outcome text NOT NULL DEFAULT 'unknown' CHECK (outcome IN ('unknown', 'succeeded', 'refused', 'failed')),
  http_status smallint,
  provider_request_id text,
  reading jsonb,
  reply jsonb,
  failure jsonb,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  service_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, generation_id, number),
  FOREIGN KEY (workspace_id, generation_id) REFERENCES generation (workspace_id, id),
  FOREIGN KEY (provider_account_id, book) REFERENCES provider_account (id, book),
  CONSTRAINT only_an_unknown_outcome_has_no_end CHECK (outcome = 'unknown' OR ended_at IS NOT NULL)
);
-- Not unique: relays repeat them, and a repeat is an anomaly to show.
CREATE INDEX provider_attempt_by_provider_request ON provider_attempt (workspace_id, provider_request_id);
CREATE INDEX provider_attempt_in_doubt ON provider_attempt (started_at) WHERE outcome = 'unknown';
COMMENT ON TABLE provider_attempt IS 'One call to a provider. Committed with outcome unknown before the call is made.';
COMMENT ON COLUMN provider_attempt.workspace_id IS 'By the service: that of the generation.';
COMMENT ON COLUMN provider_attempt.id IS 'Version 7 uuid, by the service; travels with the call as X-Client-Request-Id.';
COMMENT ON COLUMN provider_attempt.generation_id IS 'By the service.';
COMMENT ON COLUMN provider_attempt.number IS 'From 1 within a generation; by the service.';
COMMENT ON COLUMN provider_attempt.provider_account_id IS 'What the statement will name; by the service.';
COMMENT ON COLUMN provider_attempt.book IS 'That of the generation and of the provider account; by the service.';
COMMENT ON COLUMN provider_attempt.outcome IS 'unknown until the reply is read; written once more, by the service. It stays unknown where nobody can say whether it was billed.';
COMMENT ON COLUMN provider_attempt.http_status IS 'By the service. NULL: no reply arrived.';
COMMENT ON COLUMN provider_attempt.provider_request_id IS 'The provider''s own id of the call. NULL: it gave none, or no reply arrived.';
COMMENT ON COLUMN provider_attempt.reading IS 'The provider''s usage object, whole and unchanged; by the service. NULL: none arrived.';
COMMENT ON COLUMN provider_attempt.reply IS 'The reply without the bytes of its images; by the service. NULL: none was readable.';
COMMENT ON COLUMN provider_attempt.failure IS 'What went wrong, as a refusal; by the service. NULL: nothing, or nothing is known.';
COMMENT ON COLUMN provider_attempt.started_at IS 'By the service, before the call.';
COMMENT ON COLUMN provider_attempt.ended_at IS 'By the service, after the call. NULL: it has not ended, or the process died.';
COMMENT ON COLUMN provider_attempt.service_at IS 'The provider''s own time of work, else the end of the attempt; decides the cost entry. NULL: not known.';

CREATE FUNCTION keep_attempt_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.outcome <> 'unknown' THEN
    RAISE EXCEPTION 'Attempt % is %: the first outcome stands.', OLD.id, OLD.outcome USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER first_outcome_stands BEFORE UPDATE ON provider_attempt FOR EACH ROW EXECUTE FUNCTION keep_attempt_outcome();

CREATE TABLE generated_image (
  workspace_id uuid NOT NULL,
  generation_id uuid NOT NULL,
  position smallint NOT NULL CHECK (position >= 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  format text NOT NULL CHECK (format <> ''),
  width integer NOT NULL CHECK (width > 0),
  height integer NOT NULL CHECK (height > 0),
  bytes bigint NOT NULL CHECK (bytes > 0),
  revised_prompt text,
  PRIMARY KEY (workspace_id, generation_id, position),
  FOREIGN KEY (workspace_id, generation_id) REFERENCES generation (workspace_id, id)
);
COMMENT ON TABLE generated_image IS 'An image that was delivered and stored. The bytes are in the image store, under their hash.';
COMMENT ON COLUMN generated_image.workspace_id IS 'By the service: that of the generation.';
COMMENT ON COLUMN generated_image.generation_id IS 'By the service.';
COMMENT ON COLUMN generated_image.position IS 'The order of the reply, from 0; by the service.';
COMMENT ON COLUMN generated_image.sha256 IS 'Of the stored bytes, lower-case hexadecimal; by the service.';
COMMENT ON COLUMN generated_image.format IS 'Read from the bytes: png, jpeg, webp; by the service.';
COMMENT ON COLUMN generated_image.width IS 'Pixels, read from the bytes; by the service.';
COMMENT ON COLUMN generated_image.height IS 'Pixels, read from the bytes; by the service.';
COMMENT ON COLUMN generated_image.bytes IS 'Length of what is stored; by the service.';
COMMENT ON COLUMN generated_image.revised_prompt IS 'What the provider says it drew. NULL: it does not say.';
