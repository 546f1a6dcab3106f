-- Why: a caller need not wait for a provider. What waits its turn is a generation that is queued, with its hold taken; a job of the queue only
-- wakes somebody up for it. So a job that is lost, or comes twice, costs nothing: whoever takes the generation does so under its lock, once.

GRANT UPDATE (opened_by) ON generation TO halfpenny_service, halfpenny_system;
COMMENT ON COLUMN generation.opened_by IS 'The process that runs it, while it is queued the one that opened it: the number of an advisory lock it holds as long as it lives; by the service.';
CREATE INDEX generation_waiting ON generation (created_at) WHERE status = 'queued';
CREATE INDEX generation_under_way ON generation (opened_by) WHERE status = 'running';

-- The tables of the queue belong to whoever migrates, and its library makes them after this: these two are the only way to them.
CREATE FUNCTION enqueue(task text, payload jsonb, job_key text, in_seconds int) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM graphile_worker.add_job(task, payload::json, run_at => now() + make_interval(secs => in_seconds), job_key => enqueue.job_key,
                                  job_key_mode => 'preserve_run_at');
END
$$;
COMMENT ON FUNCTION enqueue IS 'Adds a job, in the transaction of whoever asks. One that waits under the same key stays as it is; beside one that is being done another is added.';

CREATE FUNCTION is_enqueued(of_key text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  RETURN EXISTS (SELECT FROM graphile_worker.jobs WHERE key = of_key AND locked_at IS NULL AND attempts < max_attempts);
END
$$;
COMMENT ON FUNCTION is_enqueued IS 'Whether a job of that key waits for somebody to take it.';

REVOKE ALL ON FUNCTION enqueue, is_enqueued FROM PUBLIC;
GRANT EXECUTE ON FUNCTION enqueue, is_enqueued TO halfpenny_service, halfpenny_system;

-- As before, and a generation that waits for its turn has no attempt yet, but a job.
CREATE OR REPLACE FUNCTION open_generation(in_workspace uuid, priced_by bigint, made jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  twin jsonb;
  wanted jsonb := made -> 'hold';
  account uuid;
  free numeric;
BEGIN
  PERFORM set_config('role', 'halfpenny_service', true), set_config('app.workspace', in_workspace::text, true);
  SELECT jsonb_build_object('id', id, 'requestHash', request_hash, 'status', status) INTO twin
  FROM generation WHERE workspace_id = in_workspace AND request_key = made #>> '{generation,request_key}';
  IF FOUND THEN
    RETURN jsonb_build_object('twin', twin);
  END IF;
  IF priced_by <> (SELECT version FROM price_book_version) THEN
    RETURN '{"stale": true}';
  END IF;
  IF made ? 'quote' THEN
    PERFORM write_quote(made -> 'quote', made -> 'offers', made -> 'lines');
  END IF;
  INSERT INTO generation SELECT * FROM jsonb_populate_record(NULL::generation, made -> 'generation');
  account := provider_account_of(in_workspace, made #>> '{generation,provider}', made #>> '{generation,book}',
                                 (made ->> 'newAccount')::uuid, (wanted ->> 'at')::timestamptz);
  IF made ? 'attempt' THEN
    INSERT INTO provider_attempt
    SELECT * FROM jsonb_populate_record(NULL::provider_attempt, made -> 'attempt' || jsonb_build_object('provider_account_id', account));
  END IF;
  IF made ? 'job' THEN
    PERFORM enqueue(made #>> '{job,task}', made #> '{job,payload}', made #>> '{job,key}', (made #>> '{job,in_seconds}')::int);
  END IF;
  INSERT INTO charge SELECT * FROM jsonb_populate_recordset(NULL::charge, made -> 'charges');
  free := take_hold(in_workspace, (wanted ->> 'id')::uuid, (wanted ->> 'generation_id')::uuid, wanted ->> 'book', wanted ->> 'currency',
                    (wanted ->> 'amount')::numeric, (wanted ->> 'at')::timestamptz, (wanted ->> 'slot')::int);
  IF free IS NOT NULL THEN
    RAISE EXCEPTION 'The hold does not fit.' USING ERRCODE = 'HP001', DETAIL = trim_scale(free)::text;
  END IF;
  RETURN jsonb_build_object('account', account);
END
$$;
COMMENT ON FUNCTION open_generation IS 'Opens a generation in one round trip, to be called at once with its attempt, or queued with a job for it; and answers with its provider account. The twin of its key where there is one, or stale where the price book is at another version than it was priced by: then nothing is written. HP001, with what is left: its hold does not fit.';
