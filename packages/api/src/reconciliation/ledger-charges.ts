import { type LedgerCharge, type LedgerLine, type LedgerState, type ServiceMode } from '@halfpenny/core';
import { instantSql } from '../platform/instant-sql.ts';
import { isId } from '../platform/identifiers.ts';
import { madeOnce } from '../platform/made-once.ts';
import { rowsInSets, type ManyRows } from '../platform/rows-in-sets.ts';
import { picoOf } from '../platform/stored-amount.ts';
import type { Transaction } from '../platform/database.ts';

/** Which charges: of a provider account and those who borrow it, asked for in a span, as the ledger was known then. RFC 3339. */
export interface ChargesAsked {
  readonly providerAccountId: string;
  readonly from: string;
  readonly until: string;
  readonly knownAt: string;
}

/** A batch may be answered a day after it was handed over, and a service lies days after the request at most. */
const spanDays = 3;

/**
 * The charges that a provider may have stated: each carried at the net of its chain in the ledger as known then, or a doubt with what it expects to have used. Read as the
 * system role, for a lent account is used by several workspaces. Those of both ends of the span are read with it. `told` hears how many were read, set by set.
 */
export async function ledgerCharges(
  tx: Transaction,
  { providerAccountId, from, until, knownAt }: ChargesAsked,
  told: (count: number) => Promise<void>,
): Promise<readonly LedgerCharge[]> {
  const values = [providerAccountId, from, until, knownAt];
  return await shownCharges(tx, 'ledger_charges', { text: questionOf(bySpan), values }, told);
}

/** The charges of these calls, by the provider's ids or ours, whenever they were made. */
export async function chargesNamed(
  tx: Transaction,
  { providerAccountId, knownAt }: Pick<ChargesAsked, 'providerAccountId' | 'knownAt'>,
  calls: readonly string[],
): Promise<readonly LedgerCharge[]> {
  const values = [providerAccountId, calls.filter(isId), calls, knownAt];
  return await shownCharges(tx, 'charges_named', { text: questionOf(byName), values });
}

async function shownCharges(
  tx: Transaction,
  name: string,
  asked: ManyRows,
  told?: (count: number) => Promise<void>,
): Promise<readonly LedgerCharge[]> {
  const charges: LedgerCharge[] = [];
  const same: Same = { text: madeOnce((text) => text), carried: madeOnce(carriedOf) };
  for await (const rows of rowsInSets<StoredCharge>(tx, name, asked)) {
    for (const row of rows) charges.push(...shownCharge(row, same));
    await told?.(charges.length);
  }
  return charges;
}

/** What rows of many charges have in common is held once. */
interface Same {
  readonly text: (text: string) => string;
  readonly carried: (lines: string) => Carried;
}

interface Carried {
  readonly currency: string | undefined;
  readonly lines: readonly LedgerLine[];
}

interface StoredLine {
  readonly meter: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly per: string;
  readonly priceEntry: string | null;
  readonly amount: string;
  readonly currency: string;
}

interface StoredCharge {
  readonly id: string;
  readonly workspace: string;
  readonly state: string;
  readonly delivered: boolean;
  readonly currency: string;
  readonly providerRequestId: string | null;
  readonly project: string | null;
  readonly apiKey: string | null;
  readonly model: string;
  readonly mode: ServiceMode;
  readonly size: string | null;
  readonly quality: string | null;
  readonly serviceAt: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly images: string | null;
  /** JSON of stored lines. */
  readonly carried: string | null;
  readonly expected: string | null;
}

const bySpan = `
  JOIN generation AS g ON g.workspace_id = p.workspace_id AND g.created_at >= $2::timestamptz - interval '${spanDays} days' AND g.created_at < $3::timestamptz + interval '1 day'`;
const byName = `
  JOIN (SELECT workspace_id, generation_id FROM provider_attempt WHERE workspace_id IN (SELECT workspace_id FROM account) AND id = ANY ($2::uuid[])
    UNION SELECT workspace_id, generation_id FROM provider_attempt WHERE workspace_id IN (SELECT workspace_id FROM account) AND provider_request_id = ANY ($3::text[])
  ) AS named ON named.workspace_id = p.workspace_id
  JOIN generation AS g ON g.workspace_id = named.workspace_id AND g.id = named.generation_id`;

