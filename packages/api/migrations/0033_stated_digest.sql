-- Why: whether a provider states the same of a day as before is asked of millions of lines, in whatever order they came. Each line has a hash of all that it
-- states, and a day has their number and their sums.

ALTER TABLE statement_line ADD COLUMN mode service_mode;
COMMENT ON COLUMN statement_line.mode IS 'Realtime or batch, where the file says so by a field of its own. NULL: it does not.';
COMMENT ON COLUMN statement_import.superseded_by IS 'The first version that took any of its days; by the worker. NULL: all of it is current, or none ever was.';

CREATE FUNCTION stated_hash(l statement_line, seed bigint) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT hashtextextended(concat_ws(E'\x1f', extract(epoch FROM l.bucket_start), extract(epoch FROM l.bucket_end), l.project, l.api_key, l.line_item, l.currency,
    trim_scale(l.amount + l.residue), coalesce(trim_scale(l.quantity)::text, '-'), coalesce(l.quantity_unit, '-'), coalesce(l.request_id, '-'),
    coalesce(l.client_request_id, '-'), coalesce(l.model, '-'), coalesce(l.size, '-'), coalesce(l.quality, '-'), coalesce(l.mode, '-'),
    coalesce(l.usage::text, '-'), coalesce(l.category, '-'), coalesce(trim_scale(l.balance)::text, '-')), seed)::numeric
$$;
COMMENT ON FUNCTION stated_hash(statement_line, bigint) IS 'Of all that a line states; where it stands in the file, and how often it is the same, aside.';

CREATE FUNCTION stated_hash(u usage_bucket, seed bigint) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT hashtextextended(concat_ws(E'\x1f', extract(epoch FROM u.bucket_start), extract(epoch FROM u.bucket_end), u.project, u.api_key, u.model, u.source, u.size,
    coalesce(u.batch::text, '-'), u.requests, u.quantities::text), seed)::numeric
$$;
COMMENT ON FUNCTION stated_hash(usage_bucket, bigint) IS 'Of all that a witness counted in a bucket.';

CREATE FUNCTION utc_day(at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT (at AT TIME ZONE 'UTC')::date $$;
COMMENT ON FUNCTION utc_day IS 'The UTC day in which an instant lies.';
