import type { KnownUnitPrice, ReconcileInputs, StatementLine } from '@halfpenny/core';
import type { Transaction } from '../platform/database.ts';
import { statementLines, witnessBuckets } from '../statement/statement-lines.ts';
import { ledgerCharges } from './ledger-charges.ts';
import { openDays } from './open-days.ts';
import type { StoredReconciliation } from './reconciliation.table.ts';
import { storedMap } from './stored-map.ts';

const dayMilliseconds = 86_400_000;

/** All that a run is made of, as it is pinned: read once more, it is the same. As the system role. */
export async function runInputs(
  tx: Transaction,
  run: StoredReconciliation,
  pinned: { readonly knownAt: string; readonly prices: readonly KnownUnitPrice[] },
): Promise<ReconcileInputs> {
  const { providerAccountId, workspaceId, periodFrom, periodUntil, versions, policy, engineVersion } = run;
  const period = { from: periodFrom.toISOString(), until: periodUntil.toISOString() };
  // Days around the period show what of it was stated elsewhere, and whose midnight is whose.
  const around = {
    providerAccountId,
    from: new Date(periodFrom.getTime() - dayMilliseconds).toISOString(),
    until: new Date(periodUntil.getTime() + dayMilliseconds).toISOString(),
  };
  const provider = await providerOf(tx, providerAccountId);
  const witnessed = { ...around, versions: { images: versions.images, completions: versions.completions } };
  return {
    providerAccount: providerAccountId,
    period,
    knownAt: pinned.knownAt,
    engineVersion,
    versions: Object.entries(versions).flatMap(([id, version]) => (version === undefined ? [] : [{ id, version }])),
    lines: await linesOf(tx, around, versions.charges),
    charges: await ledgerCharges(tx, { ...around, knownAt: pinned.knownAt }),
    witness: await witnessBuckets(tx, witnessed),
    map: await storedMap(tx, { workspaceId, provider, knownAt: pinned.knownAt }),
    prices: pinned.prices,
    openDays: await openDays(tx, { ...period, providerAccountId, knownAt: pinned.knownAt, lagHours: policy.lagHours }),
    policy,
  };
}

/** At which provider an account is. */
export async function providerOf(tx: Transaction, id: string): Promise<string> {
  const { rows } = await tx.$client.query<{ provider: string }>('SELECT provider FROM provider_account WHERE id = $1', [id]);
  return rows[0]?.provider ?? '';
}

interface Around {
  readonly providerAccountId: string;
  readonly from: string;
  readonly until: string;
}

/** The lines of each currency that is stated, of the version that the run is pinned to. */
async function linesOf(tx: Transaction, around: Around, version: number | undefined): Promise<readonly StatementLine[]> {
  if (version === undefined) return [];
  const text = `SELECT DISTINCT currency FROM statement_line WHERE provider_account_id = $1 AND series = 'charges' AND bucket_start >= $2 AND bucket_start < $3 ORDER BY 1`;
  const { rows } = await tx.$client.query<{ currency: string }>(text, [around.providerAccountId, around.from, around.until]);
  const lines: StatementLine[] = [];
  for (const { currency } of rows)
    for (const line of await statementLines(tx, { ...around, series: 'charges', currency, version })) lines.push(line);
  return lines;
}
