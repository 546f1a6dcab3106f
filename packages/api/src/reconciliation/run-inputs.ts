import type { KnownUnitPrice, LedgerCharge, ReconcileInputs, StatementLine } from '@halfpenny/core';
import type { Transaction } from '../platform/database.ts';
import { lateDaysMost, linesNaming, statementLines, witnessBuckets } from '../statement/statement-lines.ts';
import { chargesNamed, ledgerCharges } from './ledger-charges.ts';
import { leftOver } from './left-over.ts';
import { pinnedInvoice } from './pinned-invoice.ts';
import { openDays } from './open-days.ts';
import type { StoredReconciliation } from './reconciliation.table.ts';
import { storedMap } from './stored-map.ts';

const dayMilliseconds = 86_400_000;

/** Hears how far the reading of both sides has come. */
export type TellRead = (read: { readonly lines?: number; readonly charges?: number }) => Promise<void>;

/** All that a run is made of, as it is pinned: read once more, it is the same. As the system role. */
export async function runInputs(
  tx: Transaction,
  run: StoredReconciliation,
  pinned: { readonly knownAt: string; readonly prices: readonly KnownUnitPrice[]; readonly tell: TellRead },
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
  const sides = await bothSides(tx, { ...around, knownAt: pinned.knownAt, version: versions.charges, tell: pinned.tell });
  const witnessed = { ...around, versions: { images: versions.images, completions: versions.completions } };
  return {
    providerAccount: providerAccountId,
    period,
    knownAt: pinned.knownAt,
    engineVersion,
    versions: Object.entries(versions).flatMap(([id, version]) => (version === undefined ? [] : [{ id, version }])),
    ...sides,
    witness: await witnessBuckets(tx, witnessed),
    map: await storedMap(tx, { workspaceId, provider, knownAt: pinned.knownAt }),
    prices: pinned.prices,
    openDays: await openDays(tx, { ...period, providerAccountId, knownAt: pinned.knownAt, lagHours: policy.lagHours }),
    policy,
    invoice: await pinnedInvoice(tx, { ...period, providerAccountId, version: versions.payable }),
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

interface Pinned extends Around {
  readonly knownAt: string;
  readonly version: number | undefined;
  readonly tell: TellRead;
}

/** Lines and charges of the span; and where lines name their calls, those far from it that belong to one of either side: what is stated weeks late is no charge that is missing. */
async function bothSides(tx: Transaction, asked: Pinned): Promise<Pick<ReconcileInputs, 'lines' | 'charges'>> {
  const { version, tell } = asked;
  const charges = await withLeftOver(tx, asked, await ledgerCharges(tx, asked, (count) => tell({ charges: count })));
  if (version === undefined) return { lines: [], charges };
  const near = await linesOf(tx, asked, (of) => statementLines(tx, { ...of, version }, (count) => tell({ lines: count })));
  const named = new Set(near.flatMap(({ requestId }) => requestId ?? []));
  if (named.size === 0) return { lines: near, charges };
  const known = new Set(charges.flatMap(({ requestIds }) => requestIds));
  const missing = charges.flatMap(({ requestIds }) => (requestIds.some((id) => named.has(id)) ? [] : requestIds));
  const far = missing.length === 0 ? [] : await linesOf(tx, asked, (of) => linesNaming(tx, { ...of, version }, missing));
  const strangers = [...named].filter((id) => !known.has(id));
  const older = strangers.length === 0 ? [] : await chargesNamed(tx, asked, strangers);
  return { lines: [...near, ...far], charges: [...charges, ...older] };
}

/** And those of earlier periods that no accepted statement covered. */
async function withLeftOver(tx: Transaction, asked: Pinned, charges: readonly LedgerCharge[]): Promise<readonly LedgerCharge[]> {
  const known = new Set(charges.map(({ id }) => id));
  const left = (await leftOver(tx, asked)).filter((id) => !known.has(id));
  return left.length === 0 ? charges : [...charges, ...(await chargesNamed(tx, asked, left))];
}

type OfCurrency = Around & { readonly series: 'charges'; readonly currency: string };

/** The lines of each currency that the account is stated in, as far around the span as something may be stated late. */
async function linesOf(
  tx: Transaction,
  { providerAccountId, from, until }: Around,
  read: (of: OfCurrency) => Promise<readonly StatementLine[]>,
): Promise<readonly StatementLine[]> {
  const text = `SELECT DISTINCT currency FROM statement_line WHERE provider_account_id = $1 AND series = 'charges'
    AND bucket_start >= $2::timestamptz - interval '${lateDaysMost} days' AND bucket_start < $3::timestamptz + interval '${lateDaysMost} days' ORDER BY 1`;
  const { rows } = await tx.$client.query<{ currency: string }>(text, [providerAccountId, from, until]);
  const lines: StatementLine[] = [];
  for (const { currency } of rows)
    for (const line of await read({ providerAccountId, from, until, series: 'charges', currency })) lines.push(line);
  return lines;
}
