import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anonymous, asked } from '../world/askers.ts';
import { draft, publish, raised, submit } from '../world/change-sets.ts';
import { makeUsage } from '../world/rating-runs.ts';
import { axeViolations } from './axe.ts';
import { expectReadable } from './expect-readable.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
beforeAll(async () => {
  admin = await openAdmin();
  await makeUsage(admin.world);
});
afterAll(() => admin.close());

/** What stands in a page, on one line. */
const words = async (page: Page, name: string) =>
  (await page.getByRole('region', { name, exact: true }).innerText()).replaceAll(/\s+/g, ' ');

it('The impact of a draft is rated, drawn by model, read as a table and found again on another visit', async () => {
  const december = await draft(anonymous(admin.world), [{ action: 'ADD', ...raised('2026-12-01') }]);
  const { page, complaints } = await admin.open(`/price-changes/${december.id}/review`);
  await page.getByText('Simulated', { exact: true }).click();
  await page.getByRole('button', { name: 'Rate them under this draft' }).click();
  // 12 × 5 + 196 × 60 a million are 0.01182, twice; 12 × 5 + 129 × 60 are 0.0078; the flat 0.003 stays.
  await page.getByText('$0.03444').first().waitFor();
  expect(await words(page, 'What would change')).toContain('gpt-image-2 4 generations, 1 in no sum $0.01881 $0.03444 +$0.01563 +83.1%');
  await page.getByRole('button', { name: 'As table' }).click();
  await page.getByRole('cell', { name: '0.03444' }).waitFor();
  await expectReadable(page);
  await page.getByLabel('Group the sums by').selectOption('Provider');
  await page.reload();
  await page.getByRole('cell', { name: 'smartaipi' }).waitFor();
  expect(complaints).toEqual([]);
});

it('A correction that was published leads to a re-rating, whose corrections are shown one by one and written on approval', async () => {
  const asker = anonymous(admin.world);
  const { entry } = await asked<{ entry: { id: string; validFrom: string } }>(
    asker,
    '{ entry: priceEntryInForce(provider: "openai", model: "gpt-image-2") { id validFrom } }',
  );
  const correction = { action: 'CORRECT', targetId: entry.id, ...raised(entry.validFrom) };
  const set = await publish(asker, await submit(asker, await draft(asker, [correction])));
  const { page, complaints } = await admin.open(`/price-changes/${set.id}`);
  await page.getByRole('link', { name: 'Rate again what was charged since' }).click();
  await page.getByLabel('From, a day in UTC').waitFor();
  expect(await page.getByLabel('From, a day in UTC').inputValue()).toBe('2026-04-21');
  await page.getByLabel('Whose money').selectOption('simulated');
  await page.getByRole('button', { name: 'Rate it again' }).click();
  await page.getByRole('button', { name: 'Write 3 corrections' }).waitFor();
  expect(await words(page, 'Corrections')).toContain('$0.00594 $0.01182 +$0.00588');
  await expectReadable(page);
  await page.getByRole('button', { name: 'Write 3 corrections' }).click();
  await page.getByText('written', { exact: true }).first().waitFor();
  await page.goto(`${admin.world.address}/re-rating`);
  await page.getByText('3 corrections').waitFor();
  expect(complaints).toEqual([]);
});

it('What is left of a charge is told in figures, as a chart and group by group, each leading to its generations', async () => {
  const { page, complaints } = await admin.open('/margin?book=simulated&by=day');
  await page.locator('[data-bar-chart] svg').waitFor();
  await page.getByRole('link', { name: '20 Nov 2026' }).waitFor();
  expect((await page.getByRole('group', { name: 'Margins, group by group' }).innerText()).replaceAll(/\s+/g, ' ')).toContain('−$0.03444');
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('link', { name: '20 Nov 2026' }).click();
  await page.waitForURL(/generations\?from=2026-11-20&to=2026-11-20/);
  expect(complaints).toEqual([]);
});

it('What was spent is read by month, explored value by value, and followed down to the line, its generation and the charge that waits', async () => {
  const { page, complaints } = await admin.open('/overview?book=simulated');
  await page.getByText('Forecast to month’s end').waitFor();
  await page.locator('[data-bar-chart] svg').waitFor();
  await expectReadable(page);
  await page.getByRole('link', { name: 'Charges in doubt' }).click();
  await page.getByRole('link', { name: /^Open the generation/ }).waitFor();
  await page.goto(`${admin.world.address}/spend?book=simulated`);
  const table = page.getByRole('group', { name: 'Spending by provider, value by value' });
  await table.getByRole('button', { name: 'OpenAI' }).waitFor();
  expect((await table.getByRole('row', { name: /^Smart AIPI/ }).innerText()).replaceAll(/\s+/g, ' ')).toContain('Smart AIPI 0.003');
  await table.getByRole('button', { name: 'Smart AIPI' }).click();
  await page.getByRole('group', { name: 'Spending by model, value by value' }).getByRole('button', { name: 'gpt-image-2' }).waitFor();
  expect(new URL(page.url()).searchParams.get('in-provider')).toBe('smartaipi');
  await page.getByRole('button', { name: 'show them' }).click();
  await page.getByRole('region', { name: 'Ledger lines' }).getByText('$0.003').waitFor();
  await expectReadable(page);
  await page.getByRole('link', { name: /^Open the generation/ }).click();
  await page.getByRole('dialog').getByText('The price entry it is charged by').waitFor();
  await page.goto(`${admin.world.address}/quote-accuracy?book=simulated`);
  await page.getByRole('region', { name: 'OpenAI gpt-image-2' }).getByText('3 generations').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

it('What a unit of work cost is told by accepted image, waste, rate, saving and what moved it; a bar sorts by what it stands for', async () => {
  const { page, complaints } = await admin.open('/unit-costs?book=simulated');
  await page.getByText('An accepted image cost').first().waitFor();
  for (const [tab, told] of [
    ['Waste and retries', 'Calls that were made again'],
    ['Rates against the list', 'Paid against the list'],
    ['Savings forgone', 'forgone'],
  ] as const) {
    await page.getByRole('link', { name: tab }).click();
    await page.getByText(told).first().waitFor();
  }
  await page.getByRole('link', { name: 'What moved it' }).click();
  await page.getByRole('button', { name: 'Sort by Volume' }).click();
  await page.getByText('the greatest volume first').waitFor();
  await expectReadable(page);
  expect(complaints).toEqual([]);
});
