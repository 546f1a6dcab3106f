import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bomb, halfMask, plainPicture } from '../world/pictures.ts';
import { axeViolations, sidewaysPixels } from './axe.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
let picture: Buffer;
beforeAll(async () => {
  admin = await openAdmin();
  picture = await plainPicture(550, 368);
});
afterAll(() => admin.close());

const pearl = '/playground?model=gpt-image-2&prompt=Sparkling+shell+with+a+pearl&size=1024x1024&quality=low';
const expectedAt = (page: Page, provider: string) => page.locator(`[data-offer="${provider}"]`).getByTestId('expected');
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);
const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });

async function choose(page: Page, label: string, ...files: readonly ReturnType<typeof file>[]): Promise<void> {
  await page.getByLabel(label).setInputFiles([...files]);
}

/** Lets go of a file over a place, as a hand would. */
async function drop(page: Page, selector: string, bytes: Buffer): Promise<void> {
  const data = await page.evaluateHandle(
    (numbers) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(numbers)], 'dropped.png', { type: 'image/png' }));
      return transfer;
    },
    [...bytes],
  );
  await page.locator(selector).last().dispatchEvent('drop', { dataTransfer: data });
}

describe('An edit in the playground', () => {
  it('is priced as its images arrive, are moved and are removed, and keeps them in the address', async () => {
    const { page, foreign, complaints } = await admin.open(pearl);
    await expectedAt(page, 'openai').getByTitle('$0.00594').waitFor();
    await drop(page, '[data-field="images"] .border-dashed', picture);
    await expectedAt(page, 'openai').getByTitle('$0.011577').waitFor();
    await choose(page, 'Add another image', file('small.png', await plainPicture(256, 256)));
    await expectedAt(page, 'openai').getByTitle('$0.01366').waitFor();
    expect(await page.locator('[data-input-image]').allInnerTexts()).toEqual(['550 × 368', '256 × 256']);
    const shown = page.getByRole('img', { name: 'Input image 1' });
    await expect.poll(() => shown.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(550);

    await page.getByRole('button', { name: 'Move image 2 up' }).click();
    expect(await page.locator('[data-input-image]').allInnerTexts()).toEqual(['256 × 256', '550 × 368']);
    await page.waitForURL(/images=[0-9a-f-]{36}~256x256%2C|images=[0-9a-f-]{36}~256x256,/);
    await page.reload();
    await expectedAt(page, 'openai').getByTitle('$0.01366').waitFor();
    await page.getByRole('button', { name: 'Remove image 1' }).click();
    await expectedAt(page, 'openai').getByTitle('$0.011577').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
  });

  it('is made with a mask that was painted, and only there the image is another', async () => {
    const { page } = await admin.open(pearl);
    await choose(page, 'Drop images to edit, or choose them', file('picture.png', picture));
    await page.getByRole('button', { name: 'Paint what is to be edited' }).click();
    await page.getByLabel('Brush size').fill('20');
    const canvas = page.locator('[data-mask-painter] canvas');
    await canvas.scrollIntoViewIfNeeded();
    const box = (await canvas.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + box.width * 0.1, box.y + box.height * 0.1);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.1, box.y + box.height * 0.9, { steps: 4 });
    await page.mouse.up();
    await page.getByText(/About \d+% of the image will be edited\./).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use this mask' }).click();
    await page.locator('[data-mask]').getByText('550 × 368').waitFor();

    await page.getByRole('button', { name: 'Generate at OpenAI' }).click();
    await page.locator('[data-generation]').waitFor();
    expect(await page.getByTestId('charge').innerText()).toBe('$0.011577');
    const source = await page.getByRole('img', { name: /^Image 1 for the prompt/ }).getAttribute('src');
    const bytes = await (await fetch(`${admin.world.address}${source}`)).arrayBuffer();
    const colourAt = async (left: number) =>
      (await sharp(Buffer.from(bytes)).extract({ left, top: 500, width: 1, height: 1 }).raw().toBuffer()).toString('hex');
    expect(await colourAt(900)).toBe('44aa77');
    expect(await colourAt(100)).not.toBe('44aa77');
  });

  it('takes a mask as a file, and says beside the field why one does not fit', async () => {
    const { page } = await admin.open(pearl);
    await choose(page, 'Drop images to edit, or choose them', file('picture.png', picture));
    await choose(page, 'Drop a mask, or choose one', file('opaque.png', picture));
    await field(page, 'mask').getByRole('alert').getByText('nothing of this file is').waitFor();
    await choose(page, 'Drop a mask, or choose one', file('small.png', await halfMask(64, 64)));
    await field(page, 'mask').getByRole('alert').getByText('make it 550x368').waitFor();
    await page.getByRole('button', { name: 'Remove the mask' }).click();
    await choose(page, 'Drop a mask, or choose one', file('fits.png', await halfMask(550, 368)));
    await page.locator('[data-mask]').getByText('550 × 368').waitFor();
    await expect.poll(() => field(page, 'mask').getByRole('alert').count()).toBe(0);
  });

  it('says of a file that is no image, or a bomb, what the service says, and goes on', async () => {
    const { page } = await admin.open(pearl);
    await choose(
      page,
      'Drop images to edit, or choose them',
      file('words.png', Buffer.from('no image')),
      file('bomb.png', bomb()),
      file('picture.png', picture),
    );
    await field(page, 'images').getByText('The bytes are no PNG, JPEG or WebP image.').waitFor();
    await field(page, 'images').getByText('unpacks to more than 64 million pixels').waitFor();
    await expectedAt(page, 'openai').getByTitle('$0.011577').waitFor();
    await page.getByRole('button', { name: 'Dismiss words.png' }).click();
    await page.getByRole('button', { name: 'Dismiss bomb.png' }).click();
    expect(await page.locator('[data-input-image]').count()).toBe(1);
  });

  it.each([
    ['light at 390 px', { width: 390, height: 844 }],
    ['dark', { dark: true }],
  ])('can be read and used in %s', async (_look, look) => {
    const { page } = await admin.open(pearl, look);
    await choose(page, 'Drop images to edit, or choose them', file('picture.png', picture));
    await page.getByRole('button', { name: 'Paint what is to be edited' }).click();
    await page.locator('[data-mask-painter] canvas').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await sidewaysPixels(page)).toBe(0);
  });
});
