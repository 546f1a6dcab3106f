-- Why: the rules of a publication itself. Each finds what is wrong with what a change set wrote, by the definitions of core's price-draft, and is asked when
-- the transaction that publishes it commits: all of it is then in place. What may be confirmed is let through where whoever published it confirmed it.

-- The prices that a change set says itself: not what others leave of an entry, what is put back, or what follows its base.
CREATE FUNCTION drafted_prices(of_set uuid) RETURNS SETOF price_entry LANGUAGE sql STABLE AS $$
  SELECT e.* FROM price_entry AS e LEFT JOIN price_entry AS o ON o.id = e.origin_id
  WHERE e.change_set_id = of_set AND (e.origin_id IS NULL OR o.change_set_id = of_set)
$$;

-- What was known of its book just before it: what it ended, and what it left as it was.
CREATE FUNCTION known_before(of_set price_change_set) RETURNS SETOF price_entry LANGUAGE sql STABLE AS $$
  SELECT * FROM price_entry AS e
  WHERE e.book_id = of_set.book_id AND (e.ended_by = of_set.id OR (upper_inf(e.known) AND e.change_set_id IS DISTINCT FROM of_set.id))
$$;

-- What an entry rates by: what it multiplies, written out, or its own tariff. A margin over the cost book has no components, and so nothing to look at.
CREATE FUNCTION rated_by(of_entry price_entry) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(of_entry.rated_tariff, of_entry.tariff)
$$;

-- What the catalog says of an entry's model: at its provider, or at any.
CREATE FUNCTION catalog_facts(of_entry price_entry) RETURNS SETOF catalog_model LANGUAGE sql STABLE AS $$
  SELECT * FROM catalog_model AS m WHERE m.model = of_entry.model AND m.mode = of_entry.mode AND m.provider IN (of_entry.provider, '*')
  ORDER BY m.provider = '*' LIMIT 1
$$;

