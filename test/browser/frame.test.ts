import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, sidewaysPixels } from './axe.ts';
import { expectReadable } from './expect-readable.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
beforeAll(async () => void (admin = await openAdmin()));
afterAll(() => admin.close());

const pages = [
  { path: '/price-book', ready: '14 entries in force' },
  { path: '/price-book?day=2026-10-22', ready: '13 entries in force' },
  { path: '/playground?model=gpt-image-2&prompt=A+pearl', ready: 'on one scale from' },
  { path: '/playground?model=gpt-image-2&prompt=A+pearl&size=1024x1033&n=11', ready: 'No provider would make this' },
  { path: '/no/such/page', ready: 'Nothing has this address' },
];

describe.each(pages)('$path', ({ path, ready }) => {
  it('can be read by everybody, wide and narrow, light and dark, and never scrolls sideways, at 200% zoom neither', async () => {
    const { page, foreign, complaints } = await admin.open(path);
    await page.getByText(ready).first().waitFor();
    await expectReadable(page);
    // 200% zoom of a wide screen.
    await page.setViewportSize({ width: 640, height: 400 });
    await page.getByText(ready).first().waitFor();
    expect(await sidewaysPixels(page)).toBe(0);
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
  });
});

describe('The frame', () => {
  it.each(['/price-book', '/playground'])('says on %s that the sandbox plays the providers', async (path) => {
    const { page } = await admin.open(path);
    await page.getByRole('banner').getByTitle('No key is set for OpenAI, PiAPI, Smart AIPI').waitFor();
    expect(await page.getByRole('banner').getByText('simulated').innerText()).toBe('simulated');
  });

  it('finds a page, a price entry and a model by a few letters', async () => {
    const { page } = await admin.open('/playground');
    await page.keyboard.press('Control+K');
    await page.getByPlaceholder('Search pages, price entries, models…').fill('preview');
    await page.getByRole('option', { name: 'PiAPI gpt-image-2-preview' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('option', { name: 'PiAPI gpt-image-2-preview' }).click();
    await page.getByRole('dialog', { name: 'PiAPI gpt-image-2-preview' }).waitFor();
  });

  it('is a drawer on a narrow screen', async () => {
    const { page } = await admin.open('/price-book', { width: 390, height: 844 });
    await page.getByRole('button', { name: 'Open the menu' }).click();
    const drawer = page.getByRole('dialog', { name: 'Menu' });
    await drawer.getByRole('link', { name: 'Playground' }).click();
    await drawer.waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'Playground', level: 1 }).waitFor();
  });

  it('narrows to icons, and remembers it', async () => {
    const { page } = await admin.open('/price-book');
    await page.getByRole('button', { name: 'Narrow the menu to icons' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Widen the menu' }).waitFor();
    expect(await page.getByRole('link', { name: 'Playground' }).innerText()).toBe('');
  });

  it('keeps the colours a person chose, before the first paint too', async () => {
    const { page } = await admin.open('/price-book');
    const isDark = () => page.evaluate(() => document.documentElement.classList.contains('dark'));
    expect(await isDark()).toBe(false);
    await page.getByRole('button', { name: 'Switch to dark colours' }).click();
    expect(await isDark()).toBe(true);
    await page.route('**/assets/**', (route) => route.abort());
    await page.reload({ waitUntil: 'commit' });
    await expect.poll(isDark).toBe(true);
  });

  it('lets the keyboard skip the menu', async () => {
    const { page } = await admin.open('/price-book');
    await page.getByText('14 entries in force').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Skip to the page');
  });
});
