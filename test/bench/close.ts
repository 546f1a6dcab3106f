import { setTimeout as after } from 'node:timers/promises';
import { Pool } from 'pg';
import type { Child } from './child.ts';
import { loadLedger } from './load-ledger.ts';
import type { Section } from './report.ts';
import type { Stage } from './stage.ts';

const lines = 200_000;
const month = '2025-12';
const span = { from: '2025-12-01', until: '2026-01-01' } as const;
const about = `book: REAL, month: "${month}"`;
const lookMilliseconds = 1_000;
const waitMilliseconds = 1_000;

/** A month of many lines on its way to its close: proving it whole, looking at it, and signing while postings go on, beside the plain sum of its entries. */
export async function benchClose(stage: Stage): Promise<Section> {
  const pool = new Pool({ connectionString: stage.databaseUrl, max: 2 });
  try {
    await loadLedger(stage.databaseUrl, lines, span);
    await stateMonth(pool);
    const service = await stage.serve();
    await ask(service, `mutation { softClosePeriod(input: { ${about}, reason: "It is over." }) { __typename } }`);
    const proved = await seconds(() => prove(service));
    const looked = await seconds(() => ask(service, look));
    const plain = await seconds(() => pool.query(plainSum));
    const signed = await closeBesidePostings(service, pool);
    await service.stop();
    return {
      title: `Closing a month of ${lines.toLocaleString('en')} ledger lines`,
      method: `Loaded by SQL, and stated final by SQL. The month is proved whole in the background, looked at with that proof, prepared by one and signed by another over HTTP, which numbers its journal, hashes it and writes its pack. Meanwhile postings of another month are made one after the other, 20 ms apart. Plain SQL sums the month's entries by account.`,
      rates: [
        { name: 'plain SQL sum of the entries, a line', perSecond: lines / plain },
        { name: 'proved whole, a line', perSecond: lines / proved },
        { name: 'signed and closed, a line', perSecond: lines / signed.seconds },
      ],
      promised: [
        {
          promise: `a look at the checklist under ${lookMilliseconds / 1000} s`,
          measured: `${(looked * 1000).toFixed(0)} ms`,
          holds: looked * 1000 < lookMilliseconds,
        },
        {
          promise: `no posting waits ${waitMilliseconds / 1000} s while a month is closed`,
          measured: `the longest of ${signed.postings} took ${signed.longest.toFixed(0)} ms`,
          holds: signed.longest < waitMilliseconds,
        },
      ],
    };
  } finally {
    await pool.end();
  }
}

const look = `{ closeChecklist(${about}) { isReady fingerprint } }`;
const plainSum = `
  SELECT e.account, e.currency, sum(e.amount) FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
  WHERE t.book = 'real' AND t.accounting_date >= '${span.from}' AND t.accounting_date < '${span.until}' GROUP BY 1, 2`;

/** States every day of the month twice, a day apart, without a line. */
async function stateMonth(pool: Pool): Promise<void> {
  await pool.query(`
    WITH made AS (
      INSERT INTO statement_import (workspace_id, id, provider_account_id, kind, series, origin, state, file_name, file_sha256, file_bytes, reading, received_by,
        received_by_name, received_at, period, version, current_at, kept_until)
      SELECT workspace_id, gen_random_uuid(), id, 'csv', 'charges', 'upload', 'current', 'month.csv', repeat('a', 64), 1, '{}', 'name:Ada', 'Ada', '2026-01-08',
        '[${span.from},${span.until})', 1, '2026-01-08', '2036-12-31' FROM provider_account WHERE book = 'real' RETURNING *)
    INSERT INTO statement_observation SELECT m.workspace_id, m.provider_account_id, 'charges', d::date, at, m.id, 'the same'
    FROM made AS m, generate_series('${span.from}'::timestamp, '2025-12-31', '1 day') AS d, unnest('{2026-01-08,2026-01-10}'::timestamptz[]) AS at`);
}

async function prove(service: Child): Promise<void> {
  await ask(service, `mutation { proveMonth(input: { ${about} }) { __typename } }`);
  for (;;) {
    const { monthProof } = await ask<{ monthProof: { provedAt: string | null } }>(service, `{ monthProof(${about}) { provedAt } }`);
    if (monthProof.provedAt !== null) return;
    await after(100);
  }
}

async function closeBesidePostings(service: Child, pool: Pool) {
  const { made } = await ask<{ made: { secret: string } }>(
    service,
    'mutation { made: createApiKey(input: { name: "Grace", roles: [FINANCE] }) { ... on CreatedApiKey { secret } } }',
  );
  const { closeChecklist } = await ask<{ closeChecklist: { fingerprint: string } }>(service, look);
  const input = `input: { ${about}, fingerprint: "${closeChecklist.fingerprint}" }`;
  await ask(service, `mutation { prepareClose(${input}) { __typename } }`);
  const ended = new AbortController();
  const posting = postUntil(pool, ended.signal);
  const taken = await seconds(async () => {
    const { done } = await ask<{ done: { hash?: string } }>(
      service,
      `mutation { done: signClose(${input}) { ... on PeriodClose { hash } } }`,
      made.secret,
    );
    if (done.hash === undefined) throw new Error('The month was not closed.');
  });
  ended.abort();
  return { seconds: taken, ...(await posting) };
}

const entry = (position: number, account: string): string =>
  `jsonb_build_object('workspace_id', workspace_id, 'tx_id', made, 'position', ${position}, 'account', '${account}', 'currency', 'USD', 'amount', 0)`;
const posted = `
  SELECT post_transaction(to_jsonb(t) || jsonb_build_object('id', made, 'attempt_id', null, 'event', 'late', 'service_at', '2026-02-01T00:00:00Z', 'recorded_at', now()),
    jsonb_build_array(${entry(0, 'generation_cost')}, ${entry(1, 'provider_accrued')}))
  FROM (SELECT *, gen_random_uuid() AS made FROM ledger_tx LIMIT 1) AS t`;

async function postUntil(pool: Pool, ended: AbortSignal): Promise<{ readonly longest: number; readonly postings: number }> {
  let [longest, postings] = [0, 0];
  while (!ended.aborted) {
    longest = Math.max(longest, (await seconds(() => pool.query(posted))) * 1000);
    postings += 1;
    await after(20);
  }
  return { longest, postings };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

async function ask<T>(service: Child, query: string, key?: string): Promise<T> {
  const headers = { 'content-type': 'application/json', ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) };
  const response = await fetch(`${service.address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const answer = (await response.json()) as { data: T; errors?: unknown };
  if (answer.errors !== undefined) throw new Error(`A question was not answered: ${JSON.stringify(answer.errors)}`);
  return answer.data;
}
