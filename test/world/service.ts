/** The whole service for a test: sandbox, database of its own, pinned clock, ephemeral ports, all in this process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { openLogger, prepareDatabase, readSettings, startSandbox, startService } from '@halfpenny/api';
import type { AtBoundary, Sandbox, Service } from '@halfpenny/api';
import { Client } from 'pg';
import { createTestDatabase } from './database.ts';

/** What the world is like when the test begins. */
export interface WorldOptions {
  /** The instant at which the clock stands; it can be set later. */
  readonly now?: string;
  /** Settings beyond the usual, by the names of their variables. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Folder of a built admin to serve. */
  readonly adminFolder?: string;
  /** Called at each boundary of a generation. */
  readonly boundary?: AtBoundary;
  /** Whether whoever shows nothing is let in as admin of `default`, as on a database of one's own. True unless said otherwise. */
  readonly open?: boolean;
}

/** A running service with its sandbox, and hands to work it by. */
export interface World {
  readonly address: string;
  /** The link that makes the first admin, where nothing is open and nobody is. */
  readonly firstAdminLink: string | undefined;
  readonly sandboxUrl: string;
  readonly databaseUrl: string;
  /** Where the service keeps images. */
  readonly dataFolder: string;
  /** How long the service would have waited before it tried again, in milliseconds, in order; it waits for nothing. */
  readonly pauses: readonly number[];
  /** Sets the clock of service and sandbox. */
  setNow(instant: string): void;
  /** Sends a GraphQL document and answers with its data; throws where the reply has errors. */
  ask<T = Record<string, never>>(document: string, variables?: object): Promise<T>;
  /** Runs a statement on the database as its owner, and answers with how many rows it brought or changed. */
  sql(statement: string): Promise<number>;
  /** The sandbox's own invoice. */
  invoice(provider?: string): Promise<WorldInvoice>;
  /** Stops the service and starts it anew on the same database, data and sandbox. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The invoice of the sandbox, as it reports it. Amounts are decimal text. */
interface WorldInvoice {
  readonly total: string;
  readonly totals: Readonly<Record<string, string>>;
  readonly lines: readonly { readonly clientRequestId: string; readonly provider: string; readonly amount: string }[];
}

/** Starts sandbox and service on a fresh, prepared database. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  let now = new Date(options.now ?? '2026-11-20T12:00:00Z');
  const clock = (): Date => now;
  const logger = openLogger('silent');
  const folder = await mkdtemp(join(tmpdir(), 'halfpenny-world-'));
  const database = await createTestDatabase();
  await prepareDatabase(database.url, { clock, logger });
  const sandbox = await startSandbox({ port: 0, folder: join(folder, 'sandbox'), clock });
  const pauses: number[] = [];
  const start = (): Promise<Service> => serve({ ...options, sandbox, databaseUrl: database.url, folder, clock, pauses });
  let service = await start();
  return {
    get address() {
      return service.address;
    },
    get firstAdminLink() {
      return service.firstAdminLink;
    },
    sandboxUrl: sandbox.url,
    databaseUrl: database.url,
    dataFolder: folder,
    pauses,
    setNow: (instant) => {
      now = new Date(instant);
    },
    ask: (document, variables) => ask(service.address, document, variables),
    sql: (statement) => runStatement(database.url, statement),
    invoice: (provider) => readInvoice(sandbox.url, provider),
    restart: async () => {
      await service.close();
      service = await start();
    },
    close: async () => {
      await service.close();
      await sandbox.close();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

interface Serving extends WorldOptions {
  readonly sandbox: Sandbox;
  readonly databaseUrl: string;
  readonly folder: string;
  readonly clock: () => Date;
  readonly pauses: number[];
}

async function serve(serving: Serving): Promise<Service> {
  const { sandbox, databaseUrl, folder, clock, pauses, environment, adminFolder, boundary, open = true } = serving;
  const settings = readSettings({
    PORT: '0',
    DATABASE_URL: databaseUrl,
    HALFPENNY_DATA: folder,
    SANDBOX_URL: sandbox.url,
    LOG_LEVEL: 'silent',
    ...environment,
  });
  if (!settings.ok) throw new Error(settings.refusal.message);
  const pause = async (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    await after(1);
  };
  const logger = openLogger('silent');
  const service = await startService(settings.value, { clock, logger, adminFolder, pause, boundary, embeddedDatabase: open });
  if (!service.ok) throw new Error(service.refusal.message);
  return service.value;
}

async function ask<T>(address: string, document: string, variables: object = {}): Promise<T> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: document, variables }),
  });
  const reply = (await response.json()) as { data: T; errors?: unknown };
  if (reply.errors !== undefined) throw new Error(`GraphQL errors: ${JSON.stringify(reply.errors)}`);
  return reply.data;
}

async function runStatement(databaseUrl: string, statement: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(statement)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}

async function readInvoice(sandboxUrl: string, provider?: string): Promise<WorldInvoice> {
  const response = await fetch(`${sandboxUrl}/invoice${provider === undefined ? '' : `?provider=${provider}`}`);
  return (await response.json()) as WorldInvoice;
}
