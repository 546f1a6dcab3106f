import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyOf } from '../world/askers.ts';
import { generateDocument } from '../world/generation-document.ts';
import { loadOctober } from '../world/october.ts';
import { bringStatement, control, costs, image } from '../world/statements.ts';
import { expectReadable } from './expect-readable.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
let account = '';
beforeAll(async () => {
  admin = await openAdmin();
  const made = `SELECT provider_account_of(id, 'openai', 'simulated', gen_random_uuid(), '2026-11-01') AS id FROM workspace`;
  account = await withDatabase(async (database) => (await database.query<{ id: string }>(made)).rows[0]?.id ?? '');
});
afterAll(() => admin.close());

async function withDatabase(act: (database: Client) => Promise<string>): Promise<string> {
  const database = new Client({ connectionString: admin.world.databaseUrl });
  await database.connect();
  const answer = await act(database);
  await database.end();
  return answer;
}

const file = (name: string, text: string) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
const brought = (pages: string, name: string) =>
  bringStatement(admin.world, pages, `providerAccount=${account}&kind=openai_costs&fileName=${name}`);

describe('A statement', () => {
  it('is guessed, sent and read; each line that is not understood is named, and a CSV is read as its columns are said to be', async () => {
    const { page, complaints, foreign } = await admin.open('/reconciliation/statements');
    await page.getByText('No statement came in yet').waitFor();
    const choose = page.locator('input[type=file]');
    await choose.setInputFiles(file('broken.json', costs([image('"x"')], [image('1.5')])));
    await expect.poll(() => page.getByLabel('What the file is').inputValue()).toBe('OPENAI_COSTS');
    await page.getByRole('button', { name: 'Bring the statement' }).click();
    const panel = page.getByRole('dialog', { name: 'broken.json' });
    await panel.getByText('line 1, column 92', { exact: true }).waitFor();
    await expectReadable(page);
    await page.keyboard.press('Escape');

    await choose.setInputFiles(file('piapi.csv', 'Date;Amount (USD);Notes\n2026-10-03;1,5;first\n'));
    await page.getByRole('button', { name: 'Say which column holds what' }).click();
    expect(await page.getByLabel('Start, or day').inputValue()).toBe('Date');
    await page.getByLabel('What it is for').selectOption('Notes');
    await page.getByLabel('Fractions follow').selectOption('COMMA');
    await page.getByLabel('Name of the mapping').fill('PiAPI export');
    await page.getByRole('button', { name: 'Save the mapping' }).click();
    await page.getByText('one and a half written 1,5').waitFor();
    await page.getByRole('button', { name: 'Bring the statement' }).click();
    await page.getByRole('dialog', { name: 'piapi.csv' }).getByRole('cell', { name: '$1.50' }).waitFor();
    expect([complaints, foreign]).toEqual([[], []]);
  });

  it('that states a day anew is shown with what it superseded, and a month with the days that are stated', async () => {
    await brought(`${costs([image('0.1')], [image('0.25')])}\n${costs([control('0.1')], [control('0.25')])}`, 'october.json');
    await brought(costs([image('0.45')]), 'october-again.json');
    const { page } = await admin.open('/reconciliation/statements?month=2026-10');
    await page.getByText(/^superseded by \d$/).waitFor();
    await page.getByTitle('2026-10-02: stated once since it ended').waitFor();
    await page.getByRole('link', { name: 'october.json' }).click();
    await page
      .getByText(/^stated anew by version \d$/)
      .first()
      .waitFor();
  });
});

it('A policy begins as the one that holds, says what it makes of a day, and is not approved by its author', async () => {
  const { page, complaints } = await admin.open('/reconciliation/policies');
  await page.getByText('the usual one: none was approved yet').waitFor();
  await page.getByRole('button', { name: /^Propose another policy for/ }).click();
  await page.getByLabel('The provider rounds to whole').fill('0.01');
  await page.getByLabel('Minutes around midnight').fill('721');
  await page.getByLabel('Why', { exact: true }).fill('Invoice of October');
  await page.getByRole('button', { name: 'Propose this policy' }).click();
  await page.getByRole('alert').getByText('A provider changes its day within 0 to 720 minutes of midnight.').waitFor();
  await page.getByLabel('Minutes around midnight').fill('15');
  await expectReadable(page);
  await page.getByRole('button', { name: 'Propose this policy' }).click();
  await page.getByText('each line to whole 0.01, to the nearest, halves to the even one').waitFor();
  await page.getByRole('button', { name: /^Approve the policy for/ }).click();
  await page
    .getByRole('alert')
    .getByText(/than its author|themselves/)
    .waitFor();
  expect(complaints).toEqual([]);
});

