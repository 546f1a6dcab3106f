/** A million settled generations, written by SQL as the service would have left them, without what no bench reads: their quotes, lines and images. */
import { Pool } from 'pg';

const workspace = '01890000-0000-7000-8000-000000000001';
const account = '01890000-0000-7000-8000-0000000000aa';

/** Ids that sort by time: one every 2.5 seconds of the thirty days before the first of December 2026. */
const id = (kind: string): string =>
  `(lpad(to_hex(1793491200000 + n::bigint * 2500), 12, '0') || '7${kind}00' || '8' || lpad(to_hex(n), 15, '0'))::uuid`;
const at = `timestamptz '2026-11-01T00:00:00Z' + n * interval '2.5 seconds'`;
/** Text tokens from 7 to 66, and the image tokens of four sizes. */
const textTokens = '(7 + n % 60)';
const imageTokens = '(ARRAY[196, 129, 1756, 54])[1 + n % 4]';
const cost = `(${textTokens} * 0.000005 + ${imageTokens} * 0.00003)`;

const statements = [
  // Rules and references are kept by the service's own writing; what is loaded here is right by construction.
  `SET session_replication_role = replica`,
  `INSERT INTO provider_account (id, workspace_id, provider, book, created_at) VALUES ('${account}', '${workspace}', 'openai', 'real', now())`,
  `INSERT INTO template (workspace_id, id, name, created_by, created_at)
   SELECT '${workspace}', lpad(t::text, 32, '0')::uuid, 'Template ' || t, 'bench', now() FROM generate_series(0, 4) AS t`,
  `INSERT INTO template_version (workspace_id, id, template_id, number, prompt, variables, defaults, created_by, created_at)
   SELECT workspace_id, id, id, 1, 'A shell', '[]', '{}', 'bench', now() FROM template`,
  `INSERT INTO generation (workspace_id, id, request_key, request_hash, quote_id, offer_id, status, book, provider, model, mode, request, resolved, usage,
     delivered, opened_by, created_at, settled_at, template_version_id, template_variables)
   SELECT '${workspace}', ${id('a')}, 'loaded ' || n, 'hash', ${id('b')}, ${id('c')}, 'succeeded', 'real', 'openai', 'gpt-image-2', 'realtime',
     '{"model": "gpt-image-2", "prompt": "A shell", "operation": "generate", "n": 1, "size": "1024x1024", "quality": "low"}', '[]',
     jsonb_build_object('text_input', ${textTokens}::text, 'image_output', ${imageTokens}::text),
     '{"size": "1024x1024", "quality": "low"}', 1, ${at}, ${at}, lpad((n % 5)::text, 32, '0')::uuid, '{}'
   FROM generate_series(0, $1::int - 1) AS n`,
  `INSERT INTO provider_attempt (workspace_id, id, generation_id, number, provider_account_id, book, outcome, http_status, reading, reply, started_at,
     ended_at, service_at)
   SELECT '${workspace}', ${id('d')}, ${id('a')}, 1, '${account}', 'real', 'succeeded', 200,
     jsonb_build_object('input_tokens', ${textTokens}, 'output_tokens', ${imageTokens}),
     jsonb_build_object('created', 1793491200, 'data', '[{}]'::jsonb, 'usage', jsonb_build_object('input_tokens', ${textTokens}, 'output_tokens', ${imageTokens})),
     ${at}, ${at}, ${at}
   FROM generate_series(0, $1::int - 1) AS n`,
  `INSERT INTO charge (workspace_id, generation_id, side, state, currency, total)
   SELECT '${workspace}', ${id('a')}, side, 'settled', 'USD', ${cost} FROM generate_series(0, $1::int - 1) AS n, unnest(ARRAY['charge', 'cost']) AS side`,
  `SET session_replication_role = DEFAULT`,
  `ANALYZE generation, provider_attempt, charge`,
];

/** Loads so many, and answers with what they cost in all. */
export async function loadSettled(databaseUrl: string, many: number): Promise<string> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  for (const text of statements) await pool.query(text, text.includes('$1') ? [many] : []);
  const { rows } = await pool.query<{ cost: string }>("SELECT trim_scale(sum(total))::text AS cost FROM charge WHERE side = 'cost'");
  await pool.end();
  return rows[0]?.cost ?? '';
}

/** The same usage at another price in dollars a million tokens, by the database's own arithmetic. */
export async function costAt(databaseUrl: string, price: { readonly text: string; readonly image: string }): Promise<string> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  const question = `SELECT trim_scale(sum((usage ->> 'text_input')::numeric * $1 + (usage ->> 'image_output')::numeric * $2) * 0.000001)::text AS cost
    FROM generation`;
  const { rows } = await pool.query<{ cost: string }>(question, [price.text, price.image]);
  await pool.end();
  return rows[0]?.cost ?? '';
}
