import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDocument } from '../world/generation-document.ts';
import type { Generated } from '../world/generation-document.ts';
import { axeViolations, sidewaysPixels } from './axe.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

/** Nobody works the queue off, so what waits goes on waiting. */
let admin: Admin;
beforeAll(async () => {
  admin = await openAdmin({ environment: { WORKERS: '0' } });
  for (const requestKey of ['one', 'two']) await queue(requestKey);
});
afterAll(() => admin.close());

async function queue(requestKey: string): Promise<Generated> {
  const request = { model: 'gpt-image-2', prompt: `A harbour, ${requestKey}`, size: '976x704', quality: 'low' };
  const input = { requestKey, request, providers: ['openai'], wait: false };
  return (await admin.world.ask<{ generate: Generated }>(generateDocument, { input })).generate;
}

describe('Work under way', () => {
  it('is shown with how much there is of it, and what waits can be cancelled there', async () => {
    const { page, complaints, foreign } = await admin.open('/generations');
    const work = page.getByRole('region', { name: 'Work under way' });
    await work.getByText('0 running, 2 queued').waitFor();
    await work.getByRole('button', { name: 'Cancel: A harbour, one' }).click();
    await work.getByText('0 running, 1 queued').waitFor();
    expect(await work.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('A harbour, two')]);
    expect([complaints, foreign]).toEqual([[], []]);
  });

  it('is followed in the playground, and can be cancelled there', async () => {
    const { page } = await admin.open('/playground?model=gpt-image-2&prompt=A+harbour&size=976x704&quality=low&wait=no');
    await page.getByRole('button', { name: 'Generate at OpenAI' }).click();
    await page.getByRole('heading', { name: 'Queued: it waits for its turn' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel it' }).click();
    await page.getByRole('heading', { name: 'Cancelled' }).waitFor();
  });

  it.each([
    [1280, false],
    [390, true],
  ])('fits and can be read at %i pixels, dark: %s', async (width, dark) => {
    const { page } = await admin.open('/generations', { width, dark });
    await page.getByRole('region', { name: 'Work under way' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await sidewaysPixels(page)).toBe(0);
  });
});
