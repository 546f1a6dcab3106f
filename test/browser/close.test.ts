import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeUsage } from '../world/rating-runs.ts';
import { stateNovember } from '../world/stated-month.ts';
import { expectReadable } from './expect-readable.ts';
import { openAdmin } from './open-admin.ts';
import { closingDay as at } from './prepare-close.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
let grace: string;
beforeAll(async () => {
  admin = await openAdmin();
  await makeUsage(admin.world);
  const make = 'mutation { made: createApiKey(input: { name: "Grace", roles: [FINANCE] }) { ... on CreatedApiKey { secret } } }';
  grace = (await admin.world.ask<{ made: { secret: string } }>(make)).made.secret;
  admin.world.setNow(at);
});
afterAll(() => admin.close());

const condition = (page: Page, key: string) => page.locator(`[data-condition=${key}]`);
/** The lines of the file that a button hands out. */
async function downloaded(page: Page, button: string): Promise<readonly string[]> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return (await readFile(await (await downloading).path(), 'utf8')).split('\n').map((line) => line.trim());
}
async function closeSoftly(page: Page, reason: string): Promise<void> {
  const close = page.getByRole('button', { name: 'Close November 2026 softly' });
  await close.waitFor();
  await page.getByLabel('Reason').fill(reason);
  await close.click();
  await page.getByRole('button', { name: 'Undo the soft close' }).waitFor();
}

it('A controller closes a month softly, makes every condition true, and signs; another signs, and it is closed for ever', async () => {
  const { page, complaints, foreign } = await admin.open('/close?book=simulated', { at });
  await page.getByText('to be closed next').waitFor();
  await page.getByRole('link', { name: 'November 2026' }).click();
  await condition(page, 'days-final').getByLabel('Not yet true').waitFor();
  await condition(page, 'trial-balance').getByTitle('$0.01881').first().waitFor();
  await closeSoftly(page, 'November is over');
  await page.getByRole('button', { name: 'Undo the soft close' }).click();
  await page.getByLabel('Reason').fill('A file is still to come');
  await page.getByRole('button', { name: 'Open November 2026 again' }).click();
  await closeSoftly(page, 'All files are there');
  await expectReadable(page);

  await stateNovember(admin.world);
  await page.getByRole('button', { name: 'Look again' }).click();
  await page.getByText('One doubt is accrued at').waitFor();
  await page.getByRole('button', { name: 'Sign for these figures' }).click();
  await page.getByText('You prepared November 2026, so you do not review it').waitFor();
  expect(await page.getByRole('button', { name: 'for ever' }).count()).toBe(0);

  const { page: hers, complaints: herComplaints } = await admin.open('/close/2026-11?book=simulated', { at, key: grace });
  await hers.getByRole('button', { name: 'Close November 2026 for ever' }).click();
  const sign = hers.getByRole('button', { name: 'Sign, and close November 2026 for ever' });
  await hers.getByText('This is never undone').waitFor();
  expect(await sign.isDisabled()).toBe(true);
  await hers.getByLabel('To confirm, type 2026-11').fill('2026-11');
  await sign.click();
  await hers.getByRole('heading', { name: 'Journal batch 1' }).waitFor();
  await expectReadable(hers);
  const balance = await downloaded(hers, 'Download trial-balance.csv');
  expect(balance[0]).toBe('code,account,currency,opening,debit,credit,closing');
  await hers.getByRole('button', { name: 'Mark it handed over' }).click();
  await hers.getByRole('button', { name: 'Batch 1 is handed over' }).click();
  await hers.getByText('by Grace, 6 Dec 2026').waitFor();
  await page.reload();
  await page.getByText('Close 1, prepared by this machine, signed by Grace').waitFor();
  expect([complaints, foreign, herComplaints]).toEqual([[], [], []]);
});

it('An account of the month opens its entries; credit is recorded as a lot, and a claim or a doubt stands by its age', async () => {
  const { page, complaints, foreign } = await admin.open('/trial-balance?month=2026-11&book=simulated', { at });
  await page.getByText('it sums to zero').waitFor();
  await page.getByRole('link', { name: 'provider accrued', exact: true }).click();
  await page.getByRole('dialog', { name: 'Provider accrued' }).getByText('196 image output tokens').first().waitFor();
  await page.goto(`${admin.world.address}/prepaid?book=simulated`);
  await page.getByRole('button', { name: 'Record credit' }).click();
  await page.getByLabel('How much').fill('100');
  await page.getByLabel('There since').fill('2026-12-07');
  await page.getByLabel('Proof').fill('Receipt 1');
  await page.getByRole('button', { name: 'Record this credit' }).click();
  await page.getByText('A lot is recorded once it is there').waitFor();
  await page.getByLabel('There since').fill('2026-12-01');
  await page.getByRole('button', { name: 'Record this credit' }).click();
  await page.getByRole('link', { name: 'Top-up, Receipt 1' }).click();
  await page.getByRole('dialog', { name: 'Top-up, Receipt 1' }).getByRole('cell', { name: 'recorded' }).waitFor();
  await expectReadable(page);
  await page.goto(`${admin.world.address}/charges/in-doubt?book=simulated`);
  await page.getByText('4 to 30 days').waitFor();
  await page.getByRole('link', { name: 'Claims', exact: true }).click();
  await page.getByText('Nothing is claimed of a provider').waitFor();
  await page.getByRole('link', { name: 'Carried', exact: true }).click();
  await page.getByText('Nothing is carried').waitFor();
  expect([complaints, foreign]).toEqual([[], []]);
});

it('Spending is exported as its lines and as FOCUS with the totals of the page, and what the service refuses is said in its own words', async () => {
  const { page } = await admin.open('/spend?book=simulated&from=2026-11-01&to=2026-11-30', { at });
  await page.getByTitle('$0.01881').first().waitFor();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  expect((await downloaded(page, 'Ledger lines as csv'))[0]).toContain(
    'accounting_date,transaction,position,event,account,currency,amount',
  );
  expect((await downloaded(page, 'FOCUS 1.2 as csv'))[0]).toContain('BilledCost,BillingAccountId');
  await page.route('**/exports?*', (route) => route.continue({ url: route.request().url().replace('content=lines', 'content=line') }));
  await page.getByRole('button', { name: 'Ledger lines as parquet' }).click();
  await page.getByRole('alert').getByText('content').waitFor();
});
