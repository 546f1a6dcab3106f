import type { Logger } from 'pino';
import { assembleParts } from './generation/assemble-parts.ts';
import type { AtBoundary } from './generation/boundaries.ts';
import type { GenerationParts } from './generation/parts.ts';
import { checkBucket } from './images/check-bucket.ts';
import { checkServer } from './platform/check-server.ts';
import type { Clock } from './platform/clock.ts';
import { openDatabase } from './platform/database.ts';

import type { Pause } from './platform/pause.ts';
import { checkSchema } from './platform/schema-state.ts';
import type { Settings } from './platform/settings.ts';
import { cannotStart, started, type StartOutcome } from './platform/start-outcome.ts';
import { connectProviders } from './providers/connect-providers.ts';
import { billingSources } from './statement/billing-source.ts';

/** What every program that executes generations is handed beside its settings. */
export interface ExecutionParts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** How it waits before it tries again. Undefined: by the machine's own timers. */
  readonly pause?: Pause | undefined;
  /** Called at each boundary of a generation. Undefined: they are passed by. */
  readonly boundary?: AtBoundary | undefined;
}

/**
 * What executing stands on, looked at before anything begins. Refuses with one sentence: an unreachable database, a schema older or newer than this
 * program's, a provider that nobody plays, a bucket that takes no images.
 */
export async function openExecution(settings: Settings, parts: ExecutionParts): Promise<StartOutcome<GenerationParts>> {
  const { databaseUrl } = settings;
  if (databaseUrl === undefined)
    return cannotStart('DATABASE_URL is not set: name a database, or use `pnpm start`, which brings one.', 'DATABASE_URL');
  const server = await checkServer(databaseUrl);
  if (!server.ok) return server;
  const schema = await checkSchema(databaseUrl);
  if (!schema.ok) return schema;
  const providers = connectProviders(settings, parts.clock);
  if (!providers.ok) return providers;
  const bucket = await checkBucket(settings.imageBucket);
  if (!bucket.ok) return bucket;
  const database = openDatabase(databaseUrl, { logger: parts.logger });
  return started(await assembleParts({ ...settings, ...parts, database, providers: providers.value, billing: billingSources(settings) }));
}
