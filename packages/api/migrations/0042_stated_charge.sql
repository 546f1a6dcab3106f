-- Why: a re-rating leaves to finance what an accepted statement is about, and asks so of one charge after the other.

CREATE INDEX reconciliation_item_by_charge ON reconciliation_item USING gin (charges);