/** Each look-up by a key: the generations, their last attempt, its postings, and of doubts the lines of the offer. */
const questionOf = (which: string): string => `
  WITH account AS (SELECT id, workspace_id, project, key_reference FROM provider_account WHERE id = $1 OR lent_by = $1)
  SELECT a.id, g.workspace_id AS workspace, c.currency, a.outcome = 'succeeded' AS delivered, a.provider_request_id AS "providerRequestId",
    p.project, p.key_reference AS "apiKey", g.model, g.mode, coalesce(g.delivered ->> 'size', g.request ->> 'size') AS size,
    coalesce(g.delivered ->> 'quality', g.request ->> 'quality') AS quality,
    CASE WHEN g.settled_at IS NULL OR g.settled_at > $4::timestamptz THEN 'doubt' ELSE coalesce(k.state, c.state) END AS state,
    ${instantSql('coalesce(a.service_at, a.ended_at, a.started_at)')} AS "serviceAt", ${instantSql('a.started_at')} AS "startedAt", ${instantSql('a.ended_at')} AS "endedAt",
    coalesce(g.usage ->> 'image', g.request ->> 'n') AS images, carried.lines::text AS carried,
    CASE WHEN carried.lines IS NULL THEN (
      SELECT jsonb_agg(jsonb_build_object('meter', q.meter, 'quantity', q.quantity::text, 'unitPrice', trim_scale(q.unit_price)::text, 'per', q.per::text,
        'priceEntry', NULL, 'amount', '0', 'currency', c.currency) ORDER BY q.position)::text
      FROM quote_line AS q WHERE q.workspace_id = g.workspace_id AND q.quote_id = g.quote_id AND q.offer_id = g.offer_id) END AS expected
  FROM account AS p ${which}
  JOIN LATERAL (
    SELECT * FROM provider_attempt AS one WHERE one.workspace_id = g.workspace_id AND one.generation_id = g.id ORDER BY number DESC LIMIT 1
  ) AS a ON a.provider_account_id = p.id
  JOIN charge AS c ON c.workspace_id = g.workspace_id AND c.generation_id = g.id AND c.side = 'cost'
  LEFT JOIN LATERAL (
    SELECT state FROM charge_correction WHERE workspace_id = g.workspace_id AND generation_id = g.id AND side = 'cost' AND recorded_at <= $4::timestamptz
    ORDER BY number DESC LIMIT 1
  ) AS k ON true
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('meter', meter, 'quantity', quantity, 'unitPrice', unit_price, 'per', per, 'priceEntry', price_entry_id, 'amount', amount,
      'currency', currency) ORDER BY meter, unit_price) AS lines
    FROM (
      SELECT e.meter, trim_scale(sum(e.quantity))::text AS quantity, trim_scale(e.unit_price)::text AS unit_price, e.per::text AS per, e.price_entry_id,
        trim_scale(sum(e.amount))::text AS amount, e.currency
      FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
      WHERE t.workspace_id = a.workspace_id AND t.attempt_id = a.id AND t.recorded_at <= $4::timestamptz
        AND e.account IN ('generation_cost', 'undelivered_cost') AND e.meter IS NOT NULL
      GROUP BY e.meter, e.unit_price, e.per, e.price_entry_id, e.currency
      HAVING sum(e.quantity) <> 0 OR sum(e.amount) <> 0
    ) AS net
  ) AS carried ON true
  ORDER BY a.started_at, a.id`;

/** A charge as core takes it; none where nothing is carried and nothing is in doubt. */
function shownCharge(row: StoredCharge, same: Same): readonly LedgerCharge[] {
  const state = stateOf(row);
  if (state === undefined) return [];
  const { currency, lines } = same.carried(row.carried ?? row.expected ?? '[]');
  const text = (value: string | null): string | undefined => (value === null ? undefined : same.text(value));
  return [
    {
      id: row.id,
      workspace: same.text(row.workspace),
      state,
      currency: same.text(row.carried === null ? row.currency : (currency ?? row.currency)),
      requestIds: [row.id, ...(row.providerRequestId === null ? [] : [row.providerRequestId])],
      project: text(row.project),
      apiKey: text(row.apiKey),
      model: same.text(row.model),
      mode: row.mode === 'batch' ? 'batch' : 'realtime',
      size: text(row.size),
      quality: text(row.quality),
      serviceAt: same.text(row.serviceAt),
      startedAt: same.text(row.startedAt),
      endedAt: text(row.endedAt),
      images: row.images === null ? undefined : Number(row.images),
      lines,
    },
  ];
}

/** What is carried is settled, or estimated; what is not is a doubt unless it is void. */
function stateOf({ state, delivered, carried }: StoredCharge): LedgerState | undefined {
  if (carried !== null) return state === 'estimated' ? 'estimated' : 'settled';
  if (state === 'doubt' || state === 'in_doubt' || state === 'unbilled') return delivered ? 'unbilled' : 'in-doubt';
  return undefined;
}

function carriedOf(text: string): Carried {
  const stored = JSON.parse(text) as readonly StoredLine[];
  return { currency: stored[0]?.currency, lines: withDifferenceSpread(stored.map(shownLine)) };
}

function shownLine({ meter, quantity, unitPrice, per, priceEntry, amount, currency }: StoredLine): LedgerLine {
  const money = { currency, pico: picoOf(amount) };
  return { meter, quantity: BigInt(quantity), unitPrice, per: BigInt(per), priceEntry: priceEntry ?? undefined, amount: money };
}

/** A line that only brings the others to what a provider stated counts nothing: it belongs to the largest of them. */
function withDifferenceSpread(lines: readonly LedgerLine[]): readonly LedgerLine[] {
  const counted = lines.filter(({ meter }) => meter !== 'stated_difference' && meter !== 'minimum_charge');
  const [largest] = counted.toSorted((a, b) => (a.amount.pico < b.amount.pico ? 1 : -1));
  if (largest === undefined || counted.length === lines.length) return lines;
  const rest = lines.filter((line) => !counted.includes(line)).reduce((sum, { amount }) => sum + amount.pico, 0n);
  return counted.map((line) => (line === largest ? { ...line, amount: { ...line.amount, pico: line.amount.pico + rest } } : line));
}
