import { unreachable } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';

/** The tasks there are, each with what it is told. */
export interface Tasks {
  /** Executes a generation that is queued. */
  readonly 'run-generation': { readonly workspaceId: string; readonly generationId: string };
  /** Gathers what is queued for batches of one model at one provider, and hands it over. */
  readonly 'gather-batch': { readonly workspaceId: string; readonly provider: string; readonly model: string };
  /** Hands a batch over again, unless the provider has it. */
  readonly 'submit-batch': { readonly workspaceId: string; readonly batchId: string };
  /** Looks how far a batch has come. */
  readonly 'look-after-batch': { readonly workspaceId: string; readonly batchId: string };
  /** Rates the usage of a run. */
  readonly 'rate-run': { readonly workspaceId: string; readonly runId: string };
  /** Writes the corrections that a run proposes, once they are approved. */
  readonly 'write-corrections': { readonly workspaceId: string; readonly runId: string };
  /** Reads a statement that was received, and makes it current. */
  readonly 'import-statement': { readonly workspaceId: string; readonly importId: string };
  /** Holds a statement against the ledger. */
  readonly reconcile: { readonly workspaceId: string; readonly runId: string };
  /** Proves the ledger until the end of a month. */
  readonly 'prove-month': { readonly workspaceId: string; readonly proofId: string };
  /** Pulls what a provider states of an account: from a day on, or from the first that is not final. */
  readonly 'pull-statements': { readonly workspaceId: string; readonly providerAccountId: string; readonly from?: string | undefined };
}

/** A job to add. One that waits under the same key stays as it is. */
export type Job = {
  readonly [T in keyof Tasks]: { readonly task: T; readonly payload: Tasks[T]; readonly inSeconds?: number | undefined };
}[keyof Tasks];

/** The key of a job: by what it is for, so that no two wait for the same. */
function jobKey(job: Job): string {
  const { task, payload } = job;
  switch (task) {
    case 'run-generation':
      return `generation ${payload.generationId}`;
    case 'gather-batch':
      return `gather ${payload.workspaceId} ${payload.provider} ${payload.model}`;
    case 'submit-batch':
      return `submit ${payload.batchId}`;
    case 'look-after-batch':
      return `look ${payload.batchId}`;
    case 'rate-run':
      return `rate ${payload.runId}`;
    case 'write-corrections':
      return `correct ${payload.runId}`;
    case 'import-statement':
      return `import ${payload.importId}`;
    case 'reconcile':
      return `reconcile ${payload.runId}`;
    case 'prove-month':
      return `prove ${payload.proofId}`;
    case 'pull-statements':
      return `pull ${payload.providerAccountId}`;
    default:
      return unreachable(task);
  }
}

/** A job as the functions of the database take it: task, payload, key and seconds. */
export function jobRow(job: Job) {
  return { task: job.task, payload: job.payload, key: jobKey(job), in_seconds: job.inSeconds ?? 0 };
}

/** Adds a job with the transaction: it is there once that is committed. */
export async function enqueue(tx: Transaction, job: Job): Promise<void> {
  const { task, payload, key, in_seconds: seconds } = jobRow(job);
  await tx.execute(sql`SELECT enqueue(${task}, ${JSON.stringify(payload)}::jsonb, ${key}, ${seconds}::int)`);
}
