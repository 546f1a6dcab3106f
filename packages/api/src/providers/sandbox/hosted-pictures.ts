import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Answer } from './answer-call.ts';
import type { MisbehaviourName } from './misbehaviour/misbehaviours.ts';

interface Hosted {
  readonly bytes: Buffer;
  readonly format: string;
}

/** How many pictures are kept at their address; older ones are gone, as they would be after a while. */
const hostedMost = 100;
const hugeBytes = 200_000_000;
const chunk = Buffer.alloc(65_536);

/** Pictures that lie at an address for a while, as relays keep them. */
export class HostedPictures {
  readonly #hosted = new Map<string, Hosted>();

  /** The reply with an address in place of each picture: at `origin`, unless the command says otherwise. */
  host(reply: Answer['reply'], origin: string, command: MisbehaviourName | undefined): Answer['reply'] {
    const data = (Array.isArray(reply['data']) ? reply['data'] : []) as readonly { readonly b64_json: string }[];
    const format = typeof reply['output_format'] === 'string' ? reply['output_format'] : 'png';
    return {
      ...reply,
      data: data.map(({ b64_json: picture, ...rest }) => ({ ...rest, url: this.#put(picture, { format, origin, command }) })),
    };
  }

  get(name: string): Hosted | undefined {
    return this.#hosted.get(name);
  }

  #put(picture: string, { format, origin, command }: { format: string; origin: string; command: MisbehaviourName | undefined }): string {
    const name = `${randomUUID()}.${format}`;
    if (command !== 'url-gone') this.#hosted.set(name, { bytes: Buffer.from(picture, 'base64'), format });
    for (const oldest of this.#hosted.keys()) if (this.#hosted.size > hostedMost) this.#hosted.delete(oldest);
    const folder = command === 'url-redirected' ? 'moved' : command === 'url-huge' ? 'huge' : 'files';
    return command === 'url-elsewhere' ? `http://169.254.169.254/files/${name}` : `${origin}/${folder}/${name}`;
  }
}

/** Serves hosted pictures; and what a client must not fall for: an address that sends it on, and one that never ends. */
export function serveHosted(app: FastifyInstance, pictures: HostedPictures): void {
  app.get('/files/:name', async (request, reply) => {
    const found = pictures.get((request.params as { name: string }).name);
    return found === undefined ? await reply.code(404).send('Gone.') : await reply.type(`image/${found.format}`).send(found.bytes);
  });
  app.get('/moved/:name', (_request, reply) => reply.redirect('http://169.254.169.254/latest/meta-data/'));
  app.get('/huge/:name', (_request, reply) => pourOut(reply));
}

function pourOut(reply: FastifyReply): FastifyReply {
  const { raw } = reply.hijack();
  let left = hugeBytes;
  raw.writeHead(200, { 'content-type': 'image/png' });
  const pour = (): void => {
    while (left > 0 && !raw.destroyed) {
      left -= chunk.length;
      if (!raw.write(chunk)) return;
    }
    if (!raw.destroyed) raw.end();
  };
  raw.on('drain', pour);
  pour();
  return reply;
}
