import sharp from 'sharp';
import type { Answer } from './answer-call.ts';
import type { AcceptedCall } from './check-call.ts';

/** One event of a streamed reply, as it stands on the wire. */
export type StreamEvent = string;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The events of a streamed reply, in order: for each image its partial ones, blurred ever less, then the whole one, whose event alone carries
 * usage. Each image is billed as if asked for alone, so its share of the usage is the nth part of it.
 */
export async function streamEvents(call: AcceptedCall, reply: Answer['reply']): Promise<readonly StreamEvent[]> {
  const { data, created, usage, ...echo } = reply;
  const pictures = (Array.isArray(data) ? data : []) as readonly { readonly b64_json: string }[];
  const partials = call.partialImages ?? 0;
  const events: StreamEvent[] = [];
  for (const { b64_json: picture } of pictures) {
    for (let index = 0; index < partials; index += 1) {
      const blurred = await blur(picture, partials - index);
      events.push(event(call, 'partial_image', { b64_json: blurred, partial_image_index: index, created_at: created, ...echo }));
    }
    const share = usage === undefined ? {} : { usage: nthPart(usage as Fields, pictures.length) };
    events.push(event(call, 'completed', { b64_json: picture, created_at: created, ...echo, ...share }));
  }
  return events;
}

/** The event of a stream that breaks off with an error. */
export function errorEvent(message: string): StreamEvent {
  return `event: error\ndata: ${JSON.stringify({ type: 'error', error: { type: 'server_error', code: 'server_error', message, param: null } })}\n\n`;
}

function event({ edit }: AcceptedCall, name: string, fields: Fields): StreamEvent {
  const type = `${edit === undefined ? 'image_generation' : 'image_edit'}.${name}`;
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

/** What is no picture, because it was told to be none, stays as it is. */
async function blur(picture: string, strength: number): Promise<string> {
  try {
    return (
      await sharp(Buffer.from(picture, 'base64'))
        .blur(strength * 12)
        .toBuffer()
    ).toString('base64');
  } catch {
    return picture;
  }
}

function nthPart(usage: Fields, n: number): Fields {
  return Object.fromEntries(
    Object.entries(usage).map(([name, value]) => [name, typeof value === 'number' ? value / n : nthPart(value as Fields, n)]),
  );
}
