-- Why: a quote is asked for far more often than anything else, and most of what storing one took was waiting for round trips. These functions
-- run as whoever calls them: row-level security and grants apply to them as to any statement.

CREATE FUNCTION write_quote(quote jsonb, offers jsonb, lines jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO quote (workspace_id, id, request_hash, request, mode, executable, refused_providers, created_at, priced_at, expires_at)
  SELECT "workspaceId", id, "requestHash", request, mode, executable, "refusedProviders", "createdAt", "pricedAt", "expiresAt"
  FROM jsonb_to_record(quote) AS q ("workspaceId" uuid, id uuid, "requestHash" text, request jsonb, mode text, executable boolean,
    "refusedProviders" jsonb, "createdAt" timestamptz, "pricedAt" timestamptz, "expiresAt" timestamptz);
  INSERT INTO quote_offer (workspace_id, quote_id, id, rank, provider, model, exactness, price_entry_id, currency, floor, expected, ceiling,
                           resolved, pitfalls)
  SELECT "workspaceId", "quoteId", id, rank, provider, model, exactness, "priceEntryId", currency, floor, expected, ceiling, resolved, pitfalls
  FROM jsonb_to_recordset(offers) AS o ("workspaceId" uuid, "quoteId" uuid, id uuid, rank smallint, provider text, model text,
    exactness text, "priceEntryId" uuid, currency text, floor numeric, expected numeric, ceiling numeric, resolved jsonb, pitfalls jsonb);
  INSERT INTO quote_line (workspace_id, quote_id, offer_id, position, meter, label, quantity, unit_price, per, amount, rounded)
  SELECT "workspaceId", "quoteId", "offerId", position, meter, label, quantity, "unitPrice", per, amount, rounded
  FROM jsonb_to_recordset(lines) AS l ("workspaceId" uuid, "quoteId" uuid, "offerId" uuid, position smallint, meter text, label text,
    quantity numeric, "unitPrice" numeric, per numeric, amount numeric, rounded boolean);
END
$$;
COMMENT ON FUNCTION write_quote IS 'Writes a quote with its offers and lines, their fields named as in the API.';

-- Called by itself: it takes the service's role and names the workspace for its one transaction, before any statement that needs them.
CREATE FUNCTION store_quote(in_workspace uuid, priced_by bigint, quote jsonb, offers jsonb, lines jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('role', 'halfpenny_service', true), set_config('app.workspace', in_workspace::text, true);
  IF priced_by <> (SELECT version FROM price_book_version) THEN
    RETURN false;
  END IF;
  PERFORM write_quote(quote, offers, lines);
  RETURN true;
END
$$;
COMMENT ON FUNCTION store_quote IS 'Stores a quote in one round trip. False, and nothing stored: the price book is at another version than it was priced by.';
