import { sql } from 'drizzle-orm';
import { ageBand, bandDays } from '../platform/age-bands.ts';
import type { Transaction } from '../platform/database.ts';

/** What waits for somebody to know it: the state of what a provider takes for a generation, as known now. */
export type QueueState = 'unbilled' | 'estimated' | 'in_doubt';

/** A charge that waits. Amounts are decimal text. */
export interface QueuedCharge extends Record<string, unknown> {
  readonly generation: string;
  readonly state: QueueState;
  readonly provider: string;
  readonly model: string;
  readonly since: Date;
  readonly ageSeconds: number;
  readonly currency: string;
  /** What was expected; null: nobody knew. Of an estimate, what it is carried at. */
  readonly expected: string | null;
  /** The least and the most it can have cost by its quote; null: nobody knows. */
  readonly floor: string | null;
  readonly ceiling: string | null;
  /** The key or person that asked for it; null: whoever sat at the machine. */
  readonly owner: string | null;
  /** From when on a person may decide what it counts as; null: an estimate stands until more is known. */
  readonly decidableAt: Date | null;
}

/** Charges of one state, currency and age. Ages are whole days, from the first on and before the second; null: without end. */
export interface ChargeAge extends Record<string, unknown> {
  readonly state: QueueState;
  readonly currency: string;
  readonly fromDays: number;
  readonly untilDays: number | null;
  readonly count: number;
  readonly expected: string;
  readonly floor: string;
  readonly ceiling: string;
  /** Of how many nobody knows what to expect. */
  readonly unknown: number;
}

/** How many wait in a state, since when, and what they are expected to come to, in one currency. */
export interface Queue extends Record<string, unknown> {
  readonly state: QueueState;
  readonly currency: string;
  readonly count: number;
  readonly oldest: Date;
  readonly expected: string;
  /** Of how many nobody knows what to expect. */
  readonly unknown: number;
}

interface QueueChoice {
  readonly book: 'real' | 'simulated';
  readonly now: Date;
}

/** Those whose first outcome was final are waiting while the last correction says so. Indexed by what may still be stated. */
const waiting = ({ book, now }: QueueChoice) => sql`
  SELECT c.generation_id AS generation, c.state, g.provider, g.model, g.created_at AS since,
    greatest(extract(epoch FROM ${now.toISOString()}::timestamptz - g.created_at), 0)::int AS "ageSeconds", coalesce(k.currency, c.currency) AS currency,
    CASE WHEN c.state = 'estimated' THEN coalesce(k.total, c.total)
      WHEN o.cost_entry_id IS NULL AND o.currency = c.currency THEN o.expected END AS amount,
    CASE WHEN o.cost_entry_id IS NULL AND o.currency = c.currency THEN o.floor END AS floor,
    CASE WHEN o.cost_entry_id IS NOT NULL THEN o.cost_ceiling WHEN o.currency = c.currency THEN o.ceiling END AS ceiling, g.api_key_id, g.person_id
  FROM charge AS c JOIN generation AS g ON g.workspace_id = c.workspace_id AND g.id = c.generation_id
  LEFT JOIN quote_offer AS o ON o.workspace_id = g.workspace_id AND o.quote_id = g.quote_id AND o.id = g.offer_id
  LEFT JOIN LATERAL (
    SELECT state, currency, total FROM charge_correction AS k
    WHERE k.workspace_id = c.workspace_id AND k.generation_id = c.generation_id AND k.side = c.side ORDER BY number DESC LIMIT 1
  ) AS k ON true
  WHERE c.state IN ('in_doubt', 'unbilled', 'estimated') AND c.side = 'cost' AND g.book = ${book} AND coalesce(k.state, c.state) = c.state`;

/** Each queue, by currency. */
export async function readQueues(tx: Transaction, choice: QueueChoice): Promise<readonly Queue[]> {
  const { rows } = await tx.execute<Queue>(sql`
    SELECT state, currency, count(*)::int AS count, min(since) AS oldest, trim_scale(coalesce(sum(amount), 0))::text AS expected,
      (count(*) - count(amount))::int AS unknown
    FROM (${waiting(choice)}) AS w GROUP BY state, currency ORDER BY state, currency`);
  return rows.map((row) => ({ ...row, oldest: new Date(row.oldest) }));
}

/** What waits by its age: a statement tells of most within four days, a month's end of those below 31; after three months few learn more. */
export async function readAges(tx: Transaction, choice: QueueChoice): Promise<readonly ChargeAge[]> {
  const { rows } = await tx.execute<ChargeAge>(sql`
    SELECT w.state, w.currency, ${bandDays}, count(*)::int AS count,
      trim_scale(coalesce(sum(amount), 0))::text AS expected, trim_scale(coalesce(sum(floor), 0))::text AS floor,
      trim_scale(coalesce(sum(ceiling), 0))::text AS ceiling, (count(*) - count(amount))::int AS unknown
    FROM (${waiting(choice)}) AS w CROSS JOIN LATERAL (SELECT ${ageBand(sql`w."ageSeconds"`)} AS band) AS b
    GROUP BY w.state, w.currency, band ORDER BY w.state, w.currency, band`);
  return rows;
}

/** Charges of a queue, the oldest first: ids of generations sort by time. */
export async function readQueue(
  tx: Transaction,
  choice: QueueChoice & { readonly state: QueueState; readonly first: number; readonly after: string | undefined },
): Promise<{ readonly rows: readonly QueuedCharge[]; readonly more: boolean }> {
  const behind = choice.after === undefined ? sql`true` : sql`w.generation > ${choice.after}::uuid`;
  const { rows } = await tx.execute<QueuedCharge>(sql`
    SELECT page.*, CASE WHEN state <> 'estimated' THEN doubt_decidable_at(nullif(current_setting('app.workspace', true), '')::uuid, generation) END AS "decidableAt" FROM (
    SELECT generation, state, provider, model, since, "ageSeconds", currency, trim_scale(amount)::text AS expected, trim_scale(floor)::text AS floor,
      trim_scale(ceiling)::text AS ceiling, coalesce((SELECT name FROM api_key WHERE id = api_key_id), (SELECT name FROM person WHERE id = person_id)) AS owner
    FROM (${waiting(choice)}) AS w WHERE w.state = ${choice.state} AND ${behind} ORDER BY generation LIMIT ${choice.first + 1}
    ) AS page ORDER BY generation`);
  return { rows: rows.slice(0, choice.first).map(dated), more: rows.length > choice.first };
}

function dated({ since, decidableAt, ...row }: QueuedCharge): QueuedCharge {
  return { ...row, since: new Date(since), decidableAt: decidableAt === null ? null : new Date(decidableAt) };
}
