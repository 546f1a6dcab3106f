/** Reconciliations, asked for at a service until they have come to their end. */
import type { World } from './service.ts';

/** A run, as far as tests look at it. */
export interface ReconciledRun {
  readonly id: string;
  readonly state: string;
  readonly failure: string | null;
  readonly bridge: readonly {
    readonly currency: string;
    readonly variance: { readonly amount: string };
    readonly parts: readonly { readonly part: string; readonly amount: { readonly amount: string } }[];
  }[];
  readonly items: { readonly edges: readonly { readonly node: ReconciledItem }[] };
}

/** An item with both raw sides. */
interface ReconciledItem {
  readonly part: string;
  readonly cause: string;
  readonly amount: { readonly amount: string; readonly currency: string };
  readonly differences: readonly { readonly field: string; readonly expected: string | null; readonly actual: string | null }[];
  readonly alternatives: readonly { readonly cause: string; readonly why: string }[];
  readonly stated: readonly { readonly requestId: string | null }[];
  readonly recorded: readonly { readonly attemptId: string }[];
}

const fields = `id state failure bridge { currency variance { amount } parts { part amount { amount } } }
  items(first: 200) { edges { node { part cause amount { amount currency } differences { field expected actual } alternatives { cause why } stated { requestId } recorded { attemptId } } } }`;

/** Reconciles a month of an account: `2026-10` to its end. Throws where it cannot be begun, or fails. */
export async function reconcileMonth(world: World, account: string, month: string): Promise<ReconciledRun> {
  const until = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString();
  const { run } = await world.ask<{ run: { id?: string; message?: string } }>(
    `mutation { run: startReconciliation(input: { providerAccountId: "${account}", from: "${month}-01T00:00:00Z", until: "${until}" })
      { ... on Reconciliation { id } ... on Refusal { message } } }`,
  );
  for (;;) {
    const { reconciliation } = await world.ask<{ reconciliation: ReconciledRun }>(`{ reconciliation(id: "${run.id}") { ${fields} } }`);
    if (reconciliation.state === 'RECONCILED') return reconciliation;
    if (reconciliation.state === 'FAILED') throw new Error(reconciliation.failure ?? '');
  }
}
