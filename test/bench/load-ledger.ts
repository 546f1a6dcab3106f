/** A year of settled generations with their ledger lines, images and verdicts, written by SQL as the service would have left them, without what finance does not read: quotes, attempts and charges. */
import { Pool } from 'pg';

const workspace = '01890000-0000-7000-8000-000000000001';
const account = (place: string): string => `('01890000-0000-7000-8000-0000000000f' || ${place})::uuid`;
/** A generation has a line a meter on either side: text input and image output, at cost and accrued. */
const linesAGeneration = 4;

/** Over which days a ledger is loaded: the first of them, and the first after. */
export interface LoadedSpan {
  readonly from: string;
  readonly until: string;
}

/** The year that is loaded unless another span is named. */
export const loadedYear = { from: '2025-12-01', until: '2026-12-01' } as const satisfies LoadedSpan;

/** A number from 0 on, below `below`, that generation `n` always has; another for each `salt`. */
const drawn = (salt: number, below: number): string => `((hashint8extended(n, ${salt}) & 1073741823)::int % ${below})`;

/**
 * What a generation is like. Templates are used as people use them: a few of them most of the time, each mostly by one key, at one stage, which decides the quality, with one
 * model and size; every tenth time otherwise. Some prompts come without a template.
 */
const traits = `
  SELECT n, lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') AS stamp, at, template, stage, text_tokens, image_tokens, verdict,
    (template + CASE WHEN ${drawn(2, 10)} = 0 THEN 1 ELSE 0 END) % 12 AS key_place, (template + CASE WHEN ${drawn(3, 10)} = 0 THEN 1 ELSE 0 END) % 4 AS priced,
    (ARRAY['low', 'medium', 'high'])[1 + (stage + CASE WHEN ${drawn(4, 10)} = 0 THEN 1 ELSE 0 END) % 3] AS quality,
    (ARRAY['1024x1024', '1536x1024', '1024x1536', '976x704'])[1 + (template + CASE WHEN ${drawn(5, 10)} = 0 THEN 1 ELSE 0 END) % 4] AS size
  FROM (
    SELECT drawn.*, (template + CASE WHEN ${drawn(7, 10)} = 0 THEN 1 ELSE 0 END) % 3 AS stage FROM (
      SELECT n, $4::timestamptz + n * (($5::timestamptz - $4::timestamptz) / $2::int) AS at, ${drawn(1, 44)} * ${drawn(6, 44)} / 44 AS template,
        7 + ${drawn(8, 90)} AS text_tokens, (ARRAY[129, 196, 439, 1056, 1756, 4160])[1 + ${drawn(9, 6)}] AS image_tokens, ${drawn(10, 20)} AS verdict
      FROM generate_series($1::bigint, $1::bigint + $3::bigint - 1) AS n WHERE n < $2
    ) AS drawn
  ) AS staged`;

const id = (kind: string): string => `(t.stamp || '7${kind}00' || '8' || lpad(to_hex(t.n), 15, '0'))::uuid`;

const ground = [
  `INSERT INTO provider_account (id, workspace_id, provider, book, created_at)
   VALUES (${account("'0'")}, '${workspace}', 'openai', 'real', now()), (${account("'1'")}, '${workspace}', 'piapi', 'real', now())`,
  `INSERT INTO template (workspace_id, id, name, created_by, created_at)
   SELECT '${workspace}', lpad(t::text, 32, '0')::uuid, 'Template ' || t, 'bench', now() FROM generate_series(0, 39) AS t`,
  `INSERT INTO template_version (workspace_id, id, template_id, number, prompt, variables, defaults, created_by, created_at)
   SELECT workspace_id, id, id, 1, 'A shell', '[]', '{}', 'bench', now() FROM template`,
  `INSERT INTO api_key (workspace_id, id, name, prefix, secret_sha256, roles, created_by, created_at, holder)
   SELECT '${workspace}', lpad(k::text, 32, '0')::uuid, 'Key ' || k, lpad(k::text, 12, '0'), sha256(k::text::bytea), '{app}', 'bench', now(), 'key:' || lpad(k::text, 32, '0')::uuid
   FROM generate_series(0, 11) AS k`,
  `CREATE TABLE bench_price AS
   SELECT place, p.id, p.provider, p.model, ${account("(CASE p.provider WHEN 'openai' THEN '0' ELSE '1' END)")} AS provider_account_id, c.meter, c.price
   FROM (VALUES (0, 'openai', 'gpt-image-2'), (1, 'openai', 'gpt-image-1.5'), (2, 'openai', 'gpt-image-1-mini'), (3, 'piapi', 'gpt-image-2'))
     AS chosen (place, provider, model)
   JOIN price_entry AS p ON p.provider = chosen.provider AND p.model = chosen.model AND p.mode = 'realtime',
   LATERAL (SELECT c ->> 'meter' AS meter, (c ->> 'price')::numeric AS price FROM jsonb_array_elements(p.tariff -> 'components') AS c) AS c
   WHERE c.meter IN ('text_input', 'image_output')`,
];

