/** The thread in which a run is reconciled. It has a connection of its own to the database, and tells who started it only that it is done. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '@halfpenny/core';
import { closeDatabase, openDatabase } from '../platform/database.ts';
import { openLogger } from '../platform/logger.ts';
import { holdAgainst } from './hold-against.ts';
import type { ThreadData, ThreadWord } from './reconcile-apart.ts';

const port = parentPort;
invariant(port !== null, 'This program runs in a thread.');
const { databaseUrl, about, prices } = workerData as ThreadData;
const say = (word: ThreadWord): void => port.postMessage(word);

/** Time is told by who started the thread: every clock is handed in. */
const askTime = async (): Promise<Date> => {
  const told = once(port, 'message') as Promise<[Date]>;
  say('what-time');
  return (await told)[0];
};

const database = openDatabase(databaseUrl, { logger: openLogger('warn'), connectionsMost: 2 });
try {
  say({ failure: await holdAgainst({ database, askTime }, { about, prices }) });
} finally {
  await closeDatabase(database);
}
