-- Why: exports read the ledger by accounting day and transaction, some thousands at a time. An index that ends with the day has each of those pages sort the whole of its day again.

DROP INDEX ledger_tx_by_accounting_date;
CREATE INDEX ledger_tx_by_accounting_date ON ledger_tx (workspace_id, book, accounting_date, id);

-- Every line of finance asks it twice. Without a variable of its own the path is known when a question is planned, and the function is part of the question.
CREATE OR REPLACE FUNCTION named_parameter(delivered jsonb, resolved jsonb, parameter text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(delivered ->> parameter, jsonb_path_query_first(resolved, ('$[*] ? (@.name == "' || parameter || '").value')::jsonpath) #>> '{}')
$$;
COMMENT ON FUNCTION named_parameter IS 'What a reply named, else what was asked for. A parameter is named by a word of our own.';
