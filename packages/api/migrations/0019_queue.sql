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
