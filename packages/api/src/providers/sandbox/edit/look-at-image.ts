import sharp from 'sharp';
import type { EditImage } from './edit-image.ts';

/** What a file that came as an image is, by its own header; without a format where it is none. */
export async function lookAtImage(path: string, bytes: number): Promise<EditImage> {
  try {
    const { format, width, height, hasAlpha } = await sharp(path).metadata();
    return { path, bytes, format, width, height, hasAlpha };
  } catch {
    return { path, bytes, format: undefined, width: 0, height: 0, hasAlpha: false };
  }
}
