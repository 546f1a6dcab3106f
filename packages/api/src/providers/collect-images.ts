import { fetchImage } from './fetch-image.ts';
import type { ImageFetching } from './fetch-image.ts';
import type { DeliveredImage, Succeeded } from './provider.ts';

type Read = Pick<Succeeded, 'reply' | 'images'>;

/** A reply with the images that it only names, one after the other: together they have no more bytes than one reply may. */
export async function collectImages(read: Read, fetching: ImageFetching): Promise<Read> {
  const data = read.reply['data'];
  let left = fetching.bytesMax;
  const images: DeliveredImage[] = [];
  for (const [index, image] of read.images.entries()) {
    const url = image.bytes === null && Array.isArray(data) ? addressOf(data[index]) : undefined;
    const fetched = url === undefined ? {} : await fetchImage(url, { ...fetching, bytesMax: left });
    const whole = { ...image, ...fetched };
    left -= whole.bytes?.byteLength ?? 0;
    images.push(whole);
  }
  return { reply: read.reply, images };
}

function addressOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('url' in item)) return undefined;
  return typeof item.url === 'string' ? item.url : undefined;
}
