import { wholeNumber, type Environment } from './read-variable.ts';
import { started, type StartOutcome } from './start-outcome.ts';

/** How work is executed: how much at once, by whom, and how often batches are looked after. */
export interface ExecutionSettings {
  /** How many queued generations this process works on at once; 0: it leaves them to others. */
  readonly workers: number;
  /** How many calls this process makes to one provider at once. */
  readonly providerCallsMost: number;
  /** After how many troubles in a row a provider is left alone for a while; 0: never. */
  readonly providerTroublesMost: number;
  /** How long requests of one model are gathered into one batch. */
  readonly batchGatherSeconds: number;
  /** How long between two looks at a batch. */
  readonly batchPollSeconds: number;
  /** How long between two pulls of what a provider states; 0: never. */
  readonly statementPullHours: number;
  /** How long statements are kept as received. */
  readonly statementRetentionYears: number;
}

/** The environment → how work is executed. Example: `WORKERS=0` leaves `workers` at 0 and all else at its default. */
export function readExecutionSettings(env: Environment): StartOutcome<ExecutionSettings> {
  const workers = wholeNumber(env, 'WORKERS', { fallback: 4, most: 256 });
  const providerCallsMost = wholeNumber(env, 'PROVIDER_CALLS_MOST', { fallback: 100, least: 1, most: 1000 });
  const providerTroublesMost = wholeNumber(env, 'PROVIDER_TROUBLES_MOST', { fallback: 10, most: 1000 });
  const batchGatherSeconds = wholeNumber(env, 'BATCH_GATHER_SECONDS', { fallback: 10, most: 3600 });
  const batchPollSeconds = wholeNumber(env, 'BATCH_POLL_SECONDS', { fallback: 60, least: 1, most: 3600 });
  const statementPullHours = wholeNumber(env, 'STATEMENT_PULL_HOURS', { fallback: 24, most: 168 });
  const statementRetentionYears = wholeNumber(env, 'STATEMENT_RETENTION_YEARS', { fallback: 10, least: 1, most: 100 });
  if (!workers.ok) return workers;
  if (!providerCallsMost.ok) return providerCallsMost;
  if (!providerTroublesMost.ok) return providerTroublesMost;
  if (!batchGatherSeconds.ok) return batchGatherSeconds;
  if (!batchPollSeconds.ok) return batchPollSeconds;
  if (!statementPullHours.ok) return statementPullHours;
  if (!statementRetentionYears.ok) return statementRetentionYears;
  return started({
    workers: workers.value,
    providerCallsMost: providerCallsMost.value,
    providerTroublesMost: providerTroublesMost.value,
    batchGatherSeconds: batchGatherSeconds.value,
    batchPollSeconds: batchPollSeconds.value,
    statementPullHours: statementPullHours.value,
    statementRetentionYears: statementRetentionYears.value,
  });
}
