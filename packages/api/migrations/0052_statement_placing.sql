-- Why: a file of a gigabyte was read in minutes and was not current after half an hour. Each of its lines was looked up in the imports, and written into three indexes in an order that was that
-- of none of them. Lines are checked set by set now, and one index keeps what two did.

ALTER TABLE statement_import ADD COLUMN lines_placed bigint NOT NULL DEFAULT 0 CHECK (lines_placed >= 0);
COMMENT ON COLUMN statement_import.lines_placed IS 'How many lines the worker has put beside those of other versions so far; those of days that are stated as before are none of them.';

CREATE FUNCTION line_key(project text, api_key text, line_item text, currency text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN hashtextextended(project || E'\x1f' || api_key || E'\x1f' || line_item || E'\x1f' || currency, 0);
COMMENT ON FUNCTION line_key IS 'A hash of what tells lines of one bucket apart. Those of one hash are numbered together, so that two texts of one hash are no trouble.';
CREATE FUNCTION bucket_key(project text, api_key text, model text, source text, size text, batch boolean) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN hashtextextended(project || E'\x1f' || api_key || E'\x1f' || model || E'\x1f' || source || E'\x1f' || size || CASE batch WHEN true THEN '+' WHEN false THEN '-' ELSE '' END, 0);
COMMENT ON FUNCTION bucket_key IS 'A hash of what tells buckets of one span apart, likewise.';

-- A line is superseded by a version once, so what a version superseded is as unique as what is current: one index for both, in which the days of an account lie together.
DROP INDEX one_current_version_of_a_line, statement_line_by_day, one_current_version_of_a_bucket, usage_bucket_by_day;
CREATE UNIQUE INDEX one_current_version_of_a_line ON statement_line
  (workspace_id, provider_account_id, series, bucket_start, bucket_end, line_key(project, api_key, line_item, currency), occurrence, superseded_by) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX one_current_version_of_a_bucket ON usage_bucket
  (workspace_id, provider_account_id, series, bucket_start, bucket_end, bucket_key(project, api_key, model, source, size, batch), occurrence, superseded_by) NULLS NOT DISTINCT;

-- An import is never deleted and its account and series never change, so that it is enough to look when lines come: for all of a statement at once.
CREATE FUNCTION lines_of_an_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT workspace_id, import_id, provider_account_id, series FROM added) AS a
    WHERE NOT EXISTS (
      SELECT FROM statement_import AS s WHERE s.workspace_id = a.workspace_id AND s.id = a.import_id AND (s.provider_account_id, s.series) = (a.provider_account_id, a.series)))
  THEN
    RAISE EXCEPTION 'Lines of % belong to an import, and to its account and series.', TG_TABLE_NAME USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NULL;
END
$$;
ALTER TABLE statement_line DROP CONSTRAINT statement_line_workspace_id_import_id_fkey;
ALTER TABLE usage_bucket DROP CONSTRAINT usage_bucket_workspace_id_import_id_fkey;
CREATE TRIGGER of_an_import AFTER INSERT ON statement_line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION lines_of_an_import();
CREATE TRIGGER of_an_import AFTER INSERT ON usage_bucket REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION lines_of_an_import();
