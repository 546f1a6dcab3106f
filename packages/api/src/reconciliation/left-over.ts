import type { Transaction } from '../platform/database.ts';

/**
 * The charges of periods before an instant that accepted statements left over, and that nobody has stated since, as it was known then: each period with an accepted run has its own few, so no ledger
 * is looked through for them.
 */
export async function leftOver(
  tx: Transaction,
  { providerAccountId, from, knownAt }: { readonly providerAccountId: string; readonly from: string; readonly knownAt: string },
): Promise<readonly string[]> {
  const text = `
    SELECT DISTINCT c.charge_id AS id FROM reconciliation_run AS r
    JOIN reconciliation_charge AS c ON c.workspace_id = r.workspace_id AND c.run_id = r.id AND NOT c.is_covered
    WHERE r.provider_account_id = $1 AND r.state = 'accepted' AND r.period_from < $2::timestamptz AND r.accepted_at <= $3::timestamptz AND NOT EXISTS (
      SELECT FROM charge_standing AS s WHERE s.workspace_id = c.used_by AND s.charge_id = c.charge_id AND s.stands_since <= $3::timestamptz)
    ORDER BY 1`;
  const { rows } = await tx.$client.query<{ id: string }>({ name: 'left-over', text, values: [providerAccountId, from, knownAt] });
  return rows.map(({ id }) => id);
}
