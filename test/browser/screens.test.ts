/**
 * Pictures of every page, light and dark, for docs/SCREENS.md. A picture that is not there is made; one that is there is left as it is, so
 * that a run changes nothing in a clean clone. To renew them, remove docs/screens and run this file.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { loadOctober } from '../world/october.ts';
import type { World } from '../world/service.ts';
import { openAdmin } from './open-admin.ts';
import { closingDay, prepareClose } from './prepare-close.ts';
import { prepareScreens } from './prepare-screens.ts';

const folder = fileURLToPath(new URL('../../docs/screens', import.meta.url));
const looks = ['light', 'dark'] as const;

/** A page: its address, and what is there once it is whole. */
interface Screen {
  readonly name: string;
  readonly path: string;
  readonly whole: string;
  /** The day on which it is looked at; absent: that of all others. */
  readonly at?: string;
}

const screens: readonly Screen[] = [
  { name: 'overview', path: '/overview?book=simulated', whole: 'What moved it' },
  { name: 'price-book', path: '/price-book', whole: 'entries in force' },
  { name: 'timeline', path: '/price-book/timeline/openai/gpt-image-2', whole: 'Beside the price before it' },
  { name: 'import', path: '/price-book/import', whole: 'Draft the list' },
  { name: 'price-changes', path: '/price-changes', whole: 'Image output, December' },
  { name: 'editor', path: '/price-changes/SET/edit', whole: 'What it would change' },
  { name: 'sell-editor', path: '/price-changes/MARGIN/edit', whole: 'As drafted' },
  { name: 'review', path: '/price-changes/SET/review', whole: 'Ask for a review' },
  { name: 're-ratings', path: '/re-rating', whole: 'to be decided' },
  { name: 're-rating', path: '/re-rating/RUN', whole: 'One by one' },
  { name: 'playground', path: '/playground', whole: 'on one scale' },
  { name: 'generations', path: '/generations', whole: '5 generations' },
  { name: 'approvals', path: '/approvals', whole: 'Approve' },
  { name: 'templates', path: '/templates', whole: 'Profile card' },
  { name: 'stages', path: '/stages', whole: 'ideation' },
  { name: 'spend', path: '/spend?book=simulated&by=model', whole: 'Spending by model' },
  { name: 'charge-queue', path: '/charges/in-doubt?book=simulated', whole: 'Waits for' },
  { name: 'unit-costs', path: '/unit-costs?book=simulated&by=provider', whole: 'By provider' },
  { name: 'unit-movement', path: '/unit-costs/movement?book=simulated', whole: 'By model and meter' },
  { name: 'margin', path: '/margin?book=simulated', whole: 'Of charged' },
  { name: 'quote-accuracy', path: '/quote-accuracy?book=simulated', whole: 'Spread: low, middle, high' },
  { name: 'budgets', path: '/budgets', whole: 'simulated' },
  { name: 'reconciliation', path: '/reconciliation/OCTOBER', whole: 'It sums to the last digit' },
  { name: 'statements', path: '/reconciliation/statements?month=2026-10', whole: 'october.json' },
  { name: 'line-items', path: '/reconciliation/line-items', whole: 'image output tokens' },
  { name: 'policies', path: '/reconciliation/policies', whole: 'The provider rounds' },
  { name: 'settings', path: '/settings/people', whole: 'Invite a person' },
  { name: 'sign-in', path: '/sign-in', whole: 'Password' },
  { name: 'close', path: '/close/2026-11?book=simulated', whole: 'Sign for these figures', at: closingDay },
  { name: 'movement', path: '/close/2026-11/movement?book=simulated', whole: 'It sums to the last digit', at: closingDay },
  { name: 'trial-balance', path: '/trial-balance?month=2026-11&book=simulated', whole: 'it sums to zero', at: closingDay },
  { name: 'prepaid-lots', path: '/prepaid?book=simulated', whole: 'Left in its lots', at: closingDay },
];
/** All pictures are made within it, on a busy machine too; where all are there, nothing is made. */
const makingMost = 600_000;
const files = screens.flatMap(({ name }) => looks.map((look) => `${name}-${look}.webp`));

/** The month of the worked example, held against its statement. */
async function reconcileOctober(world: World): Promise<string> {
  const database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  const providerAccountId = await loadOctober(database);
  await database.end();
  const started = await world.ask<{ run: { id: string } }>(
    'mutation ($input: ReconciliationInput!) { run: startReconciliation(input: $input) { ... on Reconciliation { id } } }',
    { input: { providerAccountId, from: '2026-10-01T00:00:00Z', until: '2026-11-01T00:00:00Z' } },
  );
  return started.run.id;
}

async function takePicture(page: Page, file: string): Promise<void> {
  await sharp(await page.screenshot())
    .webp({ quality: 82 })
    .toFile(join(folder, file));
}

it(
  'Every page has its picture, light and dark, and the docs show each',
  async () => {
    const missing = files.filter((file) => !existsSync(join(folder, file)));
    if (missing.length > 0) {
      await mkdir(folder, { recursive: true });
      const admin = await openAdmin();
      const { set, margin, run } = await prepareScreens(admin.world);
      let october = '';
      for (const { name, path, whole, at } of screens) {
        if (name === 'reconciliation') october = await reconcileOctober(admin.world);
        if (name === 'close') await prepareClose(admin.world);
        for (const look of looks.filter((each) => missing.includes(`${name}-${each}.webp`))) {
          const address = path.replace('SET', set).replace('MARGIN', margin).replace('RUN', run).replace('OCTOBER', october);
          const { page } = await admin.open(address, { dark: look === 'dark', ...(at && { at }) });
          await page.getByText(whole).first().waitFor();
          await page.waitForLoadState('networkidle');
          await takePicture(page, `${name}-${look}.webp`);
          await page.context().close();
        }
      }
      await admin.close();
    }
    const shown = await readFile(join(folder, '../SCREENS.md'), 'utf8');
    expect(files.filter((file) => !shown.includes(`screens/${file}`))).toEqual([]);
    const sizes = await Promise.all(files.map(async (file) => (await sharp(join(folder, file)).metadata()).width));
    expect(new Set(sizes)).toEqual(new Set([1280]));
  },
  makingMost,
);
