import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** A file as somebody brought it. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: number;
  /** Of its bytes, lower-case hexadecimal. */
  readonly sha256: string;
  readonly content: Readable;
}

/** Streams a file back, byte for byte and with its hash, to be saved and never to be shown: whoever brought it may have brought anything. */
export async function giveFile(reply: FastifyReply, { name, bytes, sha256, content }: GivenFile): Promise<FastifyReply> {
  return await reply
    .header('content-type', 'application/octet-stream')
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, escaped)}`)
    .header('content-length', bytes)
    .header('repr-digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, no-store')
    .send(content);
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
