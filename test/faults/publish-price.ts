/** A price that changes at an instant, at the sandbox and in the cost book alike. */
import type { Client } from 'pg';
import type { World } from '../world/service.ts';

/** From when on, and what a million image tokens of gpt-image-2 at openai then cost, in whole dollars. */
export interface NewPrice {
  readonly from: string;
  readonly dollarsPerMillion: string;
}

/** What was known of the entry in force is closed; it is known anew up to the instant, and the new one from there on. */
const publish = `
  WITH closed AS (
    UPDATE price_entry SET known = tstzrange(lower(known), $1) WHERE provider = 'openai' AND model = 'gpt-image-2' AND mode = 'realtime'
      AND upper_inf(known) AND valid @> $1::timestamptz RETURNING *
  ), anew AS (
    SELECT closed.*, tstzrange(lower(valid), $1) AS in_force, closed.tariff AS costs FROM closed
    UNION ALL
    SELECT closed.*, tstzrange($1, upper(valid)), jsonb_build_object('components', jsonb_build_array(
      jsonb_build_object('meter', 'text_input', 'price', '5.00', 'per', 1000000),
      jsonb_build_object('meter', 'image_output', 'price', $2::text || '.00', 'per', 1000000))) FROM closed
  )
  INSERT INTO price_entry SELECT made.* FROM anew, jsonb_populate_record(NULL::price_entry, to_jsonb(anew)
    || jsonb_build_object('id', gen_random_uuid(), 'valid', in_force, 'tariff', costs, 'known', tstzrange($1, NULL))) AS made`;

/** Tells both of them. */
export async function publishPrice(
  { world, database }: { world: World; database: Client },
  { from, dollarsPerMillion }: NewPrice,
): Promise<void> {
  await database.query(publish, [from, dollarsPerMillion]);
  const price = { provider: 'openai', model: 'gpt-image-2', from, textIn: '5', imageOut: dollarsPerMillion };
  const headers = { 'content-type': 'application/json' };
  await fetch(`${world.sandboxUrl}/control/price`, { method: 'POST', headers, body: JSON.stringify(price) });
}
