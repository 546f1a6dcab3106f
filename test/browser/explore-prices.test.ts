import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from './axe.ts';
import { expectReadable } from './expect-readable.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
beforeAll(async () => void (admin = await openAdmin()));
afterAll(() => admin.close());

const pearl = '/playground?model=gpt-image-2&prompt=Sparkling+shell+with+a+pearl&size=1024x1024&quality=low';
const expectedAt = (page: Page, provider: string) => page.locator(`[data-offer="${provider}"]`).getByTestId('expected');
const fit = (page: Page, question: string) => page.locator(`[data-fit="${question}"]`);
const even = async (shown: ReturnType<Page['locator']>) => (await shown.innerText()).replaceAll(/[\s\u202F]+/g, ' ');

describe('The playground', () => {
  it('prices by the book of any instant, which can be looked at and not made', async () => {
    const { page, foreign, complaints } = await admin.open(`${pearl}&at=2026-04-20T23:59Z`);
    await page.getByText('A simulation at other prices than those of now').waitFor();
    await page.getByRole('heading', { name: 'No provider would make this' }).waitFor();
    await page.getByRole('button', { name: 'The price change after, 21 Apr 2026, 00:00 UTC' }).click();
    await expectedAt(page, 'openai').getByTitle('$0.00594').waitFor();
    await page.waitForURL(/at=2026-04-21T00%3A00%3A00\.000Z|at=2026-04-21T00:00:00\.000Z/);
    expect(await page.getByTestId('page-instant').innerText()).toBe('as of 21 Apr 2026, 00:00 UTC');
    expect(await page.getByRole('button', { name: 'Generate at OpenAI' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByRole('button', { name: 'Generate at OpenAI' }).waitFor();
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
  });

  it('lays the offers side by side, and makes one from there', async () => {
    const { page } = await admin.open(`${pearl}&map=table&budget=0.005`);
    await page.getByRole('button', { name: 'Side by side' }).click();
    const table = page.getByRole('region', { name: 'Offers side by side' });
    await table.getByText('OpenAI').first().waitFor();
    expect(await table.getByRole('columnheader').allInnerTexts()).toEqual([
      expect.stringContaining('Smart AIPI'),
      expect.stringContaining('OpenAI'),
      expect.stringContaining('PiAPI'),
    ]);
    await table.getByText('the print is rounded').waitFor();
    await expectReadable(page);
    await table.getByRole('button', { name: 'Generate at OpenAI' }).click();
    await page.locator('[data-generation]').waitFor();
    expect(await page.getByTestId('charge').innerText()).toBe('$0.00594');
  });

  it('says what fits a budget, holds the request against it, and asks for what fits at a click', async () => {
    const { page } = await admin.open('/playground');
    await page.getByLabel('The most one image may cost, in dollars').fill('0.005');
    await fit(page, 'this').getByText('976x704 low').waitFor();
    expect(await even(fit(page, 'this'))).toContain('it buys 1; a prompt may have 220 tokens $0.00397');
    expect(await even(fit(page, 'best'))).toContain('3840x1312 low at OpenAI, gpt-image-2');
    await fit(page, 'cheapest').getByRole('button', { name: 'Use it: the cheapest image, 1440x480 low of gpt-image-2' }).click();
    await expectedAt(page, 'openai').getByTitle('$0.00172').waitFor();
    await page.waitForURL(/budget=0\.005.*size=1440x480|size=1440x480.*budget=0\.005/);
    await page.getByLabel('The most one image may cost, in dollars').fill('half a cent');
    await fit(page, 'this').getByText('half a cent').waitFor();
    await page.getByLabel('The most one image may cost, in dollars').fill('0.0001');
    await fit(page, 'best').getByText('No image that is asked for fits 0.0001 USD. The cheapest, 1440x480 low, costs 0.00172.').waitFor();
  });

  it('prices under the drafts of a change set, beside what is in force, from the instant they begin', async () => {
    const entry = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', source: 's', checkedOn: '2026-11-20' };
    const rates = { text_input: '5', text_input_cached: '1.25', image_input: '8', image_input_cached: '2', image_output: '60' };
    const components = Object.entries(rates).map(([meter, price]) => ({ meter, price, per: 1_000_000 }));
    const input = { title: 'Dearer from December', drafts: [{ action: 'ADD', entry: { ...entry, from: '2026-12-01', components } }] };
    const document = 'mutation ($input: CreatePriceChangeSetInput!) { createPriceChangeSet(input: $input) { __typename } }';
    await admin.world.ask(document, { input });
    const { page } = await admin.open(`${pearl}&map=table`);
    await page.getByLabel('Drafts to price under').selectOption('Dearer from December (1 draft)');
    const notice = page.locator('[data-drafts-notice]');
    await notice.getByText('to look at, not to make').waitFor();
    await page.locator('[data-offer="openai"]').getByText('as in force').waitFor();
    await notice.getByRole('button', { name: '1 Dec 2026, 00:00 UTC' }).click();
    await expectedAt(page, 'openai').getByTitle('$0.01182').waitFor();
    expect(await page.locator('[data-offer="openai"]').getByTestId('before').innerText()).toBe('in force $0.00594');
    await page.getByRole('region', { name: 'Price over size and quality' }).getByRole('radio', { name: 'OpenAI' }).check({ force: true });
    await page.getByRole('button', { name: 'Ask for 1024x1024 at high: 0.4215' }).waitFor();
    expect(await page.getByRole('button', { name: 'Generate at OpenAI' }).count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
  });

  it('prices by what the workspace is charged, to the digit that the service charges', async () => {
    await admin.world.ask('mutation { openSellBook(name: "list-price") { __typename } }');
    const tariff = JSON.stringify({ basedOn: { book: 'cost', multiply: '1.25' }, components: [] });
    await admin.world.sql(`INSERT INTO price_entry (id, book_id, provider, model, mode, currency, kind, tariff, valid, known)
      SELECT gen_random_uuid(), id, 'openai', 'gpt-image-2', 'realtime', 'USD', 'metered', '${tariff}', '[2026-11-20,)', '[2026-11-20,)'
      FROM price_book WHERE name = 'list-price'`);
    await admin.world.sql('UPDATE price_book_version SET version = version + 1');
    const { page } = await admin.open('/playground');
    await expectedAt(page, 'openai').getByTitle('$0.0049625').waitFor();
    await page.getByText('PiAPI makes no offer').waitFor();
    await page.getByRole('button', { name: 'Generate at OpenAI' }).click();
    await page.locator('[data-generation]').waitFor();
    expect(await page.getByTestId('charge').innerText()).toBe('$0.0049625');
    expect(await page.getByTestId('cost').innerText()).toContain('$0.00397');
  });
});
