import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDocument } from '../world/generation-document.ts';
import { expectReadable } from './expect-readable.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
beforeAll(async () => void (admin = await openAdmin()));
afterAll(() => admin.close());

describe('The budgets', () => {
  it('are set by the month, and show what is spent and left to the last digit', async () => {
    const { page, complaints } = await admin.open('/budgets');
    await page.getByRole('heading', { name: 'No budget is set' }).waitFor();
    await page.getByRole('combobox', { name: 'Book' }).selectOption('SIMULATED');
    await page.getByLabel('Limit, USD').fill('0.01');
    await page.getByRole('button', { name: 'Set the limit' }).click();
    await page.getByRole('heading', { name: '1 Nov 2026 until 1 Dec 2026' }).waitFor();
    const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704', quality: 'low' };
    await admin.world.ask(generateDocument, { input: { requestKey: 'one', request, providers: ['openai'] } });
    await page.reload();
    const card = page.getByRole('listitem').filter({ hasText: '1 Nov 2026' });
    await card.getByText('$0.00607').waitFor();
    expect((await card.locator('dd').allInnerTexts()).map((text) => text.trim())).toEqual(['$0.00393', '$0.00', '$0.00607']);
    await page.getByRole('combobox', { name: 'Book' }).selectOption('SIMULATED');
    await page.getByLabel('Limit, USD').fill('0.001');
    await page.getByRole('button', { name: 'Set the limit' }).click();
    await card.getByText('overrun').waitFor();
    await card.getByText('$0.00293').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('The budget of a template', () => {
  it('is set beside that of the workspace, and named by what it limits', async () => {
    await admin.world.ask('mutation { createTemplate(input: { name: "Profile card", version: { prompt: "A card" } }) { __typename } }');
    const { page } = await admin.open('/budgets');
    await page.getByRole('combobox', { name: 'For' }).selectOption({ label: 'template Profile card' });
    await page.getByLabel('Limit, USD').fill('5');
    await page.getByRole('button', { name: 'Set the limit' }).click();
    await page.getByRole('listitem').filter({ hasText: 'template Profile card' }).getByText('$5.00').first().waitFor();
    await page.getByRole('listitem').filter({ hasText: 'the whole workspace' }).first().waitFor();
  });
});

describe('The stages', () => {
  it('are set where they are shown, and a further one is added', async () => {
    const { page } = await admin.open('/stages');
    await page.getByLabel('Quality at final, if none is named').selectOption('medium');
    await page.getByLabel('Quotes at final must be approved').check();
    await page.getByLabel('Name of a further stage').fill('Client review');
    await page.getByRole('button', { name: 'Add a stage' }).click();
    await page.getByText('A stage is named with a small letter').waitFor();
    await page.getByLabel('Name of a further stage').fill('client-review');
    await page.getByRole('button', { name: 'Add a stage' }).click();
    await page.getByLabel('Quotes at client-review must be approved').waitFor();
    const { stages } = await admin.world.ask<{ stages: object[] }>('{ stages { name defaultQuality requiresApproval } }');
    expect(stages.slice(2)).toEqual([
      { name: 'final', defaultQuality: 'medium', requiresApproval: true },
      { name: 'client-review', defaultQuality: null, requiresApproval: false },
    ]);
  });
});

it.each([
  ['/budgets', '1 Nov 2026'],
  ['/stages', 'ideation'],
])('%s can be read by everybody, wide and narrow, light and dark', async (path, told) => {
  const { page } = await admin.open(path);
  await page.getByText(told).first().waitFor();
  await expectReadable(page);
});