-- A tariff that counts work done, whatever it consumed, bills no meter of consumption.
CREATE FUNCTION is_flat(tariff jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT bool_and(c ->> 'meter' IN ('image', 'call', 'request', 'input_image', 'partial_image')) FROM jsonb_array_elements(tariff -> 'components') AS c
$$;

-- Completeness: each meter that the model can bill has a price. Where the provider publishes none, its absence is confirmed.
CREATE FUNCTION unpriced_meters(of_set price_change_set) RETURNS TABLE (draft_id uuid, code text, field text, confirmable boolean, sentence text)
LANGUAGE sql STABLE SET enable_nestloop = off AS $$
  SELECT e.draft_id, 'unpriced-meter', 'components.' || meter, meter = ANY (m.unlisted_meters), format('%s can bill %s, and it has no price.', e.model, meter)
  FROM drafted_prices(of_set.id) AS e, LATERAL catalog_facts(e) AS m, LATERAL unnest(m.meters) AS meter
  WHERE NOT is_flat(rated_by(e)) AND NOT EXISTS (SELECT FROM jsonb_array_elements(rated_by(e) -> 'components') AS c WHERE c ->> 'meter' = meter)
$$;

-- The name of the first tier that holds a size in pixels. NULL: none does.
CREATE FUNCTION size_tier(tariff jsonb, size text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT tier ->> 'name' FROM jsonb_array_elements(coalesce(tariff -> 'sizeTiers', '[]')) WITH ORDINALITY AS t (tier, place),
    (SELECT split_part(size, 'x', 1)::numeric AS width, split_part(size, 'x', 2)::numeric AS height) AS s
  WHERE greatest(width, height) <= coalesce((tier ->> 'longestEdgeMost')::numeric, 'Infinity') AND width * height <= coalesce((tier ->> 'pixelsMost')::numeric, 'Infinity')
  ORDER BY place LIMIT 1
$$;

-- Completeness: each meter has a price at each quality, size and operation, or that it has none is confirmed. Of a condition that the catalog knows nothing
-- of it is taken that it is met.
CREATE FUNCTION partly_priced(of_set price_change_set) RETURNS TABLE (draft_id uuid, code text, field text, confirmable boolean, sentence text)
LANGUAGE sql STABLE SET enable_nestloop = off AS $$
  SELECT e.draft_id, 'partly-priced', 'components.' || g.meters[1], true, format('%s of %s has no price for some of the ways to ask for it.', g.meters[1], e.model)
  FROM drafted_prices(of_set.id) AS e, LATERAL catalog_facts(e) AS m, LATERAL (SELECT rated_by(e) AS tariff) AS r,
    LATERAL (
      SELECT ARRAY['image', 'call', 'request'] AS meters WHERE is_flat(r.tariff)
      UNION ALL
      SELECT ARRAY[meter] FROM unnest(m.meters) AS meter
      WHERE NOT is_flat(r.tariff) AND EXISTS (SELECT FROM jsonb_array_elements(r.tariff -> 'components') AS c WHERE c ->> 'meter' = meter)
    ) AS g,
    LATERAL (
      SELECT array_agg(component_conditions(c)) AS conditions FROM jsonb_array_elements(r.tariff -> 'components') AS c WHERE c ->> 'meter' = ANY (g.meters)
    ) AS priced
  WHERE CASE WHEN EXISTS (SELECT FROM unnest(priced.conditions) AS c WHERE NOT c ?| ARRAY['quality', 'size', 'operation', 'mode', 'sizeTier']) THEN false
    ELSE EXISTS (
      SELECT FROM unnest(m.qualities) AS quality, unnest(m.sizes) AS size, unnest(ARRAY['generate', 'edit']) AS operation
      WHERE NOT EXISTS (
        SELECT FROM unnest(priced.conditions) AS c
        WHERE coalesce(c -> 'quality' ? quality, true) AND coalesce(c -> 'size' ? size, true) AND coalesce(c -> 'operation' ? operation, true)
          AND coalesce(c -> 'mode' ? e.mode, true) AND (NOT c ? 'sizeTier' OR coalesce(c -> 'sizeTier' ? size_tier(r.tariff, size), false))))
    END
$$;

CREATE AGGREGATE exact_product (numeric) (sfunc = numeric_mul, stype = numeric, initcond = '1');

-- What a unit of each component costs, as an exact ratio: the price, through its credits, times the factors that always apply; over the units it is for.
CREATE FUNCTION unit_prices(tariff jsonb) RETURNS TABLE (place bigint, meter text, conditions jsonb, numerator numeric, denominator numeric)
LANGUAGE sql IMMUTABLE AS $$
  SELECT c.place - 1, c.value ->> 'meter', component_conditions(c.value),
    (c.value ->> 'price')::numeric * coalesce((tariff #>> '{credit,price}')::numeric, 1) * f.factor,
    (c.value ->> 'per')::numeric * coalesce((tariff #>> '{credit,per}')::numeric, 1)
  FROM jsonb_array_elements(tariff -> 'components') WITH ORDINALITY AS c (value, place),
    (SELECT exact_product((m ->> 'multiply')::numeric) AS factor FROM jsonb_array_elements(coalesce(tariff -> 'modifiers', '[]')) AS m
     WHERE component_conditions(m) = '{}') AS f
$$;

-- Units: which prices of one tariff are ten times those of another or more, either way, for the same meter under the same conditions. Zero compares with none.
CREATE FUNCTION tenfold_prices(tariff jsonb, other jsonb) RETURNS TABLE (place bigint, meter text) LANGUAGE sql IMMUTABLE AS $$
  SELECT mine.place, mine.meter FROM unit_prices(tariff) AS mine JOIN unit_prices(other) AS theirs USING (meter, conditions),
    LATERAL (SELECT mine.numerator * theirs.denominator AS ours, theirs.numerator * mine.denominator AS others) AS crossed
  WHERE ours > 0 AND others > 0 AND (ours >= 10 * others OR others >= 10 * ours)
$$;

-- Units: a price ten times off the one it corrects or takes the place of, else the last before it, is confirmed.
CREATE FUNCTION prices_off_predecessor(of_set price_change_set) RETURNS TABLE (draft_id uuid, code text, field text, confirmable boolean, sentence text)
LANGUAGE sql STABLE SET enable_nestloop = off AS $$
  SELECT e.draft_id, 'price-off-predecessor', format('components.%s.price', off.place), true,
    format('%s of %s would cost ten times the price before it, or a tenth.', off.meter, e.model)
  FROM drafted_prices(of_set.id) AS e, LATERAL (
    SELECT rated_by(entry) AS tariff, (entry).currency FROM (
      SELECT k AS entry, false AS in_the_set FROM known_before(of_set) AS k WHERE (k.provider, k.model, k.mode) = (e.provider, e.model, e.mode)
        AND (k.id IS NOT DISTINCT FROM e.corrects OR k.valid @> lower(e.valid) OR lower(k.valid) < lower(e.valid))
      UNION ALL
      SELECT k, true FROM price_entry AS k WHERE (k.provider, k.model, k.mode) = (e.provider, e.model, e.mode)
        AND k.change_set_id = of_set.id AND lower(k.valid) < lower(e.valid)
    ) AS candidate
    ORDER BY in_the_set, (entry).id IS NOT DISTINCT FROM e.corrects DESC, (entry).valid @> lower(e.valid) DESC, lower((entry).valid) DESC LIMIT 1
  ) AS before, LATERAL tenfold_prices(rated_by(e), before.tariff) AS off
  WHERE before.currency = e.currency
$$;

-- Units: likewise against the neighbour: what the same model cost at the same time elsewhere, at its maker first, or else here in another mode.
CREATE FUNCTION prices_off_neighbour(of_set price_change_set) RETURNS TABLE (draft_id uuid, code text, field text, confirmable boolean, sentence text)
LANGUAGE sql STABLE SET enable_nestloop = off AS $$
  SELECT e.draft_id, 'price-off-neighbour', format('components.%s.price', off.place), true,
    format('%s of %s would cost ten times that at %s, or a tenth.', off.meter, e.model, beside.provider)
  FROM drafted_prices(of_set.id) AS e, LATERAL (
    SELECT k.provider, rated_by(k) AS tariff FROM known_before(of_set) AS k
    WHERE k.model = e.model AND k.currency = e.currency AND k.valid @> lower(e.valid) AND (k.provider <> e.provider) = (k.mode = e.mode)
    ORDER BY k.mode <> e.mode, k.provider IS DISTINCT FROM (SELECT maker FROM catalog_facts(e)), k.provider COLLATE "C" LIMIT 1
  ) AS beside, LATERAL tenfold_prices(rated_by(e), beside.tariff) AS off
$$;

-- A price of zero is meant to be one: it is confirmed.
CREATE FUNCTION zero_prices(of_set price_change_set) RETURNS TABLE (draft_id uuid, code text, field text, confirmable boolean, sentence text)
LANGUAGE sql STABLE SET enable_nestloop = off AS $$
  SELECT e.draft_id, 'zero-price', format('components.%s.price', c.place - 1), true, format('%s of %s would be free.', c.value ->> 'meter', e.model)
  FROM drafted_prices(of_set.id) AS e, LATERAL jsonb_array_elements(rated_by(e) -> 'components') WITH ORDINALITY AS c (value, place)
  WHERE (c.value ->> 'price')::numeric = 0
$$;

-- Coverage: a stretch of a key that had a price and has none now, or that lies between two prices of which the set drafted one, is confirmed; unless somebody
-- ended or withdrew what applied in it, or the model is shut down by then. Where nobody drafted its neighbours, any draft of the set may speak for it.
CREATE FUNCTION gaps_in_coverage(of_set price_change_set) RETURNS TABLE (draft_id uuid, code text, field text, confirmable boolean, sentence text)
LANGUAGE sql STABLE SET enable_nestloop = off SET timezone = 'UTC' AS $$
  WITH touched AS (
    SELECT DISTINCT provider, model, mode FROM price_entry WHERE book_id = of_set.book_id AND (change_set_id = of_set.id OR ended_by = of_set.id)
  ), coverage AS (
    SELECT provider, model, mode, min(lower(e.valid)) AS start, range_agg(e.valid) FILTER (WHERE upper_inf(e.known)) AS now,
      range_agg(e.valid) FILTER (WHERE e.change_set_id IS DISTINCT FROM of_set.id) AS before
    FROM touched JOIN price_entry AS e USING (provider, model, mode)
    WHERE e.book_id = of_set.book_id AND (e.ended_by = of_set.id OR upper_inf(e.known)) GROUP BY provider, model, mode
  ), gap AS (
    SELECT c.*, stretch FROM coverage AS c, LATERAL unnest(tstzmultirange(tstzrange(start, NULL)) - coalesce(now, '{}')) AS stretch
  ), beside AS (
    SELECT g.*, ending.draft_id AS ending, beginning.draft_id AS beginning
    FROM gap AS g
    LEFT JOIN price_entry AS ending ON ending.change_set_id = of_set.id AND upper_inf(ending.known)
      AND (ending.provider, ending.model, ending.mode, upper(ending.valid)) = (g.provider, g.model, g.mode, lower(stretch))
    LEFT JOIN price_entry AS beginning ON beginning.change_set_id = of_set.id AND upper_inf(beginning.known)
      AND (beginning.provider, beginning.model, beginning.mode, lower(beginning.valid)) = (g.provider, g.model, g.mode, upper(stretch))
  )
  SELECT coalesce(beginning, ending), 'gap-in-coverage', NULL, true,
    format('From %s %s no price of %s at %s, %s, is in force.', lower(stretch), coalesce('until ' || upper(stretch), 'on'), model, provider, mode)
  FROM beside AS b
  WHERE (stretch && coalesce(before, '{}') OR (lower(stretch) > start AND NOT upper_inf(stretch) AND num_nonnulls(beginning, ending) > 0))
    AND NOT EXISTS (
      SELECT FROM price_draft AS d JOIN price_entry AS t ON t.id = d.target_id
      WHERE d.workspace_id = of_set.workspace_id AND d.change_set_id = of_set.id AND (t.provider, t.model, t.mode) = (b.provider, b.model, b.mode)
        AND (d.ends_at::timestamptz = lower(stretch) OR (d.action = 'withdraw' AND t.valid && stretch)))
    AND NOT (upper_inf(stretch) AND EXISTS (
      SELECT FROM catalog_model AS m WHERE (m.model, m.mode) = (b.model, b.mode) AND m.provider IN (b.provider, '*') AND m.shut_down <= lower(stretch)))
$$;

-- What a set writes, it drafted: a price says which draft of it brought it, and what is left of an entry, or put back, is priced as that entry is.
CREATE FUNCTION undrafted_prices(of_set price_change_set) RETURNS TABLE (draft_id uuid, code text, field text, confirmable boolean, sentence text)
LANGUAGE sql STABLE SET enable_nestloop = off AS $$
  SELECT e.draft_id, 'invalid-change-set', '', false, format('No draft of it says the price of %s at %s, %s.', e.model, e.provider, e.mode)
  FROM price_entry AS e LEFT JOIN price_entry AS o ON o.id = e.origin_id
  LEFT JOIN price_draft AS d ON d.workspace_id = of_set.workspace_id AND d.change_set_id = of_set.id AND d.id = e.draft_id AND d.action IN ('add', 'correct')
  WHERE e.change_set_id = of_set.id AND CASE WHEN e.origin_id IS NULL THEN d.id IS NULL
    ELSE (e.provider, e.model, e.mode, e.currency, e.tariff, e.source, e.checked_on) IS DISTINCT FROM (o.provider, o.model, o.mode, o.currency, o.tariff, o.source, o.checked_on) END
$$;

CREATE FUNCTION is_confirmed(of_set price_change_set, of_draft uuid, of_code text, of_field text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM price_confirmation AS c WHERE c.workspace_id = of_set.workspace_id AND c.change_set_id = of_set.id AND c.confirmed_by = of_set.approver
      AND c.code = of_code AND (of_draft IS NULL OR c.draft_id = of_draft) AND (of_field IS NULL OR c.field = of_field))
$$;

-- One trigger for each rule, which is handed the function that finds what breaks it.
CREATE FUNCTION refuse_publication() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  EXECUTE format('SELECT p.sentence FROM %I($1) AS p WHERE NOT p.confirmable OR NOT is_confirmed($1, p.draft_id, p.code, p.field) LIMIT 1', TG_ARGV[0])
    INTO found USING NEW;
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'Change set % is not published: % (%)', NEW.id, found, TG_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER writes_what_it_drafted AFTER UPDATE ON price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state = 'published') EXECUTE FUNCTION refuse_publication('undrafted_prices');
CREATE CONSTRAINT TRIGGER prices_every_meter AFTER UPDATE ON price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state = 'published') EXECUTE FUNCTION refuse_publication('unpriced_meters');
CREATE CONSTRAINT TRIGGER prices_every_way AFTER UPDATE ON price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state = 'published') EXECUTE FUNCTION refuse_publication('partly_priced');
CREATE CONSTRAINT TRIGGER near_its_predecessor AFTER UPDATE ON price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state = 'published') EXECUTE FUNCTION refuse_publication('prices_off_predecessor');
CREATE CONSTRAINT TRIGGER near_its_neighbour AFTER UPDATE ON price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state = 'published') EXECUTE FUNCTION refuse_publication('prices_off_neighbour');
CREATE CONSTRAINT TRIGGER zero_is_meant AFTER UPDATE ON price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state = 'published') EXECUTE FUNCTION refuse_publication('zero_prices');
CREATE CONSTRAINT TRIGGER leaves_no_gap AFTER UPDATE ON price_change_set DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state = 'published') EXECUTE FUNCTION refuse_publication('gaps_in_coverage');
