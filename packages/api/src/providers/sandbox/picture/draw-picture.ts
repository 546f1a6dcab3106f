import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { OutputFormat } from '../check-call.ts';
import { composePicture } from './compose-picture.ts';
import type { PictureContent } from './compose-picture.ts';
import { loadGlyphs } from './glyphs.ts';
import type { Glyphs } from './glyphs.ts';

/** How a picture is to be encoded; compression from 0 to 100 is the quality of jpeg and webp. */
export interface Encoding {
  readonly format: OutputFormat;
  readonly compression: number;
}

let glyphsLoading: Promise<Glyphs> | undefined;

/** A real PNG, JPEG or WebP of exactly the size asked for, showing the prompt. The same content gives the same bytes. */
export async function drawPicture(content: PictureContent, encoding: Encoding): Promise<Buffer> {
  glyphsLoading ??= loadGlyphs();
  const svg = composePicture(content, await glyphsLoading);
  const image = sharp(Buffer.from(svg), { unlimited: true });
  return await encode(content.transparent ? image : image.removeAlpha(), encoding).toBuffer();
}

/** A picture that is drawn, in another encoding. */
export async function encodePicture(picture: Buffer, encoding: Encoding): Promise<Buffer> {
  return await encode(sharp(picture), encoding).toBuffer();
}

function encode(image: Sharp, { format, compression }: Encoding): Sharp {
  const quality = Math.max(1, compression);
  if (format === 'jpeg') return image.jpeg({ quality });
  if (format === 'webp') return image.webp({ quality, effort: 2 });
  return image.png({ compressionLevel: 4 });
}
