import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';
import { expectReadable } from './expect-readable.ts';

let admin: Admin;
beforeAll(async () => void (admin = await openAdmin()));
afterAll(() => admin.close());

const columns = ['Provider', 'Model', 'Mode', 'Action', 'From, UTC', 'Until, UTC', 'Currency', 'Text in', 'Text in, cached'];
const prices = ['Image in', 'Image in, cached', 'Text out', 'Image out', 'Per image', 'Minimum', 'Based on', 'Factor'];
const heads = [...columns, ...prices, 'Source', 'Checked on', 'Note'];

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
      `${december}\t5.00\t1,25\t8.00\t2.00\t\t3.6e1\t\t\t\t\thttps://openai.com/pricing\t2026-11-20\nopenai\tgpt-image-2\trealtime\tadd\t1999-12-31\t1998-01-01`,
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
    await paste(page, `${december}\t5.00\t1.25\t8.00\t2.00\t\t36\t\t\t\t\tOpenAI\t2026-11-20`);
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
    await paste(page, `${december}\t5.00\t1.25\t8.00\t2.00\t\t36\t\t\t\t\tOpenAI\t2026-11-20`);
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

/** The entry that a quote of gpt-image-2 at openai pins, at an instant. */
const quoteAt = async (pricedAt: string) => {
  const { quote } = await admin.world.ask<{
    quote: { best: { priceEntry: { id: string; components: { meter: string; price: string }[] } } };
  }>(
    `mutation { quote(input: { request: { model: "gpt-image-2", prompt: "A shell", size: "1024x1024", quality: "medium" }, providers: ["openai"], pricedAt: "${pricedAt}" }) {
      ... on Quote { best { priceEntry { id components { meter price } } } } } }`,
  );
  return quote.best.priceEntry;
};

/** What an entry takes for image output. */
const imageOut = ({ components }: { components: readonly { meter: string; price: string }[] }) =>
  components.find(({ meter }) => meter === 'image_output')?.price;

