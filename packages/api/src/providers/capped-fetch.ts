import { liftImages } from './lift-images.ts';

/** The reply was longer than we read. Whether it was billed is unknown. */
class ReplyTooLong extends Error {
  constructor(bytesMax: number) {
    super(`The reply is longer than ${bytesMax} bytes and was cut off.`);
    this.name = 'ReplyTooLong';
  }
}

const lifted = new WeakMap<Response, readonly Buffer[]>();

/** The images that were taken out of a reply while it was read; none where the reply did not come by `cappedFetch`. */
export function imagesOf(response: Response): readonly Buffer[] {
  return lifted.get(response) ?? [];
}

/**
 * A fetch that reads at most `bytesMax` bytes of a reply's body, and fails with ReplyTooLong where there is more. Images are decoded as they
 * arrive, and their place in the body holds their number.
 */
export function cappedFetch(bytesMax: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.body === null) return response;
    const { images, stream } = liftImages();
    const body = response.body.pipeThrough(byteCap(bytesMax)).pipeThrough(stream);
    const { status, statusText, headers } = response;
    const read = new Response(body, { status, statusText, headers });
    lifted.set(read, images);
    return read;
  };
}

function byteCap(bytesMax: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) controller.error(new ReplyTooLong(bytesMax));
      else controller.enqueue(chunk);
    },
  });
}
