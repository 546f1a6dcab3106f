import { Client, Pool } from 'pg';
import { pino } from 'pino';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { raiseStage } from './bench/stage.ts';
import { loadLedger } from './bench/load-ledger.ts';
import { openDatabase, closeDatabase, withSnapshot } from '../packages/api/dist/platform/database.js';
import { idsBy } from '../packages/api/dist/platform/identifiers.js';
import { openReceivedFiles } from '../packages/api/dist/statement/received-files.js';
import { signClose } from '../packages/api/dist/close/sign-close.js';
import { prepareClose } from '../packages/api/dist/close/prepare-close.js';
import { readChecklist, proveLedger, closingOf } from '../packages/api/dist/close/checklist.js';

const ws = '01890000-0000-7000-8000-000000000001';
const lines = Number(process.argv[2] ?? '100000');
const stage = await raiseStage();
const t0 = Date.now();
const say = (what: string) => console.log(((Date.now() - t0) / 1000).toFixed(1), what);
try {
  await loadLedger(stage.databaseUrl, lines);
  say('loaded');
  const su = new Client({ connectionString: stage.databaseUrl });
  await su.connect();
  await su.query(`SET session_replication_role = replica`);
  await su.query(`UPDATE ledger_tx SET service_at = '2026-10-01'::timestamptz + (service_at - '2025-12-01'::timestamptz) / 12.2, accounting_date = (('2026-10-01'::timestamptz + (service_at - '2025-12-01'::timestamptz) / 12.2) AT TIME ZONE 'UTC')::date, recorded_at = '2026-10-01'::timestamptz + (service_at - '2025-12-01'::timestamptz) / 12.2`);
  await su.query(`INSERT INTO statement_observation SELECT '${ws}', a.id, 'charges', d::date, at, a.id, 'same' FROM provider_account AS a, generate_series('2026-10-01'::timestamp, '2026-10-31', '1 day') AS d, unnest('{2026-11-06,2026-11-07}'::timestamptz[]) AS at`);
  await su.query('SET session_replication_role = DEFAULT');
  await su.query('SELECT unfold_rollups()');
  for (;;) { const { rows } = await su.query('SELECT fold_rollups(50000) AS f'); if (Number(rows[0].f) === 0) break; }
  await su.query('VACUUM ANALYZE');
  say('squeezed into October and folded');
  const logger = pino({ level: 'silent' });
  const database = openDatabase(stage.databaseUrl, { logger });
  const folder = mkdtempSync(join(tmpdir(), 'close-pack-'));
  const clock = () => new Date('2026-11-20T12:00:00Z');
  const files = await openReceivedFiles({ folder, now: clock } as never);
  const parts = { database, clock, newId: idsBy(() => new Date()), files, stagingFolder: folder } as never;
  const person = (name: string, n: number) => ({ workspaceId: ws, roles: new Set(['finance']), apiKeyId: null, personId: `01890000-0000-7000-8000-00000000ab0${n}`, name }) as never;
  await su.query(`INSERT INTO period_step VALUES ('${ws}', 'real', '2026-10-01', 1, 'soft-closed', 'over', 'name:Ada', 'Ada', now())`);
  const closing = closingOf(ws, 'real', '2026-10'); if (!closing.ok) throw new Error();
  let s = Date.now();
  const proved = await withSnapshot(database, ws, (tx) => proveLedger(tx, closing.value));
  console.log('prove ms', Date.now() - s, proved.transactions);
  s = Date.now();
  const list = await withSnapshot(database, ws, (tx) => readChecklist(tx, closing.value, clock(), proved));
  console.log('standing ms', Date.now() - s, list.conditions.filter((c) => !c.holds).map((c) => [c.key, JSON.stringify(c.proofs).slice(0, 200)]));
  const prepared = await prepareClose(parts, person('Ada', 1), { book: 'real', month: '2026-10', accrual: 'expected', fingerprint: list.fingerprint } as never);
  say('prepared ' + JSON.stringify(prepared).slice(0, 300));
  // a stream of postings in November, each timed
  const poster = new Pool({ connectionString: stage.databaseUrl, max: 1 });
  let running = true; let worst = 0; let posted = 0; let total = 0;
  const stream = (async () => {
    while (running) {
      const from = Date.now();
      await poster.query(`WITH made AS (SELECT gen_random_uuid() AS id) SELECT post_transaction(jsonb_build_object('workspace_id', '${ws}', 'id', id, 'book', 'real', 'provider_account_id', (SELECT id FROM provider_account LIMIT 1), 'event', 'trial', 'engine_version', '1', 'service_at', '2026-11-20T12:00:00Z', 'recorded_at', '2026-11-20T12:00:00Z'),
       jsonb_build_array(jsonb_build_object('workspace_id', '${ws}', 'tx_id', id, 'position', 0, 'account', 'generation_cost', 'currency', 'USD', 'amount', 1), jsonb_build_object('workspace_id', '${ws}', 'tx_id', id, 'position', 1, 'account', 'provider_accrued', 'currency', 'USD', 'amount', -1))) FROM made`);
      const took = Date.now() - from; worst = Math.max(worst, took); total += took; posted++;
      await new Promise((r) => setTimeout(r, 5));
    }
  })();
  s = Date.now();
  const signed = await signClose(parts, person('Grace', 2), { book: 'real', month: '2026-10', fingerprint: list.fingerprint } as never);
  say('signed ' + JSON.stringify(signed).slice(0, 300));
  console.log('sign ms', Date.now() - s);
  running = false; await stream;
  console.log({ posted, worst, mean: total / posted });
  const { rows } = await su.query(`SELECT number, transactions, last_journal_number, (SELECT count(*) FROM journal_number) FROM period_close`);
  console.log(rows, process.memoryUsage().rss / 1e6);
  await poster.end(); await su.end(); await closeDatabase(database);
} finally { await stage.strike?.(); await (stage as never as { end?: () => Promise<void>; close?: () => Promise<void> }).close?.(); await (stage as never as { end?: () => Promise<void> }).end?.(); }
process.exit(0);
