/** Reconciliations as a controller asks for them. */
import type { Client } from 'pg';
import { asked, type Asker } from './askers.ts';

/** A run to its end, whether it reconciled or failed. `started` is the mutation that starts it, `fields` what is asked of it: `state` among them. */
export async function reconciled<Run extends object = Record<string, unknown>>(
  asker: Asker,
  started: string,
  fields: string,
): Promise<Run> {
  const document = `mutation { answer: ${started} { ... on Reconciliation { id } ... on Refusal { message } } }`;
  const { answer } = await asked<{ answer: { id?: string; message?: string } }>(asker, document);
  if (answer.id === undefined) throw new Error(answer.message);
  for (;;) {
    const { run } = await asked<{ run: Run & { state: string } }>(asker, `{ run: reconciliation(id: "${answer.id}") { ${fields} } }`);
    if (run.state === 'RECONCILED' || run.state === 'FAILED') return run;
  }
}

/** A run, as far as it says what was found. */
export interface ReconciledMonth {
  readonly state: string;
  readonly bridge: readonly {
    readonly currency: string;
    readonly variance: { readonly amount: string };
    readonly parts: readonly { readonly part: string; readonly amount: { readonly amount: string } }[];
  }[];
  readonly items: { readonly edges: readonly { readonly node: FoundItem }[] };
}

interface FoundItem {
  readonly part: string;
  readonly cause: string;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly alternatives: readonly { readonly cause: string }[];
  readonly stated: readonly { readonly requestId: string | null }[];
  readonly recorded: readonly { readonly attemptId: string }[];
}

const found = `state failure bridge { currency variance { amount } parts { part amount { amount } } }
  items(first: 200) { edges { node { part cause amount { amount currency } alternatives { cause } stated { requestId } recorded { attemptId } } } }`;

/** A month of an account held against its statement: `2026-10`. */
export async function reconcileMonth(asker: Asker, account: string, month: string): Promise<ReconciledMonth> {
  const until = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString();
  const input = `providerAccountId: "${account}", from: "${month}-01T00:00:00Z", until: "${until}"`;
  return await reconciled<ReconciledMonth>(asker, `startReconciliation(input: { ${input} })`, found);
}

/** Approves what another decided. */
export async function approve(by: Asker, id: string): Promise<{ readonly state?: string; readonly code?: string }> {
  const document = `mutation { approveResolution(id: "${id}") { ... on ItemResolution { state } ... on Refusal { code } } }`;
  return (await asked<{ approveResolution: { state?: string; code?: string } }>(by, document)).approveResolution;
}

/** What waits for somebody. */
export async function queue(asker: Asker): Promise<Readonly<Record<string, number | string | null>>> {
  const document = '{ reconciliationQueue { toReconcile toAccept open openSince toApprove toApproveSince } }';
  return (await asked<{ reconciliationQueue: Record<string, number | string | null> }>(asker, document)).reconciliationQueue;
}

/** The mutation by which its statement is paid. */
export function pay(reconciliationId: string, amount: string): string {
  return `mutation { recordPayment(input: { reconciliationId: "${reconciliationId}", amount: "${amount}", currency: "USD", happenedAt: "2026-11-20T00:00:00Z",
        reference: "Transfer 7" }) { ... on ProviderPayment { amount { amount } } ... on Refusal { code message } } }`;
}

/** What each account of the ledger comes to. */
export async function balancesOf(database: Client): Promise<Readonly<Record<string, string>>> {
  const { rows } = await database.query<{ account: string; balance: string }>(
    'SELECT account, trim_scale(sum(amount))::text AS balance FROM ledger_entry GROUP BY account ORDER BY account',
  );
  return Object.fromEntries(rows.map((row) => [row.account, row.balance]));
}

/** A run that is to repeat another, as one that somebody has just begun. */
export async function begunAgain(database: Client, runId: string): Promise<{ readonly workspaceId: string; readonly runId: string }> {
  const begun = `jsonb_build_object('id', gen_random_uuid(), 'repeats', r.id, 'state', 'reconciling', 'step', 'reading', 'hash', null, 'result', null, 'reconciled_at', null)`;
  const { rows } = await database.query<{ workspaceId: string; runId: string }>(
    `INSERT INTO reconciliation_run SELECT made.* FROM reconciliation_run AS r, jsonb_populate_record(r, ${begun}) AS made WHERE r.id = $1
     RETURNING workspace_id AS "workspaceId", id AS "runId"`,
    [runId],
  );
  const [about] = rows;
  if (about === undefined) throw new Error('No run has that id.');
  return about;
}
