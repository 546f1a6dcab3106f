/** A newcomer's day with `pnpm start`: one data folder, started, used, stopped, killed and started again. */
import { join } from 'node:path';
import { freePort, processFacts } from '@halfpenny/local';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../world/temporary-folder.ts';
import { expectFree, postgresOf, startHalfpenny, startUnderPnpm } from './halfpenny-process.ts';

let settings: { HALFPENNY_DATA: string; PORT: string; SANDBOX_PORT: string };

beforeAll(async () => {
  const data = join(await temporaryFolder(afterAll), 'data');
  settings = { HALFPENNY_DATA: data, PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
});

/** Does what the printed curl command does, which a machine without curl cannot. */
async function paste<Data>(command: string): Promise<Data> {
  const [, url = '', body = ''] = /^curl -s (\S+) .* -d '(.*)'$/.exec(command) ?? [];
  const reply = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return ((await reply.json()) as { data: Data }).data;
}

async function ask<Data>(url: string, query: string): Promise<Data> {
  return paste<Data>(`curl -s ${url}/graphql . -d '${JSON.stringify({ query })}'`);
}

function printedCommands(printed: string): string[] {
  return printed.split('\n').filter((line) => line.startsWith('curl '));
}

const wizard = '{ generationByKey(requestKey: "my-first-wizard") { status charge { total { amount } } images { url } } }';

test('what the first start prints can be pasted, and costs what it says to the last digit', async () => {
  const halfpenny = startHalfpenny(settings);
  const url = await halfpenny.ready();
  expect(url).toBe(`http://localhost:${settings.PORT}`);
  const [quote = '', generate = ''] = printedCommands(halfpenny.printed());
  expect(await paste(quote)).toMatchObject({
    quote: {
      offers: expect.arrayContaining([
        { provider: 'openai', exactness: 'EXACT', expected: { amount: '0.00397', currency: 'USD' } },
      ]) as unknown,
    },
  });
  const made = { simulated: true, charge: { state: 'SETTLED', total: { amount: '0.00397', currency: 'USD' } }, variance: { amount: '0' } };
  expect(await paste(generate)).toMatchObject({ generate: made });
  expect(await paste(generate)).toMatchObject({ generate: made });
  const { generationByKey } = await ask<{ generationByKey: { images: { url: string }[] } }>(url, wizard);
  const image = await fetch(new URL(generationByKey.images[0]?.url ?? '', url));
  expect(image.headers.get('content-type')).toBe('image/png');
  const invoice = (await (await fetch(`http://localhost:${settings.SANDBOX_PORT}/invoice?provider=openai`)).json()) as { total: string };
  expect(invoice.total).toBe('0.00397');
  const { accountBalances } = await ask<{ accountBalances: { account: string; balance: { amount: string } }[] }>(
    url,
    '{ accountBalances { account balance { amount } } }',
  );
  expect(accountBalances.map(({ account, balance }) => [account, balance.amount])).toEqual([
    ['provider_accrued', '-0.00397'],
    ['generation_cost', '0.00397'],
  ]);
  expect(await (await fetch(url)).text()).toContain('<title>');
  halfpenny.child.kill('SIGTERM');
  expect(await halfpenny.ended()).toMatchObject({ code: 0 });
});

test('a second start keeps the data, and a stop leaves neither process nor port behind', async () => {
  const halfpenny = startHalfpenny(settings);
  const url = await halfpenny.ready();
  expect(await ask(url, wizard)).toMatchObject({ generationByKey: { status: 'SUCCEEDED', charge: { total: { amount: '0.00397' } } } });
  const postgres = await postgresOf(settings.HALFPENNY_DATA);
  expect(processFacts(postgres)).toBeDefined();
  halfpenny.child.kill('SIGINT');
  expect((await halfpenny.ended()).printed).toContain('Everything has stopped.');
  expect(processFacts(postgres)).toBeUndefined();
  await expectFree(Number(settings.PORT));
  await expectFree(Number(settings.SANDBOX_PORT));
});

test('a start that was killed leaves nothing that blocks the next one, and nothing that was committed is lost', async () => {
  const killed = startHalfpenny(settings);
  await killed.ready();
  const postgres = await postgresOf(settings.HALFPENNY_DATA);
  killed.child.kill('SIGKILL');
  await killed.ended();
  const next = startHalfpenny(settings);
  const url = await next.ready();
  expect(processFacts(postgres)).toBeUndefined();
  expect(await ask(url, wizard)).toMatchObject({ generationByKey: { charge: { total: { amount: '0.00397' } } } });
  next.child.kill('SIGTERM');
  await next.ended();
});

test('when the command it was started by is killed it stops in order, and the next start waits for that', async () => {
  const wrapped = await startUnderPnpm(settings);
  await wrapped.ready();
  const postgres = await postgresOf(settings.HALFPENNY_DATA);
  wrapped.child.kill('SIGKILL');
  const next = startHalfpenny(settings);
  const url = await next.ready();
  expect((await wrapped.ended()).printed).toContain('Everything has stopped.');
  expect(processFacts(postgres)).toBeUndefined();
  expect(await ask(url, wizard)).toMatchObject({ generationByKey: { status: 'SUCCEEDED' } });
  next.child.kill('SIGTERM');
  await next.ended();
});

test('a second start beside a running one is told where that one is; another Host name gets no answer', async () => {
  const running = startHalfpenny(settings);
  const url = await running.ready();
  const second = await startHalfpenny(settings).ended();
  expect(second.code).toBe(1);
  expect(second.printed).toContain(`✗ Halfpenny already runs at ${url} (process ${running.child.pid}) from ${settings.HALFPENNY_DATA}:`);
  const elsewhere = await fetchAs('evil.example', Number(settings.PORT));
  expect(elsewhere).toBe(421);
  running.child.kill('SIGTERM');
  await running.ended();
});

test('when its database dies it says so and ends, and the next start recovers what was committed', async () => {
  const halfpenny = startHalfpenny(settings);
  await halfpenny.ready();
  process.kill(await postgresOf(settings.HALFPENNY_DATA), 'SIGKILL');
  const { code, printed } = await halfpenny.ended();
  expect(code).toBe(1);
  expect(printed).toContain('✗ The database is gone: it ended with SIGKILL.');
  const url = await startHalfpenny(settings).ready();
  expect(await ask(url, wizard)).toMatchObject({ generationByKey: { charge: { total: { amount: '0.00397' } } } });
});

/** The status a request gets that names that host; `fetch` does not let its caller choose. */
async function fetchAs(host: string, port: number): Promise<number | undefined> {
  const { get } = await import('node:http');
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/graphql', headers: { host } }, (reply) => resolve(reply.resume().statusCode)).on(
      'error',
      reject,
    );
  });
}
