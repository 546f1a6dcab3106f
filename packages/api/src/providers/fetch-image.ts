import type { DeliveredImage } from './provider.ts';

/** Where images of a provider may lie, how many bytes of one are read, and until when. */
export interface ImageFetching {
  readonly origins: ReadonlySet<string>;
  readonly bytesMax: number;
  readonly signal: AbortSignal;
}

/**
 * The image at an address that a reply names. Asked without any key, only at an origin that is allowed for this provider, and never sent on: a reply
 * must not make this service ask inside its own network. What cannot be had is told in a sentence; it was paid for all the same.
 */
export async function fetchImage(
  url: string,
  { origins, bytesMax, signal }: ImageFetching,
): Promise<Pick<DeliveredImage, 'bytes' | 'missing'>> {
  const origin = URL.canParse(url) ? new URL(url).origin : undefined;
  if (origin === undefined || !origins.has(origin)) {
    return missing(`it lies at ${origin ?? 'no address at all'}, where images of this provider are not asked for.`);
  }
  try {
    const response = await fetch(url, { redirect: 'manual', signal, headers: { accept: 'image/*' } });
    if (!response.ok) {
      await response.body?.cancel();
      const sentOn = response.status >= 300 && response.status < 400;
      return missing(
        sentOn ? 'its address sends its reader on to another one, which is not followed.' : `its address answered with ${response.status}.`,
      );
    }
    return { bytes: await readCapped(response, bytesMax) };
  } catch (cause) {
    return missing(cause instanceof TooLong ? `it has more than ${bytesMax} bytes.` : `its address could not be read: ${spoken(cause)}`);
  }
}

class TooLong extends Error {}

async function readCapped(response: Response, bytesMax: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw new TooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function missing(why: string): Pick<DeliveredImage, 'bytes' | 'missing'> {
  return { bytes: null, missing: `The reply names an image by its address, and ${why}` };
}

function spoken(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
