-- Why: half a million lines of a statement are to be current within the minute. They are copied into a table of their own transaction, by the columns of what they become; nothing of
-- them goes through JSON, and nothing is left of a file whose reader died.

DROP TABLE statement_staged;

ALTER TABLE statement_line ADD COLUMN invoice_id text CHECK (invoice_id <> '');
COMMENT ON COLUMN statement_line.invoice_id IS 'The invoice it is billed on, by the provider. NULL: it does not say.';

-- The hash of a row is spelt out where it is asked for: as a function it was called for each of them.
DROP FUNCTION stated_hash(statement_line, bigint);
DROP FUNCTION stated_hash(usage_bucket, bigint);
