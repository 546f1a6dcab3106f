/**
 * Pictures of every page, light and dark, for docs/SCREENS.md. A picture that is not there is made; one that is there is left as it is, so
 * that a run changes nothing in a clean clone. To renew them, remove docs/screens and run this file.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { fillBook } from '../bench/fill-book.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

const folder = fileURLToPath(new URL('../../docs/screens', import.meta.url));
const looks = ['light', 'dark'] as const;

/** A page: its address, and what is there once it is whole. */
interface Screen {
  readonly name: string;
  readonly path: string;
  readonly whole: string;
}

const screens: readonly Screen[] = [
  { name: 'price-book', path: '/price-book', whole: 'entries in force' },
  { name: 'timeline', path: '/price-book/timeline/openai/gpt-image-2', whole: 'Beside the price before it' },
  { name: 'price-changes', path: '/price-changes', whole: 'Image output, December' },
  { name: 'editor', path: '/price-changes/SET/edit', whole: 'What it would change' },
  { name: 'review', path: '/price-changes/SET/review', whole: 'Ask for a review' },
  { name: 'playground', path: '/playground', whole: '$0.00397' },
  { name: 'budgets', path: '/budgets', whole: 'No budget is set' },
  { name: 'settings', path: '/settings/people', whole: 'Invite a person' },
];
const files = screens.flatMap(({ name }) => looks.map((look) => `${name}-${look}.webp`));

/** A draft of gpt-image-2 at openai with another price of image output. */
const priced = (from: string, imageOutput: string) => {
  const rates = {
    text_input: '5.00',
    text_input_cached: '1.25',
    image_input: '8.00',
    image_input_cached: '2.00',
    image_output: imageOutput,
  };
  const components = Object.entries(rates).map(([meter, price]) => ({ meter, price, per: 1_000_000 }));
  const read = { source: 'https://openai.com/api/pricing', checkedOn: '2026-11-20' };
  return {
    action: 'ADD',
    entry: { provider: 'openai', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from, components, ...read },
  };
};

/** A change set with a price that rises and one that is wrong; and a rise that is in force already. */
async function prepare({ world }: Admin): Promise<string> {
  await fillBook(world.databaseUrl);
  const make = `mutation ($input: CreatePriceChangeSetInput!) { set: createPriceChangeSet(input: $input) { ... on PriceChangeSet { id rowVersion } } }`;
  const begin = (title: string, drafts: readonly object[]) =>
    world.ask<{ set: { id: string; rowVersion: number } }>(make, { input: { title, reason: 'Announced on 20 November', drafts } });
  const { set: past } = await begin('Image output, August', [priced('2026-08-07', '27.00')]);
  const submit = `mutation { done: submitPriceChangeSet(id: "${past.id}", rowVersion: ${past.rowVersion}) { ... on PriceChangeSet { rowVersion problems { name } } } }`;
  const { done } = await world.ask<{ done: { rowVersion: number; problems: { name: string }[] } }>(submit);
  await world.ask(
    `mutation ($names: [String!]!) { publishPriceChangeSet(id: "${past.id}", rowVersion: ${done.rowVersion}, confirmations: $names) { __typename } }`,
    { names: done.problems.map(({ name }) => name) },
  );
  const { set } = await begin('Image output, December', [priced('2026-12-01', '32.40'), priced('2027-03-01', '3,240.0')]);
  return set.id;
}

async function takePicture(page: Page, file: string): Promise<void> {
  await sharp(await page.screenshot())
    .webp({ quality: 82 })
    .toFile(join(folder, file));
}

it('Every page has its picture, light and dark, and the docs show each', async () => {
  const missing = files.filter((file) => !existsSync(join(folder, file)));
  if (missing.length > 0) {
    await mkdir(folder, { recursive: true });
    const admin = await openAdmin();
    const set = await prepare(admin);
    for (const { name, path, whole } of screens) {
      for (const look of looks.filter((each) => missing.includes(`${name}-${each}.webp`))) {
        const { page } = await admin.open(path.replace('SET', set), { dark: look === 'dark' });
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
});
