import type { FastifyReply, FastifyRequest } from 'fastify';
import { byteRange } from './byte-range.ts';
import type { ImageName, ImageStore } from './image-store.ts';

/** An image to be sent: which, and how many bytes it has. */
export interface SentImage extends ImageName {
  readonly bytes: number;
}

/**
 * Sends an image of the store, or the range of it that was asked for. An image never changes, so whoever may see it may keep it for ever; its ETag is
 * its SHA-256. Pages of other sites cannot embed it.
 */
export async function sendImage(request: FastifyRequest, reply: FastifyReply, images: ImageStore, image: SentImage): Promise<FastifyReply> {
  const etag = `"${image.sha256}"`;
  void reply
    .header('etag', etag)
    .header('cache-control', 'private, max-age=31536000, immutable')
    .header('accept-ranges', 'bytes')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('x-content-type-options', 'nosniff');
  if (isKnown(request.headers['if-none-match'], etag)) return await reply.code(304).send();
  const condition = request.headers['if-range'];
  const range = condition === undefined || condition === etag ? byteRange(request.headers.range, image.bytes) : undefined;
  if (range === 'none') {
    void reply.header('content-range', `bytes */${image.bytes}`);
    return await sendSentence(reply, 416, `This image has ${image.bytes} bytes: ask for a range of them.`);
  }
  const bytes = await images.read(image, range);
  if (bytes === undefined) return await sendSentence(reply, 404, 'This image was made, but its bytes are no longer in the image store.');
  if (range !== undefined) void reply.code(206).header('content-range', `bytes ${range.from}-${range.to}/${image.bytes}`);
  const length = range === undefined ? image.bytes : range.to - range.from + 1;
  return await reply.header('content-type', `image/${image.format}`).header('content-length', length).send(bytes);
}

/** Answers with a sentence that nobody may keep. */
export async function sendSentence(reply: FastifyReply, status: number, sentence: string): Promise<FastifyReply> {
  return await reply
    .removeHeader('etag')
    .header('cache-control', 'no-store')
    .code(status)
    .type('text/plain; charset=utf-8')
    .send(`${sentence}\n`);
}

/** `If-None-Match` is a list of tags, any of which may be marked as weak; or a star for whatever there is. */
function isKnown(header: string | undefined, etag: string): boolean {
  const tags = new Set((header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, '')));
  return tags.has(etag) || tags.has('*');
}
