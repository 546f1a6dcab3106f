import { randomBytes } from 'node:crypto';
import type { Database } from '../platform/database.ts';
import { keepConnection } from '../platform/kept-connection.ts';

/** How a process shows that it lives: an advisory lock of its own number, which PostgreSQL drops the moment the process is gone. */
export interface Presence {
  readonly number: bigint;
  /** Gives the number up; what still ran under it is then anybody's to mark. */
  leave(): Promise<void>;
}

/** Takes a number at random and holds its lock on a connection of its own, and anew where that connection breaks. */
export async function announcePresence(database: Database): Promise<Presence> {
  const number = randomBytes(8).readBigInt64BE();
  const leave = await keepConnection(database, {
    prepare: (client) => client.query('SELECT pg_advisory_lock($1)', [number.toString()]),
  });
  return { number, leave };
}
