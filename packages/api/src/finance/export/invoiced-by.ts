import { sql, type SQL } from 'drizzle-orm';

/** What a question about lines says of invoices, over transactions `t`, their page `p` and entries `e`. */
interface AboutInvoices {
  readonly tables: SQL;
  readonly columns: SQL;
  readonly lines: SQL;
}

/** Lines as they are posted are on no invoice. */
export const nothingInvoiced: AboutInvoices = {
  tables: sql``,
  columns: sql`NULL AS invoice, false AS "isCorrection", false AS "isPrepaid"`,
  lines: sql`NULL AS remainder`,
};

/** Accepted statements and credit that was bought, as they were known at an instant that the ledger is pinned at. */
export function invoicedBy({ knownAt }: { readonly book: 'real' | 'simulated'; readonly knownAt: string }): AboutInvoices {
  return {
    tables: sql`bought AS MATERIALIZED (
      SELECT provider_account_id, min(opened_at) AS opened_at FROM prepaid_lot
      WHERE state = 'recorded' AND kind <> 'granted' AND coalesce(decided_at, created_at) <= ${knownAt}::timestamptz GROUP BY provider_account_id
    ),`,
    columns: sql`NULL AS invoice, false AS "isCorrection",
      coalesce((SELECT b.opened_at <= t.service_at FROM bought AS b WHERE b.provider_account_id = t.provider_account_id), false) AS "isPrepaid"`,
    lines: sql`NULL AS remainder`,
  };
}
