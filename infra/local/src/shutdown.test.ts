import { expect, test } from 'vitest';
import { createShutdown } from './shutdown.ts';

test('stops the newest first, and each once, however often it is asked', async () => {
  const stopped: string[] = [];
  const shutdown = createShutdown();
  for (const name of ['database', 'sandbox', 'service']) await shutdown.add(name, () => stopped.push(name));
  await Promise.all([shutdown.run(), shutdown.run()]);
  expect(stopped).toEqual(['service', 'sandbox', 'database']);
});

test('one that cannot stop does not keep the database beneath it running', async () => {
  const stopped: string[] = [];
  const shutdown = createShutdown();
  await shutdown.add('database', () => stopped.push('database'));
  await shutdown.add('service', () => Promise.reject(new Error('a socket hangs')));
  expect(await shutdown.run()).toEqual([{ name: 'service', error: new Error('a socket hangs') }]);
  expect(stopped).toEqual(['database']);
});

test('what comes up after the end was asked for is stopped at once, and nothing is started after it', async () => {
  const stopped: string[] = [];
  const shutdown = createShutdown();
  await shutdown.run();
  await expect(shutdown.add('service', () => stopped.push('service'))).rejects.toThrow('ended before it was complete');
  expect(stopped).toEqual(['service']);
});
