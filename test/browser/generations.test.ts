import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDocument } from '../world/generation-document.ts';
import type { Generated } from '../world/generation-document.ts';
import { axeViolations, sidewaysPixels } from './axe.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
let three: Generated;
beforeAll(async () => {
  admin = await openAdmin();
  for (let index = 0; index < 28; index += 1) {
    admin.world.setNow(new Date(Date.parse('2026-11-20T11:00:00Z') + index * 60_000).toISOString());
    await generate(`order ${index}`, index === 0 ? { stage: 'ideation' } : {});
  }
  admin.world.setNow('2026-11-20T12:00:00Z');
  three = await generate('three at once', { n: 3 });
});
afterAll(() => admin.close());

async function generate(requestKey: string, { stage, ...more }: { stage?: string; n?: number }): Promise<Generated> {
  const request = { model: 'gpt-image-2', prompt: `Sparkling shell, ${requestKey}`, size: '976x704', quality: 'low', ...more };
  const input = { requestKey, request, stage, providers: ['openai'] };
  return (await admin.world.ask<{ generate: Generated }>(generateDocument, { input })).generate;
}

const prompts = (page: Awaited<ReturnType<Admin['open']>>['page']) => page.locator('[data-entry-link]').allInnerTexts();

describe('The generations', () => {
  it('are listed from the newest on, page by page, at addresses of their own', async () => {
    const { page, complaints, foreign } = await admin.open('/generations');
    await page.getByText('29 generations').waitFor();
    expect((await prompts(page)).slice(0, 2)).toEqual(['Sparkling shell, three at once', 'Sparkling shell, order 27']);
    await page.getByRole('button', { name: 'Older' }).click();
    await page.getByText('Sparkling shell, order 0').waitFor();
    expect(await prompts(page)).toHaveLength(4);
    await page.reload();
    await page.getByText('Sparkling shell, order 0').waitFor();
    await page.getByRole('link', { name: 'Newest' }).click();
    await page.getByText('Sparkling shell, three at once').waitFor();
    expect(complaints).toEqual([]);
    expect(foreign).toEqual([]);
  });

  it('are filtered by the address, and a filter begins at the newest again', async () => {
    const { page } = await admin.open('/generations?after=MDE5MDAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw');
    await page.getByLabel('Stage').selectOption('ideation');
    await page.getByText('1 generation', { exact: true }).waitFor();
    expect(new URL(page.url()).search).toBe('?stage=ideation');
    await page.getByLabel('Find by request key or id').fill('order 27');
    await page.getByRole('heading', { name: 'No generation is like that' }).waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).last().click();
    await page.getByText('29 generations').waitFor();
    await page.getByLabel('Find by request key or id').fill('order 2');
    await page.getByText('9 generations').waitFor();
  });

  it('show what comes in while one looks, and the keyboard stays on its row', async () => {
    const { page } = await admin.open('/generations');
    const row = (name: string) => page.getByRole('link', { name: `Sparkling shell, ${name}` });
    const isFocused = (name: string) => row(name).evaluate((element) => element === document.activeElement);
    await row('order 27').focus();
    admin.world.setNow('2026-11-20T12:00:01Z');
    await generate('live', {});
    await row('live').waitFor({ timeout: 20_000 });
    expect(await isFocused('order 27')).toBe(true);
    await page.keyboard.press('ArrowUp');
    expect(await isFocused('three at once')).toBe(true);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Sparkling shell, live' }).waitFor();
  });

  it('say what failed, and are fetched again when asked', async () => {
    const { page } = await admin.open('/stages');
    await page.getByText('ideation').waitFor();
    await page.route('**/graphql', (route) => route.abort());
    await page.getByRole('link', { name: 'Generations', exact: true }).click();
    await page.getByRole('heading', { name: 'The generations could not be fetched' }).waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Fetch the generations again' }).click();
    await page.getByText('Sparkling shell, order 27').waitFor();
  });
});

describe('One generation', () => {
  it('opens beside the list with its images, figures, lines, quote, calls and postings, by keyboard alone', async () => {
    const { page } = await admin.open('/generations');
    await page.getByRole('link', { name: 'Sparkling shell, live' }).focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Sparkling shell, live' });
    await panel.getByRole('heading', { name: 'How the charge adds up' }).waitFor();
    expect(page.url()).toMatch(/\/generations\/[0-9a-f-]{36}$/);
    await panel.getByText('a reply was read').waitFor();
    await panel.getByRole('link', { name: 'The price entry it is charged by' }).waitFor();
    await panel.getByText(/Ledger entries \(4\)/).waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toBe('/generations');
  });

  it('has an outcome recorded by one key each, for the image that is chosen', async () => {
    const { page } = await admin.open(`/generations/${three.id}`);
    const panel = page.getByRole('dialog', { name: 'Sparkling shell, three at once' });
    const pressed = (name: string) => panel.getByRole('button', { name, pressed: true });
    await panel.getByRole('radio', { name: 'Image 1' }).focus();
    await page.keyboard.press('r');
    await pressed('Reject').waitFor();
    await panel.getByLabel('Reason, recorded with the next outcome').fill('great after all');
    await panel.getByRole('button', { name: 'Accept' }).click();
    await panel.getByText('accepted: great after all').waitFor();
    await panel.getByRole('radio', { name: 'Image 1, accepted' }).focus();
    await page.keyboard.press('ArrowRight');
    for (const [key, name] of [
      ['g', 'Regenerated'],
      ['d', 'Deleted'],
      ['e', 'Edited'],
    ] as const) {
      await page.keyboard.press(key);
      await pressed(name).waitFor();
    }
    const told = await admin.world.ask<{ generation: { images: { outcomes: { outcome: string }[] }[] } }>(
      'query ($id: ID!) { generation(id: $id) { images { outcomes { outcome } } } }',
      { id: three.id },
    );
    expect(told.generation.images.map(({ outcomes }) => outcomes.map(({ outcome }) => outcome))).toEqual([
      ['REJECTED', 'ACCEPTED'],
      ['REGENERATED', 'DELETED', 'EDITED'],
      [],
    ]);
  });

  it('takes a letter that is written for a letter, not for an outcome', async () => {
    const { page } = await admin.open(`/generations/${three.id}`);
    const reason = page.getByLabel('Reason, recorded with the next outcome');
    await reason.pressSequentially('rad');
    expect(await reason.inputValue()).toBe('rad');
    expect(await page.getByRole('button', { name: 'Accept', pressed: true }).count()).toBe(1);
  });

  it('says so where a link leads to none', async () => {
    const { page } = await admin.open('/generations/01890000-0000-7000-8000-0000000000ff');
    await page.getByText('No generation has the id').waitFor();
  });

  it.each([
    [1280, false],
    [1280, true],
    [390, false],
    [390, true],
  ])('can be read by everybody, as can the list, at %i pixels, dark: %s', async (width, dark) => {
    const { page } = await admin.open(`/generations/${three.id}`, { width, dark });
    await page.getByRole('heading', { name: 'How the charge adds up' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByText('30 generations').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await sidewaysPixels(page)).toBe(0);
  });
});
