import { sql, type SQL } from 'drizzle-orm';

/** What a question about lines says of invoices, over wanted transactions `t`, their page `p` and entries `e` of accounts `k`. */
export interface AboutInvoices {
  readonly tables: SQL;
  readonly joins: SQL;
  readonly columns: readonly SQL[];
  readonly lines: readonly SQL[];
}

/** Lines as they are posted are on no invoice. */
export const nothingInvoiced: AboutInvoices = { tables: sql``, joins: sql``, columns: [], lines: [] };

/** Of which book, as it was known at an instant at which the ledger is pinned. */
interface KnownBook {
  readonly book: 'real' | 'simulated';
  readonly knownAt: string;
}

/**
 * Statements that were accepted and left something to pay: an invoice each, known by the id of the reconciliation. What was posted at the acceptance, and for its items since, is
 * its own.
 */
export function acceptedInvoices({ book, knownAt }: KnownBook): SQL {
  return sql`invoice AS MATERIALIZED (
      SELECT r.id, r.provider_account_id, r.period_from, r.period_until, r.acceptance_tx, a.recorded_at
      FROM reconciliation_run AS r JOIN ledger_tx AS a ON a.workspace_id = r.workspace_id AND a.id = r.acceptance_tx
      WHERE r.state = 'accepted' AND r.book = ${book} AND a.recorded_at <= ${knownAt}::timestamptz
        AND EXISTS (SELECT FROM ledger_entry AS e WHERE e.workspace_id = a.workspace_id AND e.tx_id = a.id AND e.account = 'provider_payable')
    ), own AS MATERIALIZED (
      SELECT id AS invoice, acceptance_tx AS tx_id FROM invoice
      UNION ALL
      SELECT i.id, s.tx_id FROM invoice AS i JOIN item_resolution AS s ON s.run_id = i.id JOIN ledger_tx AS d ON d.workspace_id = s.workspace_id AND d.id = s.tx_id
      WHERE d.recorded_at <= ${knownAt}::timestamptz
    ),`;
}

/** Invoices, and credit that was bought, as they were known, over `wanted (id, place)`. */
export function invoicedBy(known: KnownBook, wanted: SQL): AboutInvoices {
  const { knownAt } = known;
  return {
    tables: sql`${acceptedInvoices(known)} stated AS MATERIALIZED (
      SELECT * FROM stated_transactions(ARRAY(SELECT id FROM ${wanted}), ${knownAt}::timestamptz)
    ), bought AS MATERIALIZED (
      SELECT provider_account_id, min(opened_at) AS opened_at FROM prepaid_lot
      WHERE state = 'recorded' AND kind <> 'granted' AND coalesce(decided_at, created_at) <= ${knownAt}::timestamptz GROUP BY provider_account_id
    ),`,
    joins: sql`LEFT JOIN stated AS s ON s.tx_id = wanted.id LEFT JOIN own AS o ON o.tx_id = wanted.id`,
    columns: [
      sql`coalesce(o.invoice, s.run_id) AS invoice`,
      sql`${isCorrection} AS "isCorrection"`,
      sql`coalesce((SELECT b.opened_at <= t.service_at FROM bought AS b WHERE b.provider_account_id = t.provider_account_id), false) AS "isPrepaid"`,
    ],
    lines: [sql`p.invoice, p."isCorrection", p."isPrepaid"`, sql`CASE WHEN k.code = 2100 THEN ${remainder(knownAt)} END AS remainder`],
  };
}

/** Posted in a later month than its work was done in, after that was invoiced. */
const isCorrection = sql`(date_trunc('month', t.accounting_date::timestamp) > t.service_at AT TIME ZONE 'UTC' AND EXISTS (
  SELECT FROM invoice AS i WHERE i.provider_account_id = t.provider_account_id AND t.service_at >= i.period_from AND t.service_at < i.period_until
    AND i.recorded_at < t.recorded_at AND i.id IS DISTINCT FROM o.invoice))`;

/** What a statement relieved of provider_accrued, less the charges it covers as they are exported: nothing, unless a later statement covers less than the one before. */
function remainder(knownAt: string): SQL {
  return sql`trim_scale(e.amount - (
    SELECT coalesce(sum(x.amount), 0) FROM stated_transactions(covered_transactions(p.invoice), ${knownAt}::timestamptz) AS c
    JOIN ledger_entry AS x ON x.workspace_id = p.workspace_id AND x.tx_id = c.tx_id
    WHERE c.by_tx = p.id AND x.currency = e.currency
      AND (x.account IN ('generation_cost', 'undelivered_cost') OR (x.account = 'lender_receivable' AND x.meter IS NOT NULL))))::text`;
}
