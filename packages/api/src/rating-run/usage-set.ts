import { accepted, refused } from '@halfpenny/core';
import type { ServiceMode } from '@halfpenny/core';
import { instantSql } from '../platform/instant-sql.ts';
import type { ReadUsage } from '../generation/rate-reply.ts';
import type { Transaction } from '../platform/database.ts';

/** Where a run has come to within a workspace: the last generation that is done. Null: before the first. */
interface UsagePlace {
  readonly at: string | null;
  readonly id: string | null;
}

/** Which usage, from where on, and how much of it at once. */
export interface UsageQuestion {
  readonly workspaceId: string;
  readonly book: 'real' | 'simulated';
  readonly since: Date;
  readonly until: Date;
  readonly after: UsagePlace;
  readonly most: number;
  readonly about: UsageAbout;
}

/** Which side of a charge is asked for, and by whom: a re-rating asks the ledger for its net, adjustments included, and for what was pinned. */
export interface UsageAbout {
  readonly side: 'cost' | 'charge';
  readonly kind: 'impact' | 'rerating';
}

/** The price entry that a quote pinned, known still or not. */
export interface PinnedPrice {
  readonly id: string;
  /** The name of its book, and whom that is for. */
  readonly book: string;
  readonly scope: string;
  readonly provider: string;
  readonly model: string;
  readonly mode: ServiceMode;
  readonly isKnown: boolean;
  /** The cost it was offered over; null: it is itself the cost, and nothing is sold. */
  readonly costEntryId: string | null;
  /** RFC 3339. */
  readonly pricedAt: string;
  /** What the charge of the caller is, on whichever side is asked for. */
  readonly chargeState: string;
}

/** What is stored of a generation's usage and cost. Amounts and quantities are decimal text. */
export interface UsedRow {
  readonly id: string;
  readonly at: string;
  readonly workspaceId: string;
  readonly provider: string;
  readonly model: string;
  readonly mode: ServiceMode;
  /** The template it was made from; '' for none. */
  readonly template: string;
  readonly operation: string;
  readonly delivered: Readonly<Record<string, string>> | null;
  /** By the meters of its reading; of a cost that was rated without one, by those of its lines. Null: nobody knows. */
  readonly usage: Readonly<Record<string, string>> | null;
  /** How many images the reply had. */
  readonly images: string;
  /** When the provider worked. */
  readonly servedAt: string;
  readonly state: string;
  readonly currency: string;
  readonly net: string | null;
  readonly corrections: number;
  /** The provider said itself what it cost, or an accepted statement has an item about it: that stands, whatever its prices. */
  readonly isStated: boolean;
  /** When its quote was priced, RFC 3339; of costs it is not asked. */
  readonly pricedAt?: string;
  /** Whether at least one image was delivered; of costs it is not asked. */
  readonly isDelivered?: boolean;
  /** Asked by re-ratings. */
  readonly pinned?: PinnedPrice;
}

const beforeEveryId = '00000000-0000-0000-0000-000000000000';

/** One set of generations in the order in which they were asked for: by its index, so that the set costs the same wherever it begins. */
export async function usageSet(tx: Transaction, asked: UsageQuestion): Promise<readonly UsedRow[]> {
  const { workspaceId, book, since, until, after, most, about } = asked;
  const values = [workspaceId, book, after.at ?? since.toISOString(), after.id ?? beforeEveryId, until.toISOString(), most];
  const text = `${columns(about)}
    WHERE g.workspace_id = $1 AND g.book = $2 AND (g.created_at, g.id) > ($3::timestamptz, $4::uuid) AND g.created_at < $5
    ORDER BY g.created_at, g.id LIMIT $6`;
  const { rows } = await tx.$client.query<UsedRow>({ name: `usage-set-${about.kind}-${about.side}`, text, values });
  return rows;
}

/** The usage of one generation, as a rerating asks for it. */
export async function usageOf(
  tx: Transaction,
  { workspaceId, generationId, side }: { readonly workspaceId: string; readonly generationId: string; readonly side: UsageAbout['side'] },
): Promise<UsedRow | undefined> {
  const text = `${columns({ kind: 'rerating', side })} WHERE g.workspace_id = $1 AND g.id = $2`;
  const { rows } = await tx.$client.query<UsedRow>({ name: `usage-of-${side}`, text, values: [workspaceId, generationId] });
  return rows[0];
}

const chainNet = 'trim_scale(coalesce(k.total, c.total))::text';
/** What was carried to expense for it, or earned with it, whatever moved it there. */
const ledgerNet = {
  cost: netOf('e.amount', "'generation_cost', 'undelivered_cost', 'cost_adjustment'"),
  charge: netOf('-e.amount', "'revenue', 'revenue_refund'"),
};
const lineUsage = `(SELECT jsonb_object_agg(l.meter, l.quantity) FROM (
    SELECT meter, sum(quantity)::text AS quantity FROM charge_line
    WHERE workspace_id = g.workspace_id AND generation_id = g.id AND side = 'cost' AND meter <> 'stated_difference' GROUP BY meter) AS l)`;

