-- Why: a margin over the cost book stands in a sell book. In the cost book itself it would be over nothing, and leave its model without a price.

CREATE FUNCTION keep_margins_in_sell_books() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM price_book WHERE id = NEW.book_id AND kind = 'cost') THEN
    RAISE EXCEPTION 'Entry % is over the cost book, and stands in it: only a sell price can be.', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER only_a_sell_price_is_over_cost BEFORE INSERT ON price_entry FOR EACH ROW WHEN (NEW.tariff -> 'basedOn' ? 'book')
  EXECUTE FUNCTION keep_margins_in_sell_books();