describe('A price change', () => {
  it('is drafted, approved by a second person, quoted from its instant on, and cited by the ledger', async () => {
    await admin.world.ask('mutation { setTwoPeoplePublish(required: true) }');
    const { createApiKey } = await admin.world.ask<{ createApiKey: { secret: string } }>(
      'mutation { createApiKey(input: { name: "Ben", roles: [APPROVER, OPERATOR] }) { ... on CreatedApiKey { secret } } }',
    );
    const { page } = await admin.open('/price-changes');
    await beginChangeSet(page, 'Dearer from one o’clock');
    await cell(page, 1, 'Provider').click();
    const row = [
      'openai',
      'gpt-image-2',
      'realtime',
      'add',
      '2026-11-20T13:00:00Z',
      '',
      'USD',
      '5',
      '1.25',
      '8',
      '2',
      '',
      '36',
      '',
      '',
      '',
      '',
      'OpenAI',
      '2026-11-20',
    ];
    await paste(page, row.join('\t'));
    await page.getByRole('link', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Save and ask for a review' }).click();
    await page.getByText('its book asks for two people: let somebody else publish it').waitFor();
    expect(await page.getByRole('button', { name: 'Publish 1 entry' }).isDisabled()).toBe(true);

    const { page: second } = await admin.open('/price-changes');
    await second.setExtraHTTPHeaders({ authorization: `Bearer ${createApiKey.secret}` });
    await second.goto(page.url());
    await second.getByText('+20.0%').waitFor();
    await second.getByText('you wrote none of it, so you may publish it').waitFor();
    await second.getByText('Simulated', { exact: true }).click();
    await second.getByRole('button', { name: 'Rate them under this draft' }).click();
    await second.getByText('Nothing was made in these 30 days').waitFor();
    await expectReadable(second);
    // Whoever approves and does not see the book is told by the service what it does.
    const { createApiKey: third } = await admin.world.ask<{ createApiKey: { secret: string } }>(
      'mutation { createApiKey(input: { name: "Cy", roles: [APPROVER] }) { ... on CreatedApiKey { secret } } }',
    );
    await second.setExtraHTTPHeaders({ authorization: `Bearer ${third.secret}` });
    await second.reload();
    await second.getByText('worked out by the service').waitFor();
    await second.getByText('30 per 1000000 becomes 36 per 1000000, 20.0% more').waitFor();
    expect(await second.getByRole('button', { name: 'Publish 1 entry' }).isEnabled()).toBe(true);
    await expectReadable(second);
    await second.setExtraHTTPHeaders({ authorization: `Bearer ${createApiKey.secret}` });
    await second.reload();
    await second.getByText('+20.0%').waitFor();
    // Meanwhile its author writes on: what the second person looks at is no longer what it says.
    await page.getByRole('link', { name: 'Edit' }).click();
    await cell(page, 1, 'Image out').click();
    await page.keyboard.type('35');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Review' }).click();
    await page.getByText('save it or show what is saved').waitFor();
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Save 1 change' }).click();
    await page.getByRole('link', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Ask for a review' }).click();
    await page.getByRole('button', { name: 'Publish 1 entry' }).waitFor();
    await second.getByRole('button', { name: 'Publish 1 entry' }).click();
    await second.getByRole('alert').getByText('Nothing was changed.').waitFor();
    expect(imageOut(await quoteAt('2026-11-20T13:00:00Z'))).toBe('30');
    await second.getByRole('button', { name: 'Read it again' }).click();
    await second.getByText('+16.7%').waitFor();
    await second.getByRole('button', { name: 'Publish 1 entry' }).click();
    await second.getByText('Ben published it').waitFor();

    expect(imageOut(await quoteAt('2026-11-20T12:59:59Z'))).toBe('30');
    const entry = await quoteAt('2026-11-20T13:00:00Z');
    expect(imageOut(entry)).toBe('35');
    admin.world.setNow('2026-11-20T13:00:00Z');
    const { generate } = await admin.world.ask<{ generate: { id: string; cost: { priceEntry: { id: string } } } }>(
      `mutation { generate(input: { requestKey: "after-one", providers: ["openai"], request: { model: "gpt-image-2", prompt: "A shell", size: "1024x1024", quality: "medium" } }) {
        ... on Generation { id cost { priceEntry { id } } } } }`,
    );
    expect(generate.cost.priceEntry.id).toBe(entry.id);
    const { ledgerEntries } = await admin.world.ask<{
      ledgerEntries: { edges: { node: { generation: string; account: string; priceEntry: string } }[] };
    }>('{ ledgerEntries(first: 50) { edges { node { generation account priceEntry } } } }');
    const posted = ledgerEntries.edges.map(({ node }) => node).filter(({ generation }) => generation === generate.id);
    expect(new Set(posted.map(({ priceEntry }) => priceEntry))).toEqual(new Set([entry.id]));
    expect(posted.map(({ account }) => account)).toContain('generation_cost');
  });

  it('is seen on the timeline: what was, what is and what was believed, each reached by keyboard and told beside its neighbour', async () => {
    const { page, complaints } = await admin.open('/price-book/timeline/openai/gpt-image-2');
    const scheduled = page.getByRole('button', { name: /^scheduled, from 20 Nov 2026 on/ });
    await scheduled.waitFor();
    await page.getByRole('button', { name: /^corrected, from 21 Apr 2026 on/ }).waitFor();
    await page.getByRole('button', { name: /^in force, 21 Apr 2026 to 20 Nov 2026/ }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'scheduled, from 20 Nov 2026 on' }).waitFor();
    await page.getByText('+16.7%').waitFor();
    await expectReadable(page);
    await page.getByText('Table', { exact: true }).click();
    await page.getByRole('button', { name: 'scheduled' }).waitFor();
    expect(complaints).toEqual([]);
  });
});
