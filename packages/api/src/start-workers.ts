import { closeDatabase } from './platform/database.ts';
import type { Settings } from './platform/settings.ts';
import { cannotStart, started, type StartOutcome } from './platform/start-outcome.ts';
import { openExecution, type ExecutionParts } from './open-execution.ts';
import { workInBackground } from './work-in-background.ts';

/** A process that works the queue off and answers nobody. */
export interface Workers {
  /** Takes no more jobs, finishes those under way, lets the database go. */
  close(): Promise<void>;
}

/**
 * Starts workers apart from the service, on the same database, providers and image store. As many processes as one likes; one that is killed leaves
 * its work to the others. Refuses what the service refuses, and no workers.
 */
export async function startWorkers(settings: Settings, parts: ExecutionParts): Promise<StartOutcome<Workers>> {
  if (settings.workers === 0) return cannotStart('WORKERS is 0: a process of workers needs at least 1.', 'WORKERS');
  const opened = await openExecution(settings, parts);
  if (!opened.ok) return opened;
  const execution = opened.value;
  const endWorking = await workInBackground(settings, execution, parts.logger);
  const close = async (): Promise<void> => {
    await execution.bell.close();
    await endWorking();
    await execution.presence.leave();
    await closeDatabase(execution.database);
  };
  return started({ close });
}
