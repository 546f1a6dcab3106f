import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillBook } from '../bench/fill-book.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
beforeAll(async () => void (admin = await openAdmin()));
afterAll(() => admin.close());

describe('The price book', () => {
  it('is where the admin begins, and lists every price in force now', async () => {
    const { page, foreign, complaints } = await admin.open('/');
    await page.waitForURL('**/price-book');
    await page.getByText('14 entries in force').waitFor();
    expect(await page.locator('[data-entry-link]').count()).toBe(14);
    expect(await page.getByTestId('page-instant').innerText()).toBe('now');
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shows the prices of a model beside its period, its source and the day it was checked', async () => {
    const { page } = await admin.open('/price-book?q=openai+realtime+gpt-image-1-mini');
    const cells = page.getByRole('row').nth(1).getByRole('cell');
    await cells.first().waitFor();
    const texts = (await cells.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim());
    expect(texts.slice(0, 5)).toEqual(['2.00', '0.20', '2.50', '0.25', '8.00']);
    expect(texts[5]).toBe('ends in 11 d 6 Oct 2025 – 1 Dec 2026');
    expect(texts[6]).toContain('checked 20 Nov 2026');
    expect(await cells.first().getByTitle('$2.00 / 1M text input tokens').count()).toBe(1);
  });

  it('lays a flat price out by size and quality, and marks a source nobody has read for long', async () => {
    const { page } = await admin.open('/price-book?q=smartaipi');
    const table = page.getByRole('table');
    await table.waitFor();
    const text = (await table.innerText()).replaceAll(/\s+/g, ' ');
    expect(text).toContain('1024x1024 low 0.003 medium 0.0265 high 0.1055');
    expect(text).toContain('1024x1536 1536x1024 low 0.0045 medium 0.0398 high 0.1583');
    expect(text).toContain('stale, 24 Apr 2026');
  });

  it('shows any other day, in amber, and keeps the day in its address', async () => {
    const { page } = await admin.open('/price-book?day=2026-10-22');
    const shutDown = page.getByRole('rowheader', { name: 'OpenAI gpt-image-1', exact: true });
    await shutDown.waitFor();
    expect(await page.getByTestId('page-instant').innerText()).toBe('as of 22 Oct 2026');
    await page.getByLabel('The day after').click();
    await shutDown.waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('day')).toBe('2026-10-23');
    await page.getByLabel('Day, in UTC').fill('2025-04-23');
    await page.getByText('1 entry in force').waitFor();
    await page.getByRole('button', { name: 'Back to now' }).click();
    await page.getByText('14 entries in force').waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('knows the future: two models and an alias end with November', async () => {
    const { page } = await admin.open('/price-book?day=2026-12-01');
    await page.getByText('11 entries in force').waitFor();
    expect(await page.getByRole('rowheader', { name: 'OpenAI gpt-image-1-mini' }).count()).toBe(0);
  });

  it('jumps to the next day on which something changes, shows ended entries on demand, and what was known on a day', async () => {
    const { page } = await admin.open('/price-book?q=openai');
    await page.getByLabel('The change after, on 1 Dec 2026').click();
    await page.getByText('6 of 11 entries in force').waitFor();
    await page.getByText('Ended', { exact: true }).click();
    await page.getByText('4 entries ended').waitFor();
    await page.getByRole('button', { name: 'as known now' }).click();
    await page.getByLabel('Day whose knowledge is shown, in UTC').fill('2026-05-03');
    await page.getByRole('heading', { name: 'Nothing of this was known by then' }).waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({
      q: 'openai',
      day: '2026-12-01',
      show: 'ended',
      known: '2026-05-03',
    });
  });

  it('counts what should be looked at, and narrows the table to it', async () => {
    const { page } = await admin.open('/price-book');
    await page.getByRole('button', { name: '5 sources stale' }).click();
    await page.getByText('5 of 14 entries in force').waitFor();
    expect(new URL(page.url()).searchParams.get('only')).toBe('stale');
  });

  it('says so where no price was in force, and offers the way back', async () => {
    const { page } = await admin.open('/price-book?day=2020-01-01');
    await page.getByRole('heading', { name: 'No price was in force on 1 Jan 2020' }).waitFor();
    await page.getByRole('link', { name: 'Show the prices of today' }).click();
    await page.getByText('14 entries in force').waitFor();
  });

  it('filters as one types, and a reload shows the same', async () => {
    const { page } = await admin.open('/price-book');
    await page.getByLabel('Filter the price entries').fill('preview');
    await page.getByText('1 of 14 entries in force').waitFor();
    await page.reload();
    await page.getByText('1 of 14 entries in force').waitFor();
    expect(await page.locator('[data-entry-link]').allInnerTexts()).toEqual(['gpt-image-2-preview']);
    await page.getByLabel('Filter the price entries').fill('nothing like it');
    await page.getByRole('heading', { name: 'No price entry has “nothing like it” in it' }).waitFor();
    await page.getByRole('button', { name: 'Clear the filter' }).last().click();
    await page.getByText('14 entries in force').waitFor();
  });

  it('sorts by a price, cheapest first and then dearest first', async () => {
    const { page } = await admin.open('/price-book?q=openai');
    const head = page.getByRole('columnheader', { name: 'Image out' });
    await head.getByRole('button').click();
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending');
    expect(await page.locator('[data-entry-link]').first().innerText()).toBe('gpt-image-1-mini');
    await head.getByRole('button').click();
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending');
    expect(new URL(page.url()).searchParams.get('sort')).toBe('-image_output');
    expect(await page.locator('[data-entry-link]').first().innerText()).toBe('chatgpt-image-latest');
  });

  it('opens an entry beside the list, at an address of its own, by keyboard alone', async () => {
    const { page } = await admin.open('/price-book');
    await page.locator('[data-entry-link]').first().focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('gpt-image-1-mini');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'OpenAI gpt-image-1-mini' });
    await panel.getByText('$8.00').waitFor();
    expect((await panel.getByRole('listitem').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))).toContain(
      '$8.00 / 1M image output tokens',
    );
    const address = page.url();
    expect(address).toMatch(/\/price-book\/[0-9a-f-]{36}$/);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/price-book');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('gpt-image-1-mini');
    await page.goto(address);
    await panel.waitFor();
  });

  it('opens an entry that is no longer in force from a link to it', async () => {
    const { priceEntries } = await admin.world.ask<{ priceEntries: { edges: { node: { id: string } }[] } }>(
      '{ priceEntries(filter: { provider: "openai", model: "gpt-image-1" }) { edges { node { id } } } }',
    );
    const { page } = await admin.open(`/price-book/${priceEntries.edges[0]?.node.id}`);
    const panel = page.getByRole('dialog', { name: 'OpenAI gpt-image-1' });
    await panel.getByText('not in force now').waitFor();
    await panel.getByText('23 Oct 2026, 00:00 UTC').waitFor();
  });

  it('says what failed when the service does not answer, and fetches again when asked', async () => {
    const { page } = await admin.open('/playground');
    await page.route('**/graphql', (route) => route.abort());
    await page.getByRole('link', { name: 'Price book', exact: true }).click();
    await page.getByRole('heading', { name: 'The price book could not be fetched' }).waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Fetch the price book again' }).click();
    await page.getByText('14 entries in force').waitFor();
  });

  it('holds ten thousand entries: draws those in sight, walks to the last by keyboard, marks prices of zero with their age', async () => {
    await fillBook(admin.world.databaseUrl);
    const { page } = await admin.open('/price-book');
    await page.getByText('10 014 entries in force').waitFor();
    expect(await page.locator('[data-entry-link]').count()).toBeLessThan(60);
    await page.locator('[data-entry-link]').first().focus();
    await page.keyboard.press('End');
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex'))).toBe('10015');
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('10015');
    await page.getByRole('button', { name: '100 zero prices' }).click();
    await page.getByText('100 of 10 014 entries in force').waitFor();
    expect(await page.getByRole('row').nth(1).innerText()).toMatch(/0\.00\s+zero, \d+ days/);
  });
});
