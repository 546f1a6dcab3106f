import { EventEmitter, once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Database } from './database.ts';

/** Tells whoever waits for something, in this process or another, that there is news of it. A ring may be missed: who waits looks again by itself. */
export interface Bell {
  /** There is news of this id. */
  ring(id: string): void;
  /** Ends when there is news of an id, when the time is over, or when nobody waits any more. No transaction and no connection is held meanwhile. */
  heard(id: string, milliseconds: number, gone?: AbortSignal): Promise<void>;
  /** Lets all who wait go, and gives its connection back. */
  close(): Promise<void>;
}

const channel = 'halfpenny_news';
const reconnectMilliseconds = 500;

/** Hangs up a bell: one connection listens, whoever and however many wait. */
export async function hangBell(database: Database): Promise<Bell> {
  const news = new EventEmitter();
  news.setMaxListeners(0);
  const closing = new AbortController();
  const first = await listen(database, news);
  const listening = keepListening(first, { database, news, closing: closing.signal });
  return {
    ring: (id) => {
      news.emit(id);
      database.$client.query({ name: 'ring', text: 'SELECT pg_notify($1, $2)', values: [channel, id] }).catch(() => undefined);
    },
    heard: async (id, milliseconds, gone) =>
      await heard(news, id, [AbortSignal.timeout(milliseconds), closing.signal, ...(gone === undefined ? [] : [gone])]),
    close: async () => {
      closing.abort();
      await listening;
    },
  };
}

async function heard(news: EventEmitter, id: string, ends: readonly AbortSignal[]): Promise<void> {
  await once(news, id, { signal: AbortSignal.any([...ends]) }).catch(() => undefined);
}

interface Listening {
  readonly database: Database;
  readonly news: EventEmitter;
  readonly closing: AbortSignal;
}

async function keepListening(first: PoolClient, { database, news, closing }: Listening): Promise<void> {
  let client: PoolClient | undefined = first;
  for (;;) {
    if (client !== undefined) await once(client, 'error', { signal: closing }).catch(() => undefined);
    client?.release(true);
    if (closing.aborted) return;
    client = await listen(database, news).catch(() => undefined);
    if (client === undefined) await after(reconnectMilliseconds, undefined, { ref: false, signal: closing }).catch(() => undefined);
  }
}

async function listen(database: Database, news: EventEmitter): Promise<PoolClient> {
  const client = await database.$client.connect();
  // A broken connection is an event of the client that has it; unheard, it would end the process.
  client.on('error', () => undefined);
  client.on('notification', ({ payload = '' }) => void news.emit(payload));
  try {
    await client.query(`LISTEN ${channel}`);
    return client;
  } catch (cause) {
    client.release(true);
    throw cause;
  }
}
