-- Why: what callers are charged is rated again too: under the drafts of a sell book, and after a price in it turned out to be a mistake. And a charge that
-- was UNBILLED for want of a price is settled by a re-rating once there is one.

ALTER TABLE rating_run ADD COLUMN side text NOT NULL DEFAULT 'cost' CHECK (side = ANY (ARRAY['cost', 'charge']));
COMMENT ON COLUMN rating_run.side IS 'What is rated: cost, what providers take; charge, what callers are charged. By the service.';

ALTER TABLE rerating_item
  ADD COLUMN settles boolean NOT NULL DEFAULT false,
  ADD COLUMN charge_becomes exact_amount,
  DROP CONSTRAINT rerating_item_check,
  ADD CONSTRAINT it_changes_or_settles CHECK (becomes <> was OR settles),
  ADD CONSTRAINT only_what_settles_has_a_charge CHECK (settles OR charge_becomes IS NULL);
COMMENT ON TABLE rerating_item IS 'A correction that a rerating proposes: what it was, adjustments included, and what it becomes. Or the settlement of what was UNBILLED.';
COMMENT ON COLUMN rerating_item.settles IS 'Whether a side that was UNBILLED is settled by it, and with it its hold; by the worker.';
COMMENT ON COLUMN rerating_item.charge_becomes IS 'Where a rerating of costs settles the charge of the caller with it: its amount; by the worker. NULL: it does not.';
COMMENT ON COLUMN rerating_item.was IS 'The net of its chain in the ledger, adjustments included; 0 where it was UNBILLED; by the worker.';
COMMENT ON COLUMN rerating_item.becomes IS 'By the entry in force when the provider worked, or of a charge by what its quote pinned, as it is known now; by the worker.';
