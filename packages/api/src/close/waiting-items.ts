import { sql, type SQL } from 'drizzle-orm';
import { ageBand, bandDays } from '../platform/age-bands.ts';
import type { Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import type { Page } from '../platform/page.type.ts';
import type { Closing } from './closing.ts';

/** A difference that is claimed of its provider, or left for later. Decimal text. */
export interface WaitingItem {
  readonly runId: string;
  readonly item: number;
  readonly providerAccountId: string;
  readonly provider: string | null;
  readonly part: string;
  readonly cause: string;
  readonly currency: string;
  readonly amount: string;
  readonly reason: string;
  readonly author: string;
  readonly since: string;
  readonly ageSeconds: number;
  /** What it is known by among the others. */
  readonly place: string;
}

/** Those of a book that wait so, seen from an instant. */
export interface WaitingChoice extends Pick<Closing, 'workspaceId' | 'book'> {
  readonly state: 'claimed' | 'carried';
  readonly now: Date;
}

/** A claim stays with the run it was made in when another takes its place, and is ended there; what was carried in one is left to the run in its place. */
function waiting({ workspaceId, book, state, now }: WaitingChoice): SQL {
  const since = sql`coalesce(d.approved_at, d.proposed_at)`;
  return sql`
    SELECT r.id AS "runId", i.number AS item, r.provider_account_id AS "providerAccountId", a.provider, i.part, i.cause, i.currency,
      trim_scale(i.amount - i.posted_before) AS amount, d.reason, d.author_name AS author, (extract(epoch FROM ${since}) * 1000000)::bigint AS micros,
      greatest(extract(epoch FROM ${now.toISOString()}::timestamptz - ${since}), 0)::int AS "ageSeconds"
    FROM (
      SELECT workspace_id, id, provider_account_id, row_number() OVER (
        PARTITION BY provider_account_id, period_from, period_until ORDER BY accepted_at DESC, id DESC) AS latest
      FROM reconciliation_run WHERE workspace_id = ${workspaceId}::uuid AND book = ${book} AND state = 'accepted'
    ) AS r JOIN reconciliation_item AS i ON i.workspace_id = r.workspace_id AND i.run_id = r.id AND i.state = ${state}
    JOIN item_resolution AS d ON d.workspace_id = i.workspace_id AND d.id = i.resolution_id
    LEFT JOIN provider_account AS a ON a.id = r.provider_account_id
    WHERE ${state === 'claimed' ? sql`true` : sql`r.latest = 1`}`;
}

const placeShape = /^(?<micros>\d{1,17}):(?<run>[0-9a-f-]{36}):(?<item>\d{1,9})$/;

/** Where an item stands among the others as text → the instant since which it waits in microseconds, its run, its number; undefined where that names none. */
export function placeOf(text: string): readonly [micros: string, run: string, item: string] | undefined {
  const { micros, run, item } = placeShape.exec(text)?.groups ?? {};
  return micros === undefined || run === undefined || item === undefined || !isId(run) ? undefined : [micros, run, item];
}

type Row = Omit<WaitingItem, 'since' | 'place'> & { readonly micros: string } & Record<string, unknown>;

/** Items that wait, the oldest first: a page and one more, or all. */
export async function readWaitingItems(tx: Transaction, choice: WaitingChoice, page?: Page): Promise<readonly WaitingItem[]> {
  const [micros, run, item] = placeOf(page?.after ?? '') ?? [];
  const behind = micros === undefined ? sql`true` : sql`(micros, "runId", item) > (${micros}::bigint, ${run}::uuid, ${item}::int)`;
  const { rows } = await tx.execute<Row>(sql`
    SELECT * FROM (${waiting(choice)}) AS w WHERE ${behind} ORDER BY micros, "runId", item LIMIT ${page === undefined ? null : page.first + 1}::int`);
  return rows.map(({ micros: at, ...row }) => {
    return { ...row, place: `${at}:${row.runId}:${row.item}`, since: new Date(Number(at) / 1000).toISOString() };
  });
}

/** How many wait for how long, and what they come to. Decimal text. */
export interface WaitingAge {
  readonly fromDays: number;
  readonly untilDays: number | null;
  readonly count: number;
  readonly currency: string;
  readonly amount: string;
}

/** The same by currency and age, the youngest first. */
export async function readWaitingAges(tx: Transaction, choice: WaitingChoice): Promise<readonly WaitingAge[]> {
  const { rows } = await tx.execute<WaitingAge & Record<string, unknown>>(sql`
    SELECT w.currency, ${bandDays}, count(*)::int AS count, trim_scale(sum(amount))::text AS amount
    FROM (${waiting(choice)}) AS w CROSS JOIN LATERAL (SELECT ${ageBand(sql`"ageSeconds"`)} AS band) AS b
    GROUP BY w.currency, band ORDER BY w.currency, band`);
  return rows;
}
