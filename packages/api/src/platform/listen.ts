import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

/** What is listened to, and what is done about it. */
export interface Listening {
  readonly channel: string;
  /** There is news. */
  readonly heard: (payload: string) => void;
  /** Listening was taken up again after it had broken off: whatever was said meanwhile was missed. Undefined: whoever listens looks again by itself. */
  readonly resumed?: () => void;
}

const reconnectMilliseconds = 500;

/**
 * Listens to a channel of PostgreSQL on a connection of its own, which lasts as long as the process and is made anew when it breaks. Answers with how to end it,
 * once it listens; throws where it cannot at first.
 */
export async function listenTo(database: Database, listening: Listening): Promise<() => Promise<void>> {
  const closing = new AbortController();
  const first = await listen(database, listening);
  const kept = keepListening(first, { database, listening, closing: closing.signal });
  return async () => {
    closing.abort();
    await kept;
  };
}

interface Keeping {
  readonly database: Database;
  readonly listening: Listening;
  readonly closing: AbortSignal;
}

async function keepListening(first: PoolClient, { database, listening, closing }: Keeping): Promise<void> {
  let client: PoolClient | undefined = first;
  for (;;) {
    if (client !== undefined) await once(client, 'error', { signal: closing }).catch(() => undefined);
    client?.release(true);
    if (closing.aborted) return;
    client = await listen(database, listening).catch(() => undefined);
    if (client === undefined) await after(reconnectMilliseconds, undefined, { ref: false, signal: closing }).catch(() => undefined);
    else listening.resumed?.();
  }
}

async function listen(database: Database, { channel, heard }: Listening): Promise<PoolClient> {
  const client = await database.$client.connect();
  // A broken connection is an event of the client that has it; unheard, it would end the process.
  client.on('error', () => undefined);
  client.on('notification', ({ payload = '' }) => heard(payload));
  try {
    await client.query(`LISTEN ${channel}`);
    return client;
  } catch (cause) {
    client.release(true);
    throw cause;
  }
}
