import { join } from 'node:path';
import type { Logger } from 'pino';
import { keepFolding } from './finance/keep-folding.ts';
import { keepSweeping } from './generation/keep-sweeping.ts';
import type { GenerationParts } from './generation/parts.ts';
import { keepRemoving } from './images/keep-removing.ts';
import { keepSettling } from './prepaid/keep-settling.ts';
import { keepBookCurrent } from './price-book/keep-book-current.ts';
import { doersOf } from './queued-work.ts';
import { runWorkers } from './queue/run-workers.ts';
import { keepPulling } from './statement/keep-pulling.ts';
import { keepRemovingFiles } from './statement/remove-files.ts';
import type { Settings } from './platform/settings.ts';

/** What a process does that nobody asks for over HTTP: the work of the queue, sweeping, removing images that are due, folding what was posted into the
 * roll-ups, taking it from prepaid lots, and reading the price book as soon as it changes. Answers with how to end it. */
export async function workInBackground(settings: Settings, execution: GenerationParts, logger: Logger): Promise<() => Promise<void>> {
  const endWorking = await runWorkers(execution.database, doersOf(execution), { workers: settings.workers, logger });
  const endSweeping = keepSweeping(execution, { everySeconds: settings.sweepSeconds, logger });
  const removal = { ...execution, imageFolder: join(settings.dataFolder, 'images'), imageRetentionDays: settings.imageRetentionDays };
  const endRemoving = keepRemoving(removal, logger);
  const endFolding = keepFolding(execution.database, logger);
  const endPulling = keepPulling(execution, { everyHours: settings.statementPullHours, logger });
  const endRemovingFiles = keepRemovingFiles(execution, logger);
  const endSettling = keepSettling(execution, logger);
  const endWatching = await keepBookCurrent(execution, logger);
  return async () => {
    await endWatching();
    await endPulling();
    await endRemovingFiles();
    await endSettling();
    await endWorking();
    await endSweeping();
    await endRemoving();
    await endFolding();
  };
}