it('Words that nobody explained stand first; their meaning is proposed, and not approved by its author', async () => {
  await brought(costs([{ item: 'Sales tax (AT)', value: '20.5' }]), 'tax.json');
  const { page, complaints } = await admin.open('/reconciliation/line-items');
  await page.getByRole('button', { name: 'Say what it means: Sales tax (AT)' }).click();
  const form = page.getByRole('form', { name: 'What Sales tax (AT) stands for' });
  expect(await form.getByLabel('Which kind').inputValue()).toBe('TAX');
  await expectReadable(page);
  await form.getByRole('button', { name: 'Propose this meaning' }).click();
  await page.getByText('no usage: tax').waitFor();
  await page.getByRole('button', { name: 'Approve what Sales tax (AT) means' }).click();
  await page.getByRole('alert').getByText('Nobody approves what they proposed themselves').waitFor();
  expect(complaints).toEqual([]);
});

describe('A reconciliation', () => {
  it('leads whoever never saw it from the difference by its bar to the cause, with both sides, and there it is resolved', async () => {
    const october = await withDatabase(loadOctober);
    const { page, complaints, foreign } = await admin.open('/reconciliation');
    await page.getByText('No statement was reconciled yet').waitFor();
    await page.getByLabel('Statement of').selectOption(october);
    await page.getByRole('button', { name: 'Reconcile these days' }).click();
    await page.getByText('It sums to the last digit').waitFor();
    await page.getByTitle('$40.136620000001').first().waitFor();
    await expectReadable(page);
    await page.getByText('The provider states $40.136620000001 more than is recorded here.').waitFor();
    const bar = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Show the items of Rate' }) });
    await bar.locator('[data-waterfall-bar]').click({ force: true });
    await page.getByRole('heading', { name: 'Items of Rate' }).waitFor();
    expect(new URL(page.url()).searchParams.get('part')).toBe('rate');
    await page.getByRole('link', { name: /^Rate: / }).click();
    const panel = page.getByRole('dialog', { name: /^Rate: / });
    await panel.getByRole('heading', { name: 'As the provider states it' }).waitFor();
    await panel.getByRole('heading', { name: 'As it is recorded here' }).waitFor();
    await panel.getByText('30 per 1M').first().waitFor();
    await expectReadable(page);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Accept the statement of' }).click();
    await page.getByRole('button', { name: 'Accept $440.400840000001' }).click();
    await page.getByRole('checkbox', { name: /^Tick item \d+/ }).check();
    const resolving = page.getByRole('form', { name: 'Resolve the items' });
    await resolving.getByLabel('Reason').fill('The price of 16 October is in the contract');
    await resolving.locator('input[type=file]').setInputFiles(file('contract.txt', 'From 16 October: 32.00'));
    await resolving.getByText('contract.txt').waitFor();
    await expectReadable(page);
    await withDatabase(async (database) => (await database.query('UPDATE reconciliation_run SET approval_above = 1')).command);
    await resolving.getByRole('button', { name: 'Accept as cost: 1 item' }).click();
    await page.getByText('“The price of 16 October is in the contract”').waitFor();
    await page.getByRole('button', { name: 'Approve it' }).click();
    await page.getByRole('alert').getByText('Whoever decided it does not approve it').waitFor();
    const { another } = await admin.world.ask<{ another: { secret: string } }>(
      'mutation { another: createApiKey(input: { name: "Bob", roles: [FINANCE] }) { ... on CreatedApiKey { secret } } }',
    );
    await page.context().setExtraHTTPHeaders({ authorization: `Bearer ${another.secret}` });
    await page.getByRole('button', { name: 'Approve it' }).click();
    await page.getByText('approved by Bob').waitFor();
    await page.getByRole('button', { name: 'Download contract.txt' }).waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: /^Rate: / })
      .getByText('resolved')
      .waitFor();
    expect([complaints, foreign]).toEqual([[], []]);
  });

  it('of more items than a page shows has all that match resolved at once, from the statement that brought them', async () => {
    const calls = Array.from({ length: 201 }, (_, index) => strangeCall(index));
    const text = JSON.stringify({ currency: 'USD', total: '1.19394', totals: { openai: '1.19394' }, lines: calls });
    const { id } = await bringStatement(admin.world, text, `providerAccount=${account}&kind=sandbox_invoice&fileName=strangers.json`);
    const { page, complaints } = await admin.open(`/reconciliation/statements/${id}`);
    await page.getByRole('link', { name: 'Hold it against the ledger' }).click();
    await page.getByRole('button', { name: 'Reconcile these days' }).click();
    await page.getByRole('button', { name: 'Accept the statement of' }).click();
    await page.getByRole('button', { name: 'Accept $1.19394' }).click();
    await page.getByRole('checkbox', { name: 'all 200 that wait to be resolved' }).check();
    await page.getByRole('button', { name: 'Resolve all 201 that match' }).click();
    await page.getByText('All 201 items that match are chosen.').waitFor();
    const resolving = page.getByRole('form', { name: 'Resolve the items' });
    await resolving.getByLabel('Reason').fill('Our keys, used by hand');
    await resolving.getByRole('button', { name: 'Accept as cost: 201 items' }).click();
    await page.getByText('“Our keys, used by hand”').waitFor();
    await page.getByText('nothing is open').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('A doubt that is old enough', () => {
  it('is decided by one and carried out by another', async () => {
    const request = { model: 'gpt-image-2', prompt: 'A shell [sandbox: server-error-billed]', size: '976x704', quality: 'low' };
    await admin.world.ask(generateDocument, { input: { requestKey: 'doubt', request, providers: ['openai'] } });
    const address = '/charges/in-doubt?book=simulated';
    const young = await admin.open(address);
    await young.page.getByText('from 2026-12-20').waitFor();
    admin.world.setNow('2026-12-21T12:00:00Z');
    const { page, complaints } = await admin.open(address, { at: '2026-12-21T12:00:00Z' });
    await page.getByRole('button', { name: /^Decide what/ }).click();
    await page.getByLabel('Reason').fill('Their support does not answer.');
    await page.getByLabel('What it used').fill('image_output 130');
    await expectReadable(page);
    await page.getByRole('button', { name: 'Propose it' }).click();
    await page.getByRole('button', { name: /^Review the decision/ }).click();
    await page.getByRole('button', { name: 'Approve and carry it out' }).click();
    await page.getByText('Nobody approves what they decided themselves').waitFor();
    const { headers } = await keyOf(admin.world, 'FINANCE');
    const key = headers['authorization']?.slice('Bearer '.length) ?? '';
    const another = await admin.open(address, { at: '2026-12-21T12:00:00Z', key, width: 390 });
    await another.page.getByRole('button', { name: /^Review the decision/ }).click();
    await another.page.getByText('“Their support does not answer.”').waitFor();
    await another.page.getByRole('button', { name: 'Approve and carry it out' }).click();
    await another.page.getByText('No charge is in doubt').waitFor();
    await another.page.getByRole('link', { name: 'Estimated 1' }).click();
    await another.page.getByRole('cell', { name: '$0.0039', exact: true }).first().waitFor();
    expect([complaints, another.complaints]).toEqual([[], []]);
    admin.world.setNow('2026-11-20T12:00:00Z');
  });
});

/** A call of the sandbox's invoice that nothing records: 196 image output tokens, at 30 a million with 12 of text, which is 0.00594. */
function strangeCall(index: number): object {
  const [requestId, answeredAt] = [`req_stranger_${index}`, `2026-11-03T10:00:00.${String(index).padStart(3, '0')}Z`];
  const usage = { textIn: 12, imageIn: 0, imageOut: 196, textOut: 0 };
  const of = { provider: 'openai', model: 'gpt-image-2', size: '1024x1024', quality: 'low', images: 1, operation: 'image.generation' };
  return { ...of, answeredAt, requestId, clientRequestId: requestId, usage, amount: '0.00594', currency: 'USD', items: [] };
}
