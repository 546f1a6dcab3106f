import type { Database } from './database.ts';
import { keepConnection } from './kept-connection.ts';

/** What is listened to, and what is done about it. */
export interface Listening {
  readonly channel: string;
  /** There is news. */
  readonly heard: (payload: string) => void;
  /** Listening was taken up again after it had broken off: whatever was said meanwhile was missed. Undefined: whoever listens looks again by itself. */
  readonly resumed?: () => void;
}

/**
 * Listens to a channel of PostgreSQL on a connection of its own, which lasts as long as the process and is made anew when it breaks. Answers with how to end it,
 * once it listens; throws where it cannot at first.
 */
export function listenTo(database: Database, { channel, heard, resumed }: Listening): Promise<() => Promise<void>> {
  return keepConnection(database, {
    prepare: (client) => {
      client.on('notification', ({ payload = '' }) => heard(payload));
      return client.query(`LISTEN ${channel}`);
    },
    resumed,
  });
}
