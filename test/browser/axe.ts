/** axe-core, run in a page under its strict policy: what a person with another way of reading would stumble over. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What can differ between two colour schemes of one page. */
const rulesOfColours = ['color-contrast', 'link-in-text-block'];

interface AxeWindow {
  readonly axe: {
    run(options: object): Promise<{ violations: readonly { id: string; nodes: readonly { html: string; failureSummary?: string }[] }[] }>;
  };
}

/**
 * Every violation of WCAG 2.2 A and AA that axe finds in the page as it stands, one line each; empty when there is none. `coloursAlone`: the page has been looked at whole in
 * other colours.
 */
export async function axeViolations(page: Page, { coloursAlone = false } = {}): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await source);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const runOnly = coloursAlone ? { type: 'rule', values: rulesOfColours } : { type: 'tag', values: tags };
  const violations = await page.evaluate(
    async (options) => {
      const { axe } = globalThis as unknown as AxeWindow;
      return (await axe.run(options)).violations;
    },
    { runOnly, resultTypes: ['violations'] },
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`));
}

/** How many pixels the page can be scrolled sideways: 0, always. */
export async function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
