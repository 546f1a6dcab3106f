import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';
import { expectReadable } from './expect-readable.ts';

let admin: Admin;
beforeAll(async () => void (admin = await openAdmin()));
afterAll(() => admin.close());

const columns = ['Provider', 'Model', 'Mode', 'Action', 'From, UTC', 'Until, UTC', 'Currency', 'Text in', 'Text in, cached'];
const heads = [...columns, 'Image in', 'Image in, cached', 'Text out', 'Image out', 'Per image', 'Source', 'Checked on', 'Note'];

/** The cell of a row in a column, by the head of the column. */
const cell = (page: Page, row: number, column: string) =>
  page.getByRole('grid', { name: 'Drafts of this change set' }).locator(`[data-cell="${row - 1}.${heads.indexOf(column)}"]`);

/** Puts text on the clipboard and pastes it where the keyboard is. */
const paste = (page: Page, text: string) =>
  page.evaluate((copied) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', copied);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);

/** Begins a change set in the page, and lands in its sheet. */
async function beginChangeSet(page: Page, title: string): Promise<void> {
  await page.getByLabel('What it is about').fill(title);
  await page.getByLabel('Why').fill('Announced on 20 November');
  await page.getByRole('button', { name: 'Begin a change set' }).click();
  await page.waitForURL(/price-changes\/[0-9a-f-]{36}/);
  await cell(page, 1, 'Provider').waitFor();
}

const december = ['openai', 'gpt-image-2', 'realtime', 'add', '2026-12-01', '', 'USD'].join('\t');

describe('The editor of prices', () => {
  it('takes what a spreadsheet copied, says what is wrong beside each cell, proposes what was meant, and undoes', async () => {
    const { page, complaints, foreign } = await admin.open('/price-changes');
    await page.getByRole('heading', { name: 'No price was changed here yet' }).waitFor();
    await beginChangeSet(page, 'Junk from a spreadsheet');
    await cell(page, 1, 'Provider').click();
    await paste(
      page,
      `${december}\t5.00\t1,25\t8.00\t2.00\t\t3.6e1\t\thttps://openai.com/pricing\t2026-11-20\nopenai\tgpt-image-2\trealtime\tadd\t1999-12-31\t1998-01-01`,
    );
    await page.getByText('Row 1, Text in, cached').waitFor();
    await cell(page, 1, 'Image out').click();
    await page.getByText('A price is not written in scientific notation.').last().waitFor();
    expect(await cell(page, 1, 'Image out').getAttribute('aria-invalid')).toBe('true');
    expect(await cell(page, 2, 'From, UTC').getAttribute('aria-invalid')).toBe('true');
    expect(await cell(page, 2, 'Until, UTC').getAttribute('aria-invalid')).toBe('true');
    await expectReadable(page);
    await cell(page, 1, 'Image out').click();
    await page.keyboard.press('Alt+Enter');
    await cell(page, 1, 'Text in, cached').click();
    await page.keyboard.press('Alt+Enter');
    expect(await cell(page, 1, 'Image out').innerText()).toBe('36');
    await page.keyboard.press('Control+z');
    await expect.poll(() => cell(page, 1, 'Text in, cached').locator('span').first().innerText()).toBe('1,25');
    await page.keyboard.press('Control+Shift+z');
    await cell(page, 2, 'Provider').click();
    await page.getByRole('button', { name: 'Remove row 2' }).click();
    await page.getByText('Every draft can be published').waitFor();
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('quotes an example under the draft at once, tells the start in both time zones, and keeps unsaved work over a reload', async () => {
    const { page } = await admin.open('/price-changes');
    await beginChangeSet(page, 'Kept over a reload');
    await cell(page, 1, 'Provider').click();
    await paste(page, `${december}\t5.00\t1.25\t8.00\t2.00\t\t36\t\tOpenAI\t2026-11-20`);
    const quote = page.getByTestId('example-quote');
    await quote.getByText('$0.063546').first().waitFor();
    expect((await quote.innerText()).replaceAll(/\s+/g, ' ')).toContain('expected $0.05301 $0.063546');
    await page.getByText('1 Dec 2026, 00:00 UTC · 1 Dec 2026, 01:00 (your time)').waitFor();
    await page.reload();
    await page.getByText('this browser kept it').waitFor();
    expect(await cell(page, 1, 'Image out').innerText()).toBe('36');
    await page.getByRole('button', { name: 'Save 1 change' }).click();
    await page.getByRole('button', { name: 'Saved' }).waitFor();
    await page.reload();
    await cell(page, 1, 'Image out').waitFor();
    expect(await page.getByText('this browser kept it').count()).toBe(0);
  });

  it('shows two who write one price both versions, and overwrites neither before one of them chooses', async () => {
    const { page } = await admin.open('/price-changes');
    await beginChangeSet(page, 'Two editors');
    await cell(page, 1, 'Provider').click();
    await paste(page, `${december}\t5.00\t1.25\t8.00\t2.00\t\t36\t\tOpenAI\t2026-11-20`);
    await page.getByRole('button', { name: 'Save 1 change' }).click();
    await page.getByRole('button', { name: 'Saved' }).waitFor();
    const { page: other } = await admin.open(new URL(page.url()).pathname);
    for (const [who, price] of [
      [other, '33'],
      [page, '35'],
    ] as const) {
      await cell(who, 1, 'Image out').click();
      await who.keyboard.type(price);
      await who.keyboard.press('Enter');
      await who.getByRole('button', { name: 'Save 1 change' }).click();
    }
    const collision = page.getByRole('alert', { name: 'Collision' });
    await collision.getByText('yours 35').waitFor();
    await collision.getByText('theirs 33').waitFor();
    expect(await cell(page, 1, 'Image out').innerText()).toBe('35');
    await collision.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByRole('button', { name: 'Save 1 change' }).click();
    await page.getByRole('button', { name: 'Saved' }).waitFor();
    await other.reload();
    await cell(other, 1, 'Image out').getByText('35').waitFor();
  });
});
