import { setTimeout as after } from 'node:timers/promises';
import { Pool } from 'pg';
import type { Child } from './child.ts';
import { loadSettled } from './settled-generations.ts';
import type { Section } from './report.ts';
import type { Stage } from './stage.ts';

const many = 100_000;
const secondsMost = 60;
const megabytesMost = 512;
/** Of so many lines one states a tenth of a cent more, and of another so many none is stated. */
const [dearer, unstated] = [1000, 5000];

/** A statement of one line for each of 100,000 calls, held against the ledger end to end: how long it takes, what the service has in memory meanwhile, whether it answers others, and what it finds. */
export async function benchReconcile(stage: Stage): Promise<Section> {
  await loadSettled(stage.databaseUrl, many);
  const account = await loadStatement(stage.databaseUrl);
  const service = await stage.serve();
  const before = await service.used();
  const begun = performance.now();
  const { items, slowest } = await reconciled(service, account);
  const seconds = (performance.now() - begun) / 1000;
  const { peakBytes } = await service.used();
  await service.stop();
  const joined = await plainJoin(stage.databaseUrl);
  const [stated, found] = [many - many / unstated, { dearer: many / dearer - many / unstated, unstated: many / unstated }];
  return {
    title: `Reconciling a statement of ${many.toLocaleString('en')} lines`,
    method: `One line names each call; every ${dearer}th states 0.001 more, every ${unstated}th is missing. Charges, ledger and statement are loaded by SQL; one process of the service, its workers in it, is asked over HTTP to reconcile the month, PostgreSQL included. Meanwhile it is asked again and again how far that is. Memory is the most the whole process ever had. The join matches lines and charges by id and sums what differs.`,
    rates: [
      { name: 'plain SQL join of lines and charges, a line', perSecond: stated / joined },
      { name: 'reconciled, a line', perSecond: stated / seconds },
    ],
    promised: [
      { promise: `under ${secondsMost} s`, measured: `${seconds.toFixed(1)} s`, holds: seconds < secondsMost },
      {
        promise: `in under ${megabytesMost} MB`,
        measured: `${megabytes(peakBytes)} MB at most, with the ${megabytes(before.residentBytes)} MB of the service at rest`,
        holds: peakBytes < megabytesMost * 1_000_000,
      },
      { promise: 'others are answered meanwhile', measured: `the slowest answer took ${slowest.toFixed(0)} ms`, holds: slowest < 1000 },
      {
        promise: 'all that was planted is found, and nothing else',
        measured: `${items.RATE ?? 0} dearer, ${items.UNSTATED ?? 0} not stated`,
        holds: items.RATE === found.dearer && items.UNSTATED === found.unstated && Object.keys(items).length === 2,
      },
    ],
  };
}