/** One set of generations after another, so that no statement is larger than memory. */
const inSets = [
  `INSERT INTO generation (workspace_id, id, request_key, request_hash, quote_id, offer_id, status, book, provider, model, mode, request, resolved, usage,
     delivered, opened_by, created_at, settled_at, template_version_id, template_variables, stage, api_key_id)
   SELECT '${workspace}', ${id('a')}, 'loaded ' || t.n, 'hash', ${id('b')}, ${id('b')}, 'succeeded', 'real', p.provider, p.model, 'realtime',
     '{"operation": "generate", "n": 1}', '[]', jsonb_build_object('text_input', text_tokens::text, 'image_output', image_tokens::text),
     jsonb_build_object('size', size, 'quality', quality), 1, at, at,
     CASE WHEN template < 40 THEN lpad(template::text, 32, '0')::uuid END, CASE WHEN template < 40 THEN '{}'::jsonb END,
     (ARRAY['ideation', 'review', 'final'])[1 + stage], lpad(key_place::text, 32, '0')::uuid
   FROM (${traits}) AS t JOIN bench_price AS p ON p.place = t.priced AND p.meter = 'image_output'`,
  `INSERT INTO generated_image (workspace_id, generation_id, position, sha256, format, width, height, bytes)
   SELECT '${workspace}', ${id('a')}, 0, repeat('0', 64), 'png', 1024, 1024, 1 FROM (${traits}) AS t`,
  `INSERT INTO image_outcome (workspace_id, generation_id, position, number, outcome, by_name, recorded_at)
   SELECT '${workspace}', ${id('a')}, 0, 1, (ARRAY['accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'edited', 'edited',
     'rejected', 'rejected', 'regenerated'])[1 + verdict], 'bench', at FROM (${traits}) AS t WHERE verdict < 12`,
  `INSERT INTO ledger_tx (workspace_id, id, book, provider_account_id, generation_id, event, engine_version, service_at, accounting_date, recorded_at)
   SELECT '${workspace}', ${id('d')}, 'real', p.provider_account_id, ${id('a')}, 'settled', 'bench', at, (at AT TIME ZONE 'UTC')::date, at
   FROM (${traits}) AS t JOIN bench_price AS p ON p.place = t.priced AND p.meter = 'image_output'`,
  `INSERT INTO ledger_entry (workspace_id, tx_id, position, account, currency, amount, meter, quantity, unit_price, per, multiplier, divisor, price_entry_id)
   SELECT '${workspace}', ${id('d')}, m.place * 2 + s.place, s.account, 'USD', s.sign * m.tokens * p.price / 1000000, p.meter, s.sign * m.tokens, p.price, 1000000,
     1, 1, p.id
   FROM (${traits}) AS t, LATERAL (VALUES (0, 'text_input', t.text_tokens), (1, 'image_output', t.image_tokens)) AS m (place, meter, tokens),
     (VALUES (0, 'generation_cost', 1), (1, 'provider_accrued', -1)) AS s (place, account, sign), bench_price AS p
   WHERE p.place = t.priced AND p.meter = m.meter`,
];

const setSize = 250_000;

/**
 * Loads at least so many ledger lines, spread over a span, and folds them into the roll-ups. Triggers and references are set aside while rows come, for they are right by
 * construction; checks of columns and lines are not. What the triggers keep is asked of the whole afterwards.
 */
export async function loadLedger(databaseUrl: string, lines: number, span: LoadedSpan = loadedYear): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  const generations = Math.ceil(lines / linesAGeneration);
  await pool.query('SET session_replication_role = replica');
  for (const text of ground) await pool.query(text);
  for (let first = 0; first < generations; first += setSize) {
    for (const text of inSets) await pool.query(text, [first, generations, setSize, `${span.from}T00:00:00Z`, `${span.until}T00:00:00Z`]);
  }
  await pool.query('SET session_replication_role = DEFAULT');
  await pool.query('ANALYZE');
  await refuseUnbalanced(pool);
  await pool.query('SELECT unfold_rollups()');
  while ((await foldSet(pool)) > 0);
  await pool.query('VACUUM ANALYZE unfolded_posting, rollup_day, rollup_month, rollup_cell');
  await pool.end();
}

async function refuseUnbalanced(pool: Pool): Promise<void> {
  const { rows } = await pool.query(
    'SELECT tx_id FROM ledger_entry GROUP BY workspace_id, tx_id, currency HAVING sum(amount) <> 0 OR count(*) < 2 LIMIT 1',
  );
  if (rows.length > 0) throw new Error('What was loaded does not sum to zero.');
}

async function foldSet(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ folded: string }>('SELECT fold_rollups(50000) AS folded');
  return Number(rows[0]?.folded);
}
