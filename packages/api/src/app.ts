/** The composition root: what the service is made of, put together in the order in which one part needs another. */
// First of all: every type below declares itself to GraphQL through it.
import 'reflect-metadata';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { defaultWorkspaceId } from './access/default-workspace.ts';
import { answerKnownHosts } from './access/known-host.ts';
import { demandStaticKey } from './access/static-key.ts';
import { LedgerResolver } from './ledger/ledger.resolver.ts';
import { serveAdmin } from './platform/admin-site.ts';
import { checkServer } from './platform/check-server.ts';
import type { Clock } from './platform/clock.ts';
import { closeDatabase, openDatabase, type Database } from './platform/database.ts';
import { serveGraphql } from './platform/graphql-endpoint.ts';
import { serveHealth } from './platform/health.ts';
import { listen, openHttpServer } from './platform/http-server.ts';
import { checkSchema } from './platform/schema-state.ts';
import type { Settings } from './platform/settings.ts';
import { cannotStart, started, type StartOutcome } from './platform/start-outcome.ts';
import { PriceBookResolver } from './price-book/price-book.resolver.ts';
import { serviceSchema, type ResolverInstance } from './schema.ts';

/** What the service is handed beside its settings. */
export interface ServiceParts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The built admin. Undefined: none is served. */
  readonly adminFolder?: string | undefined;
}

/** A running service. */
export interface Service {
  /** Where it answers: `http://127.0.0.1:4000`. */
  readonly address: string;
  /** Takes no more requests, answers those under way, lets the database go. */
  close(): Promise<void>;
}

/**
 * Starts the service on a database that is already prepared. Refuses with one sentence: an unreachable database, a schema older or newer
 * than this program's, a taken port.
 */
export async function startService(settings: Settings, parts: ServiceParts): Promise<StartOutcome<Service>> {
  const { databaseUrl } = settings;
  if (databaseUrl === undefined)
    return cannotStart('DATABASE_URL is not set: name a database, or use `pnpm start`, which brings one.', 'DATABASE_URL');
  const server = await checkServer(databaseUrl);
  if (!server.ok) return server;
  const schema = await checkSchema(databaseUrl);
  if (!schema.ok) return schema;
  const database = openDatabase(databaseUrl, { logger: parts.logger });
  const app = await openApp(settings, parts, database);
  const close = async (): Promise<void> => {
    await app.close();
    await closeDatabase(database);
  };
  const address = await listen(app, settings);
  if (address.ok) return started({ address: address.value, close });
  await close();
  return address;
}

async function openApp(settings: Settings, parts: ServiceParts, database: Database): Promise<FastifyInstance> {
  const workspaceId = await defaultWorkspaceId(database);
  const workspaceOf = (): string => workspaceId;
  const app = openHttpServer(parts.logger);
  answerKnownHosts(app, settings);
  if (settings.key !== undefined) demandStaticKey(app, settings.key);
  serveHealth(app, database);
  const schema = await serviceSchema(composeResolvers(parts, database));
  await serveGraphql(app, { schema, logger: parts.logger, workspaceOf });
  await serveAdmin(app, parts.adminFolder);
  return app;
}

function composeResolvers({ clock }: ServiceParts, database: Database): readonly ResolverInstance[] {
  return [new PriceBookResolver(database, clock), new LedgerResolver(database)];
}
