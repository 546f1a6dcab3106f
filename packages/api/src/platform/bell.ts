import { EventEmitter, once } from 'node:events';
import type { Database } from './database.ts';
import { listenTo } from './listen.ts';

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

/** Hangs up a bell: one connection listens, whoever and however many wait. */
export async function hangBell(database: Database): Promise<Bell> {
  const news = new EventEmitter();
  news.setMaxListeners(0);
  const closing = new AbortController();
  const endListening = await listenTo(database, { channel, heard: (id) => void news.emit(id) });
  return {
    ring: (id) => {
      news.emit(id);
      database.$client.query({ name: 'ring', text: 'SELECT pg_notify($1, $2)', values: [channel, id] }).catch(() => undefined);
    },
    heard: async (id, milliseconds, gone) =>
      await heard(news, id, [AbortSignal.timeout(milliseconds), closing.signal, ...(gone === undefined ? [] : [gone])]),
    close: async () => {
      closing.abort();
      await endListening();
    },
  };
}

async function heard(news: EventEmitter, id: string, ends: readonly AbortSignal[]): Promise<void> {
  await once(news, id, { signal: AbortSignal.any([...ends]) }).catch(() => undefined);
}
