import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeUsage } from '../world/rating-runs.ts';
import { stateNovember } from '../world/stated-month.ts';
import { expectReadable } from './expect-readable.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

/** A day in December on which November can be closed. */
const at = '2026-12-06T09:00:00Z';
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
async function closeSoftly(page: Page, reason: string): Promise<void> {
  await page.getByLabel('Reason').fill(reason);
  await page.getByRole('button', { name: 'Close November 2026 softly' }).click();
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
  const downloading = hers.waitForEvent('download');
  await hers.getByRole('button', { name: 'Download trial-balance.csv' }).click();
  const file = await (await downloading).path();
  expect((await readFile(file, 'utf8')).split('\n')[0]?.trim()).toBe('code,account,currency,opening,debit,credit,closing');
  await hers.getByRole('button', { name: 'Mark it handed over' }).click();
  await hers.getByRole('button', { name: 'Batch 1 is handed over' }).click();
  await hers.getByText('by Grace, 6 Dec 2026').waitFor();
  await page.reload();
  await page.getByText('Close 1, prepared by this machine, signed by Grace').waitFor();
  expect([complaints, foreign, herComplaints]).toEqual([[], [], []]);
});
