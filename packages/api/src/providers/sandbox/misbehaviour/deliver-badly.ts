import type { ServerResponse } from 'node:http';
import type { MisbehaviourName } from './misbehaviours.ts';

/** A reply that is to be sent by hand, byte for byte. */
export interface RawReply {
  readonly response: ServerResponse;
  readonly contentType: string;
  readonly body: string;
}

const hugeBytes = 200_000_000;
const chunkBytes = 65_536;
const byteMilliseconds = 1000;

/** Sends a reply as no client wishes for; undefined where the command leaves the way it is sent alone. */
export const badDeliveries: Partial<Readonly<Record<MisbehaviourName, (reply: RawReply) => void>>> = {
  silent: () => undefined,
  'silent-billed': () => undefined,
  reset: resetMidway,
  'slow-loris': trickle,
  'huge-reply': pourOut,
  'invalid-json': ({ response, contentType, body }) =>
    void response.writeHead(200, { 'content-type': contentType }).end(body.slice(0, body.length / 2)),
};

/** Half of the reply goes out first, so that the client is reading when the connection breaks. */
function resetMidway({ response, contentType, body }: RawReply): void {
  response.writeHead(200, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, body.length / 2), () => response.socket?.resetAndDestroy());
}

function trickle({ response, contentType, body }: RawReply): void {
  response.writeHead(200, { 'content-type': contentType });
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body.charAt(sent));
    sent += 1;
    if (sent === body.length) response.end();
  }, byteMilliseconds);
  response.once('close', () => clearInterval(timer));
}

/** One image in base64 without an end in sight; it stops as soon as nobody reads on. */
function pourOut({ response, contentType }: RawReply): void {
  const chunk = 'A'.repeat(chunkBytes);
  let left = hugeBytes;
  response.writeHead(200, { 'content-type': contentType }).write('{"created":0,"data":[{"b64_json":"');
  const pour = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= chunkBytes;
      if (!response.write(chunk)) return;
    }
    if (!response.destroyed) response.end('"}]}');
  };
  response.on('drain', pour);
  pour();
}
