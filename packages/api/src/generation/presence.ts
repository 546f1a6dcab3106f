import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Database } from '../platform/database.ts';

/** How a process shows that it lives: an advisory lock of its own number, which PostgreSQL drops the moment the process is gone. */
export interface Presence {
  readonly number: bigint;
  /** Gives the number up; what still ran under it is then anybody's to mark. */
  leave(): Promise<void>;
}

const reconnectMilliseconds = 500;

/** Takes a number at random and holds its lock on a connection of its own, and anew where that connection breaks. */
export async function announcePresence(database: Database): Promise<Presence> {
  const number = randomBytes(8).readBigInt64BE();
  const leaving = new AbortController();
  const first = await holdLock(database, number);
  const holding = keepHolding(first, { database, number, leaving: leaving.signal });
  return {
    number,
    leave: async () => {
      leaving.abort();
      await holding;
    },
  };
}

interface Holding {
  readonly database: Database;
  readonly number: bigint;
  readonly leaving: AbortSignal;
}

async function keepHolding(first: PoolClient, { database, number, leaving }: Holding): Promise<void> {
  let client: PoolClient | undefined = first;
  for (;;) {
    if (client !== undefined) await untilBroken(client, leaving);
    client?.release(true);
    if (leaving.aborted) return;
    client = await holdLock(database, number).catch(() => undefined);
    if (client === undefined) await pause(leaving);
  }
}

async function holdLock(database: Database, number: bigint): Promise<PoolClient> {
  const client = await database.$client.connect();
  // A broken connection is an event of the client that has it; unheard, it would end the process.
  client.on('error', () => undefined);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [number.toString()]);
    return client;
  } catch (cause) {
    client.release(true);
    throw cause;
  }
}

/** Ends when the connection breaks, or when the process leaves. */
async function untilBroken(client: PoolClient, leaving: AbortSignal): Promise<void> {
  await once(client, 'error', { signal: leaving }).catch(() => undefined);
}

async function pause(leaving: AbortSignal): Promise<void> {
  await after(reconnectMilliseconds, undefined, { ref: false, signal: leaving }).catch(() => undefined);
}
