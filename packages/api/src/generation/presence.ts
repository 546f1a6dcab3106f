import { randomBytes } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Database } from '../platform/database.ts';

/** How a process shows that it lives: an advisory lock of its own number, which PostgreSQL drops the moment the process is gone. */
export interface Presence {
  readonly number: bigint;
  /** Gives the number up; what still ran under it is then anybody's to mark. */
  leave(): void;
}

const reconnectSeconds = 1;

/** Takes a number at random and holds its lock on a connection of its own, anew where the connection breaks. */
export async function announcePresence(database: Database): Promise<Presence> {
  const number = randomBytes(8).readBigInt64BE();
  const held: { client: PoolClient | undefined; left: boolean } = { client: undefined, left: false };
  const hold = async (): Promise<void> => {
    const client = await database.$client.connect();
    client.once('error', (error) => {
      client.release(error);
      held.client = undefined;
      void holdAgain();
    });
    await client.query('SELECT pg_advisory_lock($1)', [number.toString()]);
    held.client = client;
    if (held.left) client.release(true);
  };
  const holdAgain = async (): Promise<void> => {
    while (!held.left && held.client === undefined) {
      await after(reconnectSeconds * 1000, undefined, { ref: false });
      if (!held.left) await hold().catch(() => undefined);
    }
  };
  await hold();
  return {
    number,
    leave() {
      held.left = true;
      held.client?.release(true);
      held.client = undefined;
    },
  };
}
