/**
 * Clients ask for images while service and PostgreSQL are killed under them, each by a signal that nothing can catch, and started again.
 * PostgreSQL is a direct child of this process: a postmaster that someone else's shell started may outlive its kill.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openLogger, prepareDatabase, startSandbox } from '@halfpenny/api';
import type { Sandbox } from '@halfpenny/api';
import { freePort, startPostgres } from '@halfpenny/local';
import type { PostgresServer } from '@halfpenny/local';
import { Client } from 'pg';
import type { Generated } from '../world/generation-document.ts';
import { chance } from './form.ts';
import { askUntilAnswered, bringPicture } from './persistent-client.ts';
import type { KeyedRequest } from './persistent-client.ts';
import { startServiceProcess } from './service-process.ts';
import type { Ground, ServiceProcess } from './service-process.ts';

/** How hard it blows. */
export interface StormPlan {
  readonly seed: number;
  readonly clients: number;
  /** How many processes are killed, one after the other. */
  readonly kills: number;
  /** The first kill waits for this many answers, so that there is something to lose. */
  readonly answersFirst: number;
  /** What PostgreSQL is told before it begins: a control that must lose says synchronous_commit = off. */
  readonly settings: readonly string[];
  /** At most this long passes between two kills. */
  readonly calmMillisecondsMost: number;
}

/** What is left when it is over. */
export interface Aftermath {
  /** Every key that was ever sent. */
  readonly attempted: ReadonlySet<string>;
  /** Every answer a client got, by its key. */
  readonly acknowledged: ReadonlyMap<string, Generated>;
  readonly database: Client;
  readonly sandboxUrl: string;
  /** Where the service answers, which was started once more. */
  readonly address: string;
  /** Lets everything go. */
  end(): Promise<void>;
}

const now = '2026-11-20T12:00:00Z';
/** One in four calls goes wrong at the provider as well. */
const markers = ['', '', '', '', '', '', '', '', ' [sandbox: server-error-billed]', ' [sandbox: silent]', ' [sandbox: reset]'];

type Kind = Pick<KeyedRequest, 'more' | 'moreOfRequest'>;

/** Half is waited for; the rest is queued, streamed or goes into a batch, and is acknowledged before it is done. One in four is an edit. */
function kindsOf(uploadId: string): readonly Kind[] {
  const edit = { operation: 'EDIT', images: [{ uploadId }] };
  return [
    {},
    {},
    {},
    { more: { wait: false } },
    { moreOfRequest: { partialImages: 1 } },
    { more: { mode: 'BATCH' } },
    { moreOfRequest: edit },
    { more: { mode: 'BATCH' }, moreOfRequest: edit },
  ];
}

/** Blows, then starts the service once more, so that it finds what was left running, and hands over the remains. */
export async function blowStorm(plan: StormPlan): Promise<Aftermath> {
  const folder = await mkdtemp(join(tmpdir(), 'halfpenny-storm-'));
  const place = await raise(folder, plan);
  const attempted = new Set<string>();
  const acknowledged = new Map<string, Generated>();
  const over = new AbortController();
  const clients = Array.from({ length: plan.clients }, (_, number) =>
    persist(place, { number, over: over.signal, attempted, acknowledged, random: chance(plan.seed + number) }),
  );
  while (acknowledged.size < plan.answersFirst) await pause(10);
  await killOneAfterTheOther(place, plan);
  over.abort();
  await Promise.all(clients);
  await place.service.kill();
  place.service = await startServiceProcess(place.ground);
  const database = new Client({ connectionString: place.ground.databaseUrl });
  await database.connect();
  await workedOff(database);
  return {
    attempted,
    acknowledged,
    database,
    sandboxUrl: place.sandbox.url,
    address: place.service.address,
    end: () => lower(place, database),
  };
}

/** Resolves once nothing waits or runs any more. */
async function workedOff(database: Client): Promise<void> {
  const question = "SELECT FROM generation WHERE status IN ('queued', 'running')";
  while ((await database.query(question)).rowCount !== 0) await pause(50);
}

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly ground: Ground;
  readonly sandbox: Sandbox;
  readonly kinds: readonly Kind[];
  postgres: PostgresServer;
  service: ServiceProcess;
}

async function raise(folder: string, { settings }: StormPlan): Promise<Place> {
  const port = await freePort();
  const postgres = await startPostgres({ home: join(folder, 'postgres'), durable: true, port });
  const databaseUrl = postgres.url('postgres');
  const clock = (): Date => new Date(now);
  const prepared = await prepareDatabase(databaseUrl, { clock, logger: openLogger('warn') });
  if (!prepared.ok) throw new Error(prepared.refusal.message);
  await tell(databaseUrl, [...budget, ...settings.map((setting) => `ALTER SYSTEM SET ${setting}`), 'SELECT pg_reload_conf()']);
  const sandbox = await startSandbox({ port: 0, folder: join(folder, 'sandbox'), clock });
  const environment = { PROVIDER_TIMEOUT_SECONDS: '1', BATCH_GATHER_SECONDS: '0', BATCH_POLL_SECONDS: '1', SWEEP_SECONDS: '1' };
  const ground = { databaseUrl, sandboxUrl: sandbox.url, dataFolder: folder, now, environment };
  const service = await startServiceProcess(ground);
  return { folder, port, ground, sandbox, postgres, service, kinds: kindsOf(await bringPicture(service.address)) };
}

/** One simulated dollar in four slots: enough for 168 images, so that a long storm spends it all. */
const budget = [
  `INSERT INTO budget (workspace_id, id, book, currency, period, limit_amount, slots, created_at)
   SELECT id, id, 'simulated', 'USD', '[2026-11-01,)', 1, 4, now() FROM workspace`,
  `INSERT INTO budget_slot (workspace_id, budget_id, slot, share) SELECT id, id, slot, 0.25 FROM workspace, generate_series(0, 3) AS slot`,
];

async function tell(databaseUrl: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

interface Persisting {
  readonly number: number;
  readonly over: AbortSignal;
  readonly attempted: Set<string>;
  readonly acknowledged: Map<string, Generated>;
  readonly random: (below: number) => number;
}

async function persist(place: Place, { number, over, attempted, acknowledged, random }: Persisting): Promise<void> {
  for (let count = 0; !over.aborted; count += 1) {
    const requestKey = `client ${number}, request ${count}`;
    attempted.add(requestKey);
    const prompt = `A harbour at dawn${markers[random(markers.length)]}`;
    const kind = place.kinds[random(place.kinds.length)];
    acknowledged.set(requestKey, await askUntilAnswered(() => place.service.address, { requestKey, prompt, ...kind }));
  }
}

/** In turn service and database, so that each is killed as often as the other; when, is left to chance. */
async function killOneAfterTheOther(place: Place, { seed, kills, calmMillisecondsMost }: StormPlan): Promise<void> {
  const random = chance(seed);
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(calmMillisecondsMost / 4 + random((calmMillisecondsMost * 3) / 4));
    await (kill % 2 === 0 ? killPostgres(place) : killService(place));
  }
}

async function killPostgres(place: Place): Promise<void> {
  process.kill(place.postgres.pid, 'SIGKILL');
  await place.postgres.ended;
  place.postgres = await startPostgres({ home: join(place.folder, 'postgres'), durable: true, port: place.port });
}

async function killService(place: Place): Promise<void> {
  await place.service.kill();
  place.service = await startServiceProcess(place.ground);
}

async function lower(place: Place, database: Client): Promise<void> {
  await database.end();
  await place.service.kill();
  await place.sandbox.close();
  await place.postgres.stop();
  await rm(place.folder, { recursive: true });
}
