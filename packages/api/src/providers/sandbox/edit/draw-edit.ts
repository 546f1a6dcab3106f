import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { Edit, EditImage } from './edit-image.ts';

/** How the sandbox reads a mask: which part of it is edited. */
export type EditedArea = 'transparent' | 'white';

/**
 * Lays a picture over the first input image: through the mask where there is one, so that what was edited can be seen; else half of it shows
 * everywhere. Raw pixels of the picture's size, opaque.
 */
export async function drawEdit(picture: Buffer, edit: Edit, area: EditedArea): Promise<Buffer> {
  const [first] = edit.images;
  const { width, height } = await sharp(picture).metadata();
  const size = { width, height, fit: 'fill' } as const;
  const ground = await opaque(sharp(first?.path)).resize(size).png().toBuffer();
  const cover = await opaque(sharp(picture))
    .joinChannel(await edited(edit.mask, area, size))
    .png()
    .toBuffer();
  return await sharp(ground)
    .composite([{ input: cover }])
    .removeAlpha()
    .png()
    .toBuffer();
}

function opaque(image: Sharp): Sharp {
  return image.flatten({ background: '#fff' }).toColourspace('srgb');
}

/** One channel: 255 where the picture is to show. */
async function edited(
  mask: EditImage | undefined,
  area: EditedArea,
  size: { width: number; height: number; fit: 'fill' },
): Promise<Buffer> {
  if (mask === undefined) {
    const { width, height } = size;
    return await sharp({ create: { width, height, channels: 3, background: '#8c8c8c' } })
      .extractChannel(0)
      .png()
      .toBuffer();
  }
  const shown =
    area === 'transparent' ? sharp(mask.path).extractChannel('alpha').negate() : sharp(mask.path).removeAlpha().extractChannel(0);
  return await shown
    .resize({ ...size, kernel: 'nearest' })
    .png()
    .toBuffer();
}
