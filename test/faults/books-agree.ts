/**
 * The ledger held against the sandbox's invoice, and budgets against their holds: every sentence it returns is a way in which money was lost,
 * made up or counted twice.
 */
import type { Client } from 'pg';
import { pico } from './exact.ts';

/** A line of the sandbox's invoice, as far as it matters here. */
export interface BilledLine {
  readonly clientRequestId: string;
  readonly provider: string;
  readonly amount: string;
}

/** An attempt with what the ledger knows of it. Amounts are decimal text; null where nothing is known. */
interface KnownAttempt {
  readonly id: string;
  readonly request_key: string;
  readonly status: string;
  readonly outcome: string;
  readonly cost_state: string;
  readonly cost: string | null;
  readonly accrued: string;
}

const attemptsQuery = `
  SELECT a.id, g.request_key, g.status, a.outcome, c.state AS cost_state, c.total::text AS cost,
    coalesce((SELECT -sum(e.amount) FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
      WHERE t.attempt_id = a.id AND e.account = 'provider_accrued'), 0)::text AS accrued
  FROM provider_attempt AS a JOIN generation AS g ON g.workspace_id = a.workspace_id AND g.id = a.generation_id
  JOIN charge AS c ON c.workspace_id = g.workspace_id AND c.generation_id = g.id AND c.side = 'cost'
  ORDER BY a.started_at, a.id`;

/** Every attempt of every generation. */
async function knownAttempts(database: Client): Promise<readonly KnownAttempt[]> {
  return (await database.query<KnownAttempt>(attemptsQuery)).rows;
}

const doubtful = new Set(['in_doubt', 'unbilled', 'estimated']);

/** What does not agree, as sentences; none where every invoice line is one settled or doubtful attempt, and every settled attempt is its line. */
export async function disagreements(database: Client, lines: readonly BilledLine[]): Promise<readonly string[]> {
  const attempts = await knownAttempts(database);
  const faults = [...unrecorded(attempts, lines), ...attempts.flatMap((attempt) => faultsOf(attempt, lines))];
  return [...faults, ...(await saleFaults(database)), ...(await budgetFaults(database))];
}

function unrecorded(attempts: readonly KnownAttempt[], lines: readonly BilledLine[]): readonly string[] {
  const known = new Set(attempts.map(({ id }) => id));
  return lines
    .filter(({ clientRequestId }) => !known.has(clientRequestId))
    .map((line) => `${line.clientRequestId} was billed and never recorded.`);
}

function faultsOf(attempt: KnownAttempt, lines: readonly BilledLine[]): readonly string[] {
  const { id, outcome, status, cost_state: state } = attempt;
  const own = lines.filter(({ clientRequestId }) => clientRequestId === id);
  if (own.length > 1) return [`${id} was billed ${own.length} times.`];
  if (status === 'running' || status === 'queued') return [`${id} runs for ever.`];
  if (outcome === 'failed' || outcome === 'refused') return own.map(() => `${id} is ${outcome}, and was billed.`);
  if (doubtful.has(state)) return attempt.accrued === '0' ? [] : [`${id} is ${state}, and ${attempt.accrued} is posted for it.`];
  const stated = own[0]?.amount ?? '0';
  if (state === 'settled' && own.length === 0) return [`${id} is settled, and was never billed.`];
  if (state === 'settled' && pico(attempt.cost ?? '0') !== pico(stated))
    return [`${id} is settled at ${attempt.cost}, and billed at ${stated}.`];
  return pico(attempt.accrued) === pico(stated) ? [] : [`${id} has ${attempt.accrued} accrued, and ${stated} billed.`];
}

/** Every charge with what was earned by it, and what the workspace was made to owe. */
const salesQuery = `
  SELECT g.request_key, coalesce(k.state, c.state) AS state, o.cost_entry_id IS NOT NULL AS sold, coalesce(k.total, c.total, 0)::text AS charged,
    coalesce(sum(-e.amount) FILTER (WHERE e.account = 'revenue'), 0)::text AS earned,
    coalesce(sum(e.amount) FILTER (WHERE e.account = 'workspace_receivable'), 0)::text AS receivable
  FROM generation AS g
  JOIN charge AS c ON c.workspace_id = g.workspace_id AND c.generation_id = g.id AND c.side = 'charge'
  JOIN quote_offer AS o ON o.workspace_id = g.workspace_id AND o.quote_id = g.quote_id AND o.id = g.offer_id
  LEFT JOIN LATERAL (SELECT state, total FROM charge_correction WHERE workspace_id = g.workspace_id AND generation_id = g.id AND side = 'charge'
    ORDER BY number DESC LIMIT 1) AS k ON true
  LEFT JOIN ledger_tx AS t ON t.workspace_id = g.workspace_id AND t.generation_id = g.id
  LEFT JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
  GROUP BY g.request_key, c.state, c.total, k.state, k.total, o.cost_entry_id`;

