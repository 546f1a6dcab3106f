import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeViolations, sidewaysPixels } from './axe.ts';

/** A page as it stands can be read by everybody, wide and narrow, light and dark, and does not scroll sideways. It is wide afterwards. */
export async function expectReadable(page: Page): Promise<void> {
  // What lies under the pointer has a colour of its own for as long as it lies there.
  await page.mouse.move(0, 0);
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 844 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction((dark) => document.documentElement.classList.contains('dark') === dark, colorScheme === 'dark');
      // At each width and in each scheme everything is looked at once; where both were, the colours alone can differ.
      const coloursAlone = (width === 1280) === (colorScheme === 'dark');
      expect({ width, colorScheme, violations: await axeViolations(page, { coloursAlone }) }).toEqual({
        width,
        colorScheme,
        violations: [],
      });
      expect({ width, sideways: await sidewaysPixels(page) }).toEqual({ width, sideways: 0 });
    }
  }
  await page.setViewportSize({ width: 1280, height: 844 });
}
