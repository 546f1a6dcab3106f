import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

/** What a kept connection is for. */
export interface Keeping {
  /** Makes of a new connection what it is kept for. */
  readonly prepare: (client: PoolClient) => Promise<unknown>;
  /** It was made anew after it had broken off. Undefined: nobody needs to know. */
  readonly resumed?: (() => void) | undefined;
}

const reconnectMilliseconds = 500;

/**
 * Keeps a connection for itself as long as the process lives, made anew when it breaks. Answers with how to let it go, once it is prepared; throws
 * where it cannot be at first.
 */
export async function keepConnection(database: Database, keeping: Keeping): Promise<() => Promise<void>> {
  const leaving = new AbortController();
  const first = await openPrepared(database, keeping);
  const kept = keepOpen(first, { database, keeping, leaving: leaving.signal });
  return async () => {
    leaving.abort();
    await kept;
  };
}

interface Kept {
  readonly database: Database;
  readonly keeping: Keeping;
  readonly leaving: AbortSignal;
}

async function keepOpen(first: PoolClient, { database, keeping, leaving }: Kept): Promise<void> {
  let client: PoolClient | undefined = first;
  for (;;) {
    if (client !== undefined) await once(client, 'error', { signal: leaving }).catch(() => undefined);
    client?.release(true);
    if (leaving.aborted) return;
    client = await openPrepared(database, keeping).catch(() => undefined);
    if (client === undefined) await after(reconnectMilliseconds, undefined, { ref: false, signal: leaving }).catch(() => undefined);
    else keeping.resumed?.();
  }
}

async function openPrepared(database: Database, { prepare }: Keeping): Promise<PoolClient> {
  const client = await database.$client.connect();
  // A broken connection is an event of the client that has it; unheard, it would end the process.
  client.on('error', () => undefined);
  try {
    await prepare(client);
    return client;
  } catch (cause) {
    client.release(true);
    throw cause;
  }
}
