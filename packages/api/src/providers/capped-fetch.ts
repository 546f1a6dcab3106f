/** The reply was longer than we read. Whether it was billed is unknown. */
class ReplyTooLong extends Error {
  constructor(bytesMax: number) {
    super(`The reply is longer than ${bytesMax} bytes and was cut off.`);
    this.name = 'ReplyTooLong';
  }
}

/** A fetch that reads at most `bytesMax` bytes of a reply's body, and fails with ReplyTooLong where there is more. */
export function cappedFetch(bytesMax: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.body === null) return response;
    const body = response.body.pipeThrough(byteCap(bytesMax));
    return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
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
