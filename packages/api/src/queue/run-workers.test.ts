import { pino } from 'pino';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { asSystem, closeDatabase, openDatabase } from '../platform/database.ts';
import { runWorkers, type Doers } from './run-workers.ts';
import { enqueue } from './tasks.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const logger = pino({ level: 'silent' });
const unexpected = (): Promise<void> => Promise.reject(new Error('Nothing of the kind was asked for.'));
const endEverySession = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()';

it('the database may break off under a job that succeeds and one that fails, and the next jobs are done all the same', async () => {
  const database = openDatabase(test.url, { logger });
  const done: string[] = [];
  const heard = Promise.withResolvers<void>();
  const breakOff = async (): Promise<void> => void (await database.$client.query(endEverySession).catch(() => undefined));
  const doers: Doers = {
    'run-generation': async ({ generationId }) => {
      if (done.push(generationId) <= 2) await breakOff();
      if (generationId === 'fails') throw new Error('It fails, and its failure cannot be stored.');
      if (generationId === 'last') heard.resolve();
    },
    'gather-batch': unexpected,
    'submit-batch': unexpected,
    'look-after-batch': unexpected,
    'rate-run': unexpected,
    'write-corrections': unexpected,
    'import-statement': unexpected,
    reconcile: unexpected,
    'prove-month': unexpected,
    'pull-statements': unexpected,
  };
  const end = await runWorkers(database, doers, { workers: 1, logger });
  onTestFinished(async () => {
    await end();
    await closeDatabase(database);
  });
  for (const generationId of ['fails', 'succeeds', 'last'])
    await stubborn(() =>
      asSystem(database, (tx) =>
        enqueue(tx, { task: 'run-generation', payload: { workspaceId: 'any', generationId }, inSeconds: undefined }),
      ),
    );
  await heard.promise;
  expect(done.slice(0, 2)).toEqual(['fails', 'succeeds']);
  expect(done.at(-1)).toBe('last');
});

/** Does it again while the database is away. */
async function stubborn(work: () => Promise<void>): Promise<void> {
  while (
    !(await work().then(
      () => true,
      () => false,
    ))
  );
}
