import { runProof } from './close/run-proof.ts';
import { gatherBatch } from './batch/gather-batch.ts';
import { lookAfterBatch } from './batch/look-after-batch.ts';
import { submitAgain } from './batch/submit-batch.ts';
import type { Doers } from './queue/run-workers.ts';
import type { GenerationParts } from './generation/parts.ts';
import { runQueued } from './generation/run-queued.ts';
import { rateRun } from './rating-run/rate-run.ts';
import { runReconciliation } from './reconciliation/run-reconciliation.ts';
import { writeCorrections } from './rating-run/write-corrections.ts';
import { importStatement } from './statement/import-statement.ts';
import { pullStatements } from './statement/pull-statements.ts';

/** What does each task of the queue. */
export function doersOf(parts: GenerationParts): Doers {
  return {
    'run-generation': (payload) => runQueued(parts, payload),
    'gather-batch': (payload) => gatherBatch(parts, payload),
    'submit-batch': (payload) => submitAgain(parts, payload),
    'look-after-batch': (payload) => lookAfterBatch(parts, payload),
    'rate-run': (payload) => rateRun(parts, payload),
    'write-corrections': (payload) => writeCorrections(parts, payload),
    'import-statement': (payload) => importStatement(parts, payload),
    reconcile: (payload) => runReconciliation(parts, payload),
    'prove-month': (payload) => runProof(parts, payload),
    'pull-statements': (payload) => pullStatements(parts, payload),
  };
}
