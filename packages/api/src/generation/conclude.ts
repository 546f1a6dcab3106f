import { carriedPostings } from '../ledger/carried-postings.ts';
import { takenOver } from '../ledger/taken-over.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import { freshlyRunning } from './decide.ts';
import type { GenerationState } from './decide.ts';
import { planConclusion } from './plan-conclusion.ts';
import type { Conclusion, Writing } from './plan-conclusion.ts';
import type { Subject, Verdict } from './verdict.ts';

/**
 * Takes a generation as far as a verdict does, whatever has become of it meanwhile, and in one transaction: attempt, images, both sides of the
 * charge, postings, hold. Whoever asks twice changes nothing the second time. One settlement for ever; later truth is a correction.
 * Undefined: there is no such generation in the workspace.
 */
export async function conclude(tx: Transaction, subject: Subject, verdict: Verdict, writing: Writing): Promise<Conclusion | undefined> {
  const state = await lockGeneration(tx, subject);
  if (state === undefined) return undefined;
  const carried = state.postings === 0 ? [] : await carriedPostings(tx, subject);
  const isLaterTruth = verdict.source === 'late-result' || verdict.source === 'price-amended';
  const over = carried.length > 0 && isLaterTruth ? await takenOver(tx, subject) : undefined;
  const about = over === undefined ? subject : { ...subject, takenOver: over };
  const { steps, rows } = planConclusion({ subject: about, verdict, state, carried }, writing);
  if (Object.keys(rows).length > 0)
    await tx.$client.query({ name: 'write-conclusion', text: 'SELECT write_conclusion($1)', values: [storedJson(rows)] });
  return steps;
}

async function lockGeneration(tx: Transaction, subject: Subject): Promise<GenerationState | undefined> {
  const { rows } = await tx.$client.query<{ state: GenerationState | null }>({
    name: 'lock-generation',
    text: 'SELECT lock_generation($1, $2, $3) AS state',
    values: [subject.workspaceId, subject.generationId, subject.attemptId],
  });
  return rows[0]?.state ?? undefined;
}

/**
 * The same in one round trip, for the process that made the call: nobody else has said anything of it yet, as a rule. False: somebody has, or
 * the price book has another version than the verdict was rated by, and nothing was written.
 */
export async function concludeRunning(database: Database, rated: Rated, writing: Writing): Promise<boolean> {
  const { subject, verdict, version, sold } = rated;
  const { rows } = planConclusion({ subject, verdict, state: { ...freshlyRunning, sold }, carried: [] }, writing);
  const concluded = await database.$client.query<{ concluded: boolean }>({
    name: 'conclude-running',
    text: 'SELECT conclude_running($1, $2, $3, $4, $5) AS concluded',
    values: [subject.workspaceId, subject.generationId, subject.attemptId, version, storedJson(rows)],
  });
  return concluded.rows[0]?.concluded === true;
}

/** A verdict, what it is about, and the version of the price book it was rated by. */
export interface Rated {
  readonly subject: Subject;
  readonly verdict: Verdict;
  readonly version: string;
  /** Whether its caller is charged a sell price. */
  readonly sold: boolean;
}
