import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import type { InputImage } from './input-image.ts';

/**
 * The same mask for a provider that edits what is white and keeps what is black: what is transparent becomes white, what is opaque black. It stays a
 * PNG with an alpha channel, as such providers ask for, with nothing transparent in it.
 */
export function whiteWhereTransparent(mask: InputImage): InputImage {
  return {
    format: 'png',
    open: async () => {
      const edited = await sharp(await buffer(await mask.open()))
        .extractChannel('alpha')
        .negate()
        .toColourspace('b-w')
        .png()
        .toBuffer();
      return Readable.from([await sharp(edited).toColourspace('srgb').ensureAlpha(1).png().toBuffer()]);
    },
  };
}