const workspace = '01890000-0000-7000-8000-000000000001';
const statement = '01890000-0000-7000-8000-0000000000ab';
const statements = [
  'SET session_replication_role = replica',
  `INSERT INTO ledger_tx (workspace_id, id, book, provider_account_id, generation_id, attempt_id, event, engine_version, service_at, accounting_date, recorded_at)
   SELECT a.workspace_id, a.id, a.book, a.provider_account_id, a.generation_id, a.id, 'settled', 'bench', a.service_at, (a.service_at AT TIME ZONE 'UTC')::date, a.service_at
   FROM provider_attempt AS a`,
  `INSERT INTO ledger_entry (workspace_id, tx_id, position, account, currency, amount, meter, quantity, unit_price, per, multiplier, divisor, price_entry_id)
   SELECT a.workspace_id, a.id, used.position + side.place, side.account, 'USD', side.sign * used.quantity * used.price / 1000000.0, used.meter, side.sign * used.quantity,
     used.price, 1000000, 1, 1, p.id
   FROM provider_attempt AS a CROSS JOIN (SELECT id FROM price_entry WHERE provider = 'openai' AND model = 'gpt-image-2' AND mode = 'realtime' LIMIT 1) AS p,
   LATERAL (VALUES (0, 'text_input', (a.reading ->> 'input_tokens')::int, 5), (2, 'image_output', (a.reading ->> 'output_tokens')::int, 30)) AS used (position, meter, quantity, price),
   (VALUES (0, 'generation_cost', 1), (1, 'provider_accrued', -1)) AS side (place, account, sign)`,
  `INSERT INTO statement_import (workspace_id, id, provider_account_id, kind, series, origin, state, file_name, file_sha256, file_bytes, reading, received_by, received_by_name,
     received_at, period, version, current_at, kept_until)
   SELECT '${workspace}', '${statement}', id, 'sandbox_invoice', 'charges', 'upload', 'current', 'bench', repeat('0', 64), 1, '{}', 'name:Ada', 'Ada', now(),
     '[2026-11-01,2026-12-01)', 1, now(), '2036-12-01' FROM provider_account WHERE workspace_id = '${workspace}' AND provider = 'openai' AND book = 'real'`,
  `INSERT INTO statement_line (workspace_id, import_id, ordinal, provider_account_id, series, version, file_line, file_column, bucket_start, bucket_end, project, api_key,
     line_item, currency, occurrence, amount_text, amount, residue, client_request_id, model, mode, size, quality, usage)
   SELECT a.workspace_id, '${statement}', a.n, a.provider_account_id, 'charges', 1, a.n, 1, a.service_at, a.service_at, '', '', 'gpt-image-2', 'USD', a.n, s.amount::text, s.amount, 0,
     a.id, 'gpt-image-2', 'realtime', '1024x1024', 'low', jsonb_build_object('text_input', a.reading ->> 'input_tokens', 'image_output', a.reading ->> 'output_tokens')
   FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM provider_attempt) AS a
   JOIN charge AS c ON c.workspace_id = a.workspace_id AND c.generation_id = a.generation_id AND c.side = 'cost',
   LATERAL (SELECT c.total + CASE WHEN a.n % ${dearer} = 0 THEN 0.001 ELSE 0 END AS amount) AS s WHERE a.n % ${unstated} <> 0`,
  'SET session_replication_role = DEFAULT',
];

/** As `loadSettled` left the month: its ledger and its statement. Answers with the provider account. */
async function loadStatement(databaseUrl: string): Promise<string> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  for (const text of statements) await pool.query(text);
  const { rows } = await pool.query<{ id: string }>('SELECT provider_account_id AS id FROM statement_import');
  await pool.end();
  return rows[0]?.id ?? '';
}

interface Outcome {
  /** How many items by part, zeros left out. */
  readonly items: Readonly<Record<string, number>>;
  /** The slowest answer while it ran, in milliseconds. */
  readonly slowest: number;
}

async function reconciled(service: Child, account: string): Promise<Outcome> {
  const input = `{ providerAccountId: "${account}", from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z" }`;
  const document = `mutation { answer: startReconciliation(input: ${input}) { ... on Reconciliation { id } ... on Refusal { message } } }`;
  const { answer } = await ask<{ answer: { id: string } }>(service, document);
  let slowest = 0;
  for (;;) {
    await after(100);
    const begun = performance.now();
    const { run } = await ask<{ run: { state: string; failure: string } }>(
      service,
      `{ run: reconciliation(id: "${answer.id}") { state failure } }`,
    );
    slowest = Math.max(slowest, performance.now() - begun);
    if (run.state === 'FAILED') throw new Error(run.failure);
    if (run.state === 'RECONCILED') break;
  }
  const found = `{ run: reconciliation(id: "${answer.id}") { items(first: 200) { edges { node { part amount { amount } } } } } }`;
  const { run } = await ask<{ run: { items: { edges: { node: { part: string } }[] } } }>(service, found);
  const items: Record<string, number> = {};
  for (const { node } of run.items.edges) items[node.part] = (items[node.part] ?? 0) + 1;
  return { items, slowest };
}

/** Seconds of the same match in SQL: the median of three. */
async function plainJoin(databaseUrl: string): Promise<number> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  const taken: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    const begun = performance.now();
    await pool.query(`
      SELECT a.id, l.amount - sum(e.amount) FROM statement_line AS l JOIN provider_attempt AS a ON a.id = l.client_request_id::uuid
      JOIN ledger_tx AS t ON t.workspace_id = a.workspace_id AND t.attempt_id = a.id
      JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id AND e.account = 'generation_cost'
      GROUP BY a.id, l.amount HAVING l.amount <> sum(e.amount)`);
    taken.push((performance.now() - begun) / 1000);
  }
  await pool.end();
  return taken.toSorted((one, other) => one - other)[1] ?? Number.NaN;
}

async function ask<T>(service: Child, query: string): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${service.address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return ((await response.json()) as { data: T }).data;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(0);
}
