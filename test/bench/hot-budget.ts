import { Pool } from 'pg';
import { fire, generateQuestion } from './load.ts';
import { rateText } from './report.ts';
import type { Section } from './report.ts';
import type { Stage } from './stage.ts';

const clients = 32;
const rounds = 3;
const holdsPerClient = 500;
const concurrent = 256;
const workspace = '01890000-0000-7000-8000-000000000001';

/** Holds on one budget: from SQL, each committed by itself, and by 256 generations at once. */
export async function benchBudget(stage: Stage): Promise<Section> {
  const pool = new Pool({ connectionString: stage.databaseUrl, max: clients });
  await setBudget(pool);
  const service = await stage.serve();
  const crowd = await fire({ addresses: [service.address], question: generateQuestion, connections: concurrent, amount: concurrent * 4 });
  await service.stop();
  const settled = await countSettled(pool);
  const holds = await holdsPerSecond(pool);
  await pool.end();
  return {
    title: 'One hot budget',
    method: `${clients} connections, each taking ${holdsPerClient} holds in SQL and committing every one of them, the middle one of ${rounds} rounds; then ${concurrent} generations at once over HTTP, ${crowd.answers} in all, on the same budget.`,
    rates: [{ name: 'holds from SQL, each committed', perSecond: holds }],
    promised: [
      { promise: 'at least 5,000 holds a second', measured: rateText(holds), holds: holds >= 5000 },
      {
        promise: `${concurrent} concurrent generations without an error`,
        measured: `${settled} of ${crowd.answers} settled`,
        holds: settled === crowd.answers,
      },
    ],
  };
}

async function setBudget(pool: Pool): Promise<void> {
  await pool.query(
    `INSERT INTO budget (workspace_id, id, book, currency, period, limit_amount, slots, created_at)
     VALUES ($1, $1, 'real', 'USD', tstzrange('2026-01-01', NULL), 1000000, 16, now())`,
    [workspace],
  );
  await pool.query(
    `INSERT INTO budget_slot (workspace_id, budget_id, slot, share) SELECT $1, $1, slot, 62500 FROM generate_series(0, 15) AS slot`,
    [workspace],
  );
}

async function countSettled(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ settled: number }>(
    `SELECT count(*)::int AS settled FROM hold_settlement AS x JOIN hold AS h ON h.id = x.hold_id
     JOIN generation AS g ON g.id = h.generation_id AND g.status = 'succeeded' WHERE x.outcome = 'settled' AND h.budget_id IS NOT NULL`,
  );
  return rows[0]?.settled ?? 0;
}

/** Of the middle round. Each hold needs a generation, so they are written first, as copies of one that was made. */
async function holdsPerSecond(pool: Pool): Promise<number> {
  await pool.query(
    `SET session_replication_role = 'replica'; ${copies}; SET session_replication_role = 'origin'; ANALYZE generation, hold, budget_slot; ${numbered}`,
  );
  const rates: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    await Promise.all(Array.from({ length: clients }, (_, client) => pool.query(takeInTurn(client, round))));
    rates.push((clients * holdsPerClient * 1000) / (performance.now() - begun));
  }
  return rates.toSorted((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0;
}

const copies = `INSERT INTO generation SELECT made.* FROM (SELECT * FROM generation LIMIT 1) AS one, generate_series(1, ${clients * holdsPerClient * rounds}) AS number,
  jsonb_populate_record(NULL::generation, to_jsonb(one) || jsonb_build_object('id', gen_random_uuid(), 'quote_id', gen_random_uuid(), 'request_key', 'copy ' || number)) AS made`;

/** By their numbers, so that finding them is no part of what is measured. */
const numbered = `CREATE TABLE bench_copy AS SELECT right(request_key, -5)::int AS number, id FROM generation WHERE request_key LIKE 'copy %';
  ALTER TABLE bench_copy ADD PRIMARY KEY (number)`;

function takeInTurn(client: number, round: number): string {
  const from = (round * clients + client) * holdsPerClient;
  const to = from + holdsPerClient;
  return `DO $$
    DECLARE one record;
    BEGIN
      FOR one IN SELECT id FROM bench_copy WHERE number > ${from} AND number <= ${to} LOOP
        IF take_hold('${workspace}', gen_random_uuid(), one.id, 'real', 'USD', 0.00397, now(), ${client}) IS NOT NULL THEN
          RAISE 'A hold was refused.';
        END IF;
        COMMIT;
      END LOOP;
    END $$`;
}