/** At a sell price the charge is earned and owed once, and nothing while it is in doubt; at cost nothing is. */
async function saleFaults(database: Client): Promise<readonly string[]> {
  interface Sale {
    readonly request_key: string;
    readonly state: string;
    readonly sold: boolean;
    readonly charged: string;
    readonly earned: string;
    readonly receivable: string;
  }
  const { rows } = await database.query<Sale>(salesQuery);
  return rows.flatMap(({ request_key: key, state, sold, charged, earned, receivable }) => {
    const due = sold && !['held', 'in_doubt', 'unbilled'].includes(state) ? pico(charged) : 0n;
    return pico(earned) === due && pico(receivable) === due
      ? []
      : [`${key} is ${state} at ${charged}, earned ${earned} and is owed ${receivable}.`];
  });
}

/** Whether a hold counts against a budget: that of its workspace, or that of its key or template. */
const counts = '(h.budget_id = b.id OR EXISTS (SELECT FROM further_hold AS f WHERE f.hold_id = h.id AND f.budget_id = b.id))';

const budgetsQuery = `
  SELECT b.id, b.limit_amount::text AS limit,
    (SELECT sum(held)::text FROM budget_slot AS s WHERE s.budget_id = b.id) AS held,
    (SELECT sum(spent)::text FROM budget_slot AS s WHERE s.budget_id = b.id) AS spent,
    (SELECT sum(share)::text FROM budget_slot AS s WHERE s.budget_id = b.id) AS shares,
    (SELECT coalesce(sum(h.amount), 0)::text FROM hold AS h LEFT JOIN hold_settlement AS x ON x.hold_id = h.id
      WHERE ${counts} AND x.hold_id IS NULL) AS open,
    (SELECT coalesce(sum(x.amount), 0)::text FROM hold AS h JOIN hold_settlement AS x ON x.hold_id = h.id WHERE ${counts}) AS settled,
    (SELECT coalesce(sum(d.difference), 0)::text FROM hold AS h JOIN spent_correction AS d ON d.hold_id = h.id WHERE ${counts}) AS corrected
  FROM budget AS b`;

const holdsQuery = `
  SELECT g.request_key, c.state, x.outcome FROM generation AS g
  JOIN charge AS c ON c.workspace_id = g.workspace_id AND c.generation_id = g.id AND c.side = 'charge'
  LEFT JOIN hold AS h ON h.workspace_id = g.workspace_id AND h.generation_id = g.id
  LEFT JOIN hold_settlement AS x ON x.workspace_id = h.workspace_id AND x.hold_id = h.id
  WHERE h.id IS NULL OR (x.hold_id IS NULL) <> (c.state IN ('held', 'in_doubt', 'unbilled'))`;

async function budgetFaults(database: Client): Promise<readonly string[]> {
  const budgets = (
    await database.query<Record<'id' | 'limit' | 'held' | 'spent' | 'shares' | 'open' | 'settled' | 'corrected', string>>(budgetsQuery)
  ).rows;
  const counted = budgets.flatMap((row) => [
    ...(pico(row.held) === pico(row.open) ? [] : [`Budget ${row.id} holds ${row.held}, and its open holds are ${row.open}.`]),
    ...(pico(row.spent) === pico(row.settled) + pico(row.corrected)
      ? []
      : [`Budget ${row.id} has spent ${row.spent} and settled ${row.settled}.`]),
    ...(pico(row.shares) === pico(row.limit) ? [] : [`The shares of budget ${row.id} are ${row.shares} of ${row.limit}.`]),
  ]);
  const holds = (await database.query<{ request_key: string; state: string; outcome: string | null }>(holdsQuery)).rows;
  return [
    ...counted,
    ...holds.map((row) => `The charge of ${row.request_key} is ${row.state}, and its hold ${row.outcome ?? 'open or missing'}.`),
  ];
}
