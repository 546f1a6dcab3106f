import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectReadable } from './expect-readable.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
beforeAll(async () => void (admin = await openAdmin()));
afterAll(() => admin.close());

const litellm = `{
  "gpt-image-2.6-flare": { "litellm_provider": "openai", "mode": "image_generation",
    "input_cost_per_token": 6e-06, "output_cost_per_image_token": 3.1e-05 },
  "gpt-5": { "litellm_provider": "openai", "mode": "chat" },
  "dall-e-9": { "litellm_provider": "openai", "mode": "image_generation", "output_cost_per_second": 0.1 }
}`;
const file = (name: string, text: string) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });

describe('A price list', () => {
  it('is guessed, drafted and told line by line; what is refused stands beside its field', async () => {
    const { page, complaints, foreign } = await admin.open('/price-book');
    await page.getByRole('link', { name: 'Import a price list' }).click();
    await page.getByRole('button', { name: 'Draft the list' }).waitFor();
    expect(await page.getByLabel('From, a day in UTC').inputValue()).toBe('2026-11-21');
    const choose = page.locator('input[type=file]');
    await choose.setInputFiles(file('prices.csv', 'provider,model,mode,meter,price,per\nopenai,m,realtime,image,"0,10",1\n'));
    await expect.poll(() => page.getByLabel('Format').inputValue()).toBe('csv');
    await page.getByRole('button', { name: 'Draft the list' }).click();
    await page.getByRole('alert').getByText('Nothing of the list was understood.').waitFor();
    await page.getByText('line 2, column 5').waitFor();
    await expectReadable(page);

    await choose.setInputFiles(file('latest.json', litellm));
    await expect.poll(() => page.getByLabel('Format').inputValue()).toBe('litellm');
    await page.getByLabel('What the change set is about').fill('x'.repeat(300));
    await page.getByRole('button', { name: 'Draft the list' }).click();
    await page.getByRole('alert').getByText('200 characters').waitFor();
    await page.getByLabel('What the change set is about').fill('December');
    await page.getByRole('button', { name: 'Draft the list' }).click();
    await page.getByRole('heading', { name: '1 price was drafted from latest.json' }).waitFor();
    await page.getByText('no image model').waitFor();
    await page.getByText('line 5, column 101').waitFor();
    await expectReadable(page);
    await page.getByRole('link', { name: 'Open the change set' }).click();
    await page.getByText('gpt-image-2.6-flare').first().waitFor();
    expect([complaints.filter((each) => !/status of 4(00|22)/.test(each)), foreign]).toEqual([[], []]);
  });

  it('is handed out as the book is shown, and a sell book is opened, priced by what comes back, and chosen', async () => {
    const { page } = await admin.open('/price-book?day=2026-12-02');
    await page.getByRole('button', { name: 'Export' }).click();
    const exported = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    expect((await exported).suggestedFilename()).toBe('halfpenny-cost.csv');
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Book: cost' }).click();
    await page.getByRole('button', { name: 'Open a sell book' }).click();
    await page.getByLabel('Name of the sell book').fill('cost');
    await page.getByRole('button', { name: 'Open the sell book' }).click();
    await page.getByText('other than cost').waitFor();
    await expectReadable(page);
    await page.getByLabel('Name of the sell book').fill('list-price');
    await page.getByRole('button', { name: 'Open the sell book' }).click();
    await page.getByRole('button', { name: 'Book: list-price' }).waitFor();
    expect(new URL(page.url()).searchParams.get('book')).toBe('list-price');
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByText('what has no price here is not sold').waitFor();
    await page.getByRole('link', { name: 'Import a price list' }).click();
    await page.getByRole('button', { name: 'Draft the list' }).waitFor();
    expect(await page.getByLabel('Book', { exact: true }).inputValue()).toBe('list-price');
  });

  it('of a sell book is drafted as a margin over cost, quoted at once, and looked at in the playground', async () => {
    const { page, complaints } = await admin.open('/price-changes?book=list-price');
    await page.getByLabel('What it is about').fill('A quarter over cost');
    await page.getByRole('button', { name: 'Begin a change set' }).click();
    const cell = (column: number) => page.locator(`[data-cell="0.${column}"]`).first();
    await cell(0).click();
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', 'openai\tgpt-image-2\trealtime\tadd\t2026-12-01\t\tUSD\t\t1,25');
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    await cell(8).click();
    await page.getByText('is no factor').last().waitFor();
    await page.keyboard.press('Alt+Enter');
    await expect.poll(async () => [await cell(7).innerText(), await cell(8).innerText()]).toEqual(['cost', '1.25']);
    // A quarter more than the 0.05301 that the provider takes.
    await page.getByTestId('example-quote').getByText('$0.0662625').first().waitFor();
    await page.getByText('Factors on every line: none').click();
    await page.getByRole('grid', { name: 'Factors of this row' }).locator('[data-cell="0.0"]').click();
    await page.keyboard.type('2');
    await page.keyboard.press('Enter');
    await page.getByTestId('example-quote').getByText('$0.132525').first().waitFor();
    await expectReadable(page);
    await page.getByRole('button', { name: 'Save 1 change' }).click();
    await page.getByRole('button', { name: 'Saved' }).waitFor();
    await page.goto(`${admin.world.address}/playground?at=2026-12-01T00:00:00Z`);
    await page.getByLabel('Drafts to price under').selectOption('A quarter over cost (1 draft of list-price)');
    await page.locator('[data-drafts-notice]').getByText('By the sell book list-price alone').waitFor();
    await page.locator('[data-offer="openai"]').getByTestId('expected').getByTitle('$0.009925').waitFor();
    expect(complaints).toEqual([]);
  });
});

it('A budget says whether it counts what providers take or the sell price', async () => {
  const { page } = await admin.open('/budgets');
  await page.getByLabel('Counts').selectOption('the sell price');
  await page.getByLabel('Limit, USD').fill('25');
  await page.getByRole('button', { name: 'Set the limit' }).click();
  await page.getByText('the whole workspace, counting the sell price').waitFor();
  await page.getByLabel('Counts').selectOption('what providers take');
  await page.getByLabel('Limit, USD').fill('30');
  await page.getByRole('button', { name: 'Set the limit' }).click();
  await page.getByRole('alert').getByText('The budget of this period counts SELL_PRICE').waitFor();
  await page.getByRole('button', { name: 'Count the sell price' }).click();
  expect(await page.getByLabel('Counts').inputValue()).toBe('SELL_PRICE');
  await expectReadable(page);
});