function netOf(amount: string, accounts: string): string {
  return `coalesce((SELECT trim_scale(sum(${amount}))::text FROM ledger_tx AS t
    JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
    WHERE t.workspace_id = g.workspace_id AND t.generation_id = g.id AND e.account IN (${accounts})), ${chainNet})`;
}

/** What costs, asked of a million, does without. */
const ofCharges = `, ${instantSql('q.priced_at')} AS "pricedAt", EXISTS (
    SELECT FROM generated_image AS i WHERE i.workspace_id = g.workspace_id AND i.generation_id = g.id) AS "isDelivered"`;
const ofReratings = `, jsonb_build_object('id', p.id, 'book', b.name, 'scope', b.scope, 'provider', p.provider, 'model', p.model, 'mode', p.mode,
    'isKnown', upper_inf(p.known), 'costEntryId', o.cost_entry_id, 'pricedAt', ${instantSql('q.priced_at')}, 'chargeState', (
      SELECT coalesce((SELECT state FROM charge_correction AS cc WHERE cc.workspace_id = h.workspace_id AND cc.generation_id = h.generation_id
        AND cc.side = 'charge' ORDER BY number DESC LIMIT 1), h.state)
      FROM charge AS h WHERE h.workspace_id = g.workspace_id AND h.generation_id = g.id AND h.side = 'charge')) AS pinned`;
const withQuote = 'JOIN quote AS q ON q.workspace_id = g.workspace_id AND q.id = g.quote_id';
const withPinned = `JOIN quote_offer AS o ON o.workspace_id = g.workspace_id AND o.quote_id = g.quote_id AND o.id = g.offer_id
  JOIN price_entry AS p ON p.id = o.price_entry_id JOIN price_book AS b ON b.id = p.book_id`;

const statedCost = "coalesce(k.reason, '') = 'statement' OR c.state = 'settled' AND a.outcome <> 'succeeded'";
/** A statement that was accepted is about it: what differs is an item's to resolve, and would be corrected twice if it followed a price as well. */
const takenOver = `EXISTS (SELECT FROM reconciliation_item AS i
    JOIN reconciliation_run AS r ON r.workspace_id = i.workspace_id AND r.id = i.run_id
    WHERE i.charges @> ARRAY[a.id] AND r.state = 'accepted')`;
const standsAsStated = ({ side, kind }: UsageAbout): string =>
  side === 'charge' ? 'false' : kind === 'rerating' ? `(${statedCost} OR ${takenOver})` : statedCost;

const columns = ({ side, kind }: UsageAbout): string => `
  SELECT g.id, g.created_at::text AS at, g.workspace_id AS "workspaceId", g.provider, g.model, g.mode, coalesce(v.template_id::text, '') AS template,
         coalesce(g.request ->> 'operation', 'generate') AS operation, g.delivered, coalesce(g.usage, ${lineUsage}) AS usage,
         coalesce(g.usage ->> 'image', jsonb_array_length(a.reply -> 'data')::text, g.request ->> 'n') AS images,
         ${instantSql('coalesce(a.service_at, a.ended_at, g.created_at)')} AS "servedAt",
         coalesce(k.state, c.state) AS state, coalesce(k.currency, c.currency) AS currency, ${kind === 'rerating' ? ledgerNet[side] : chainNet} AS net,
         coalesce(k.number, 0) AS corrections, ${standsAsStated({ side, kind })} AS "isStated"${side === 'charge' ? ofCharges : ''}${kind === 'rerating' ? ofReratings : ''}
  FROM generation AS g
  JOIN charge AS c ON c.workspace_id = g.workspace_id AND c.generation_id = g.id AND c.side = '${side}'
  LEFT JOIN template_version AS v ON v.workspace_id = g.workspace_id AND v.id = g.template_version_id
  ${side === 'charge' || kind === 'rerating' ? withQuote : ''} ${kind === 'rerating' ? withPinned : ''}
  LEFT JOIN LATERAL (
    SELECT id, reply, service_at, ended_at, outcome FROM provider_attempt
    WHERE workspace_id = g.workspace_id AND generation_id = g.id ORDER BY number DESC LIMIT 1
  ) AS a ON true
  LEFT JOIN LATERAL (
    SELECT state, total, currency, number, reason FROM charge_correction
    WHERE workspace_id = g.workspace_id AND generation_id = g.id AND side = '${side}' ORDER BY number DESC LIMIT 1
  ) AS k ON true`;

/** The usage of a row as a reply would have told it, so that it is rated by the one way there is. */
export function readingOf({ usage, images, delivered, operation }: UsedRow): ReadUsage {
  const { image, ...tokens } = usage ?? {};
  const counted = Object.entries(tokens).map(([meter, quantity]) => [meter, BigInt(quantity)] as const);
  return {
    tokens: counted.length === 0 ? noTokens : accepted(Object.fromEntries(counted)),
    images: BigInt(image ?? images),
    delivered: delivered ?? {},
    operation,
  };
}

const noTokens = refused({ code: 'usage-missing', message: 'Nobody knows how many tokens it used; unknown is not zero.', path: ['usage'] });
