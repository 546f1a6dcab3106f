import { describe, expect, it } from 'vitest';
import { liftImages } from './lift-images.ts';

/** A reply that arrives in pieces of so many bytes. */
async function lifted(reply: string, pieceBytes: number): Promise<{ passedOn: string; images: readonly string[] }> {
  const bytes = Buffer.from(reply);
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, piece) =>
    bytes.subarray(piece * pieceBytes, (piece + 1) * pieceBytes),
  );
  const { images, stream } = liftImages();
  const passedOn = await new Response(new Blob(pieces).stream().pipeThrough(rechunked(pieceBytes)).pipeThrough(stream)).text();
  return { passedOn, images: images.map((image) => image.toString('utf8')) };
}

function rechunked(pieceBytes: number): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform: (chunk, controller) => {
      for (let from = 0; from < chunk.length; from += pieceBytes) controller.enqueue(chunk.subarray(from, from + pieceBytes));
    },
  });
}

const hello = Buffer.from('Hello, image.').toString('base64');
const other = Buffer.from('Another one').toString('base64');

describe.each([1, 2, 3, 7, 4096])('In pieces of %i bytes', (pieceBytes) => {
  it.each([
    [`{"data":[{"b64_json":"${hello}"}]}`, '{"data":[{"b64_json":"0"}]}', ['Hello, image.']],
    [
      `{ "data" : [ { "b64_json" : "${hello}", "revised_prompt": "a \\"b64_json\\": \\"x\\"" }, {"b64_json":"${other}"} ], "usage": {} }`,
      '{ "data" : [ { "b64_json" : "0", "revised_prompt": "a \\"b64_json\\": \\"x\\"" }, {"b64_json":"1"} ], "usage": {} }',
      ['Hello, image.', 'Another one'],
    ],
    [
      '{"data":[{"b64_json":""},{"b64_json":null}],"note":"b64_json"}',
      '{"data":[{"b64_json":""},{"b64_json":null}],"note":"b64_json"}',
      [],
    ],
    ['{"data":[{"b64_json":"Pz8\\/"}]}', '{"data":[{"b64_json":"0"}]}', ['???']],
    ['[1,2]', '[1,2]', []],
    ['', '', []],
  ])('the images of %s are taken out, and the rest is as it was', async (reply, passedOn, images) => {
    expect(await lifted(reply, pieceBytes)).toEqual({ passedOn, images });
  });

  it('a reply that ends within an image is passed on without its end', async () => {
    expect((await lifted('{"data":[{"b64_json":"aGVs', pieceBytes)).passedOn).toBe('{"data":[{"b64_json":"');
  });
});
