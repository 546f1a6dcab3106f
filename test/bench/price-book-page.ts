import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../world/chromium.ts';
import { fillBook, filledEntries } from './fill-book.ts';
import type { Section } from './report.ts';
import type { Stage } from './stage.ts';

const adminFolder = fileURLToPath(new URL('../../packages/admin/dist', import.meta.url));
const visits = 5;

/** The price book page over 10,000 entries that are all in force: how soon it can be used, how soon it answers a letter, a jump and a day. */
export async function benchPriceBookPage(stage: Stage): Promise<Section> {
  await fillBook(stage.databaseUrl);
  const service = await stage.serve({ ADMIN_FOLDER: adminFolder });
  const browser = await launchChromium();
  const seen = { interactive: 0, filtered: 0, jumped: 0, moved: 0, drawn: 0 };
  for (let visit = 0; visit <= visits; visit += 1) {
    const measured = await visitPage(browser, `${service.address}/price-book`);
    // The first visit warms the service up, as anybody's first request of the day does.
    if (visit > 0) for (const name of Object.keys(seen) as (keyof typeof seen)[]) seen[name] = Math.max(seen[name], measured[name]);
  }
  await browser.close();
  await service.stop();
  return {
    title: `The price book page with ${filledEntries.toLocaleString('en')} entries`,
    method: `A book filled by SQL, all of it in force, opened ${visits} times in Chromium with nothing in its cache. Interactive: the rows are drawn, and the page has time for whoever uses it. The slowest visit counts.`,
    rates: [],
    promised: [
      { promise: 'interactive in under a second', ...milliseconds(seen.interactive, 1000) },
      { promise: 'a typed letter narrows the table within 100 ms', ...milliseconds(seen.filtered, 100) },
      { promise: 'a jump to the last row is drawn within 100 ms', ...milliseconds(seen.jumped, 100) },
      { promise: 'another day is drawn within 100 ms', ...milliseconds(seen.moved, 100) },
      { promise: 'only what is in sight is drawn', measured: `${seen.drawn} rows`, holds: seen.drawn < 100 },
    ],
  };
}

async function visitPage(browser: Browser, address: string) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(watchFirstRow);
  await page.goto(address, { waitUntil: 'commit' });
  const interactive = await (await page.waitForFunction(() => (globalThis as unknown as Watched).interactiveAt)).jsonValue();
  const drawn = await page.locator('[data-entry-link]').count();
  const jumped = await answerTime(page, { scroll: 'div:has(> table)' });
  const filtered = await answerTime(page, { field: 'input[aria-label="Filter the price entries"]', text: 'provider-07 model-1' });
  const moved = await answerTime(page, { button: '[aria-label^="The change before"]' });
  await context.close();
  return { interactive: interactive ?? Infinity, drawn, filtered, jumped, moved };
}

interface Watched {
  interactiveAt?: number;
}

/** In the page: notes when rows are drawn and the page has nothing left to do. */
function watchFirstRow(): void {
  new MutationObserver((_changes, observer) => {
    if (document.querySelector('[data-entry-link]') === null) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => ((globalThis as unknown as Watched).interactiveAt = performance.now())));
  }).observe(document, { childList: true, subtree: true });
}

/** What was measured against the most it may be. */
function milliseconds(measured: number, most: number): { readonly measured: string; readonly holds: boolean } {
  return { measured: `${Math.round(measured)} ms`, holds: measured < most };
}

/** What is done to the page: a frame scrolled to its end, a text put into a field, or a button pressed; each by its selector. */
type Deed = { readonly scroll: string } | { readonly field: string; readonly text: string } | { readonly button: string };

/** Milliseconds from a deed until the rows are others and drawn. */
async function answerTime(page: Page, deed: Deed): Promise<number> {
  return await page.evaluate(async (what) => {
    const table = document.querySelector('tbody');
    const target = document.querySelector<HTMLElement>('scroll' in what ? what.scroll : 'button' in what ? what.button : what.field);
    if (table === null || target === null) throw new Error('The page has rows, and what is to be used.');
    const before = table.textContent;
    const begun = performance.now();
    if ('scroll' in what) target.scrollTop = 1e9;
    else if ('button' in what) target.click();
    else {
      (target as HTMLInputElement).value = what.text;
      target.dispatchEvent(new Event('input', { bubbles: true }));
    }
    while (table.textContent === before && performance.now() - begun < 5000) await new Promise((drawn) => requestAnimationFrame(drawn));
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
    return performance.now() - begun;
  }, deed);
}
