import type { ImageEditStreamEvent, ImageGenStreamEvent } from 'openai/resources/images';
import type { DeliveredImage, OnPartial, Succeeded } from './provider.ts';

/** What a stream is read with: how many images were asked for, the bytes that were lifted out of it so far, and who hears of partial images. */
export interface StreamReading {
  readonly asked: number;
  readonly lifted: readonly Buffer[];
  readonly onPartial: OnPartial | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the events of a stream up to the last completed one: as a reply that came whole would have it, with the usage of all completed events
 * together. Undefined where the stream ended before as many images were completed as were asked for: what it cost is then unknown.
 */
export async function readStream(
  events: AsyncIterable<ImageGenStreamEvent | ImageEditStreamEvent>,
  { asked, lifted, onPartial }: StreamReading,
): Promise<Pick<Succeeded, 'reply' | 'images'> | undefined> {
  const images: DeliveredImage[] = [];
  const completed: Fields[] = [];
  for await (const { b64_json: number, ...event } of events) {
    const bytes = lifted[Number.parseInt(number, 10)] ?? null;
    if (event.type === 'image_generation.partial_image' || event.type === 'image_edit.partial_image') {
      if (bytes !== null) await onPartial?.({ image: completed.length, number: event.partial_image_index, bytes });
    } else if (event.type === 'image_generation.completed' || event.type === 'image_edit.completed') {
      images.push({ bytes, revisedPrompt: null });
      completed.push({ ...event });
      if (completed.length === asked) return { reply: replyOf(completed), images };
    }
  }
  return undefined;
}

/** One event is its own reply. Of several, the usage is the sum, where each of them has one: a part of it is no usage of the whole. */
function replyOf(completed: readonly Fields[]): Fields {
  const { type: _type, created_at: created, usage: _usage, ...echo } = completed[0] ?? {};
  const usages = completed.map(({ usage }) => usage).filter(isFields);
  const data = completed.map(() => ({}));
  const whole = { created, ...echo, data };
  if (usages.length < completed.length) return whole;
  return { ...whole, usage: usages.reduce(sumOf) };
}

function sumOf(one: Fields, other: Fields): Fields {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(names.map((name) => [name, added(one[name], other[name])]));
}

function added(one: unknown, other: unknown): unknown {
  if (isFields(one) && isFields(other)) return sumOf(one, other);
  return typeof one === 'number' && typeof other === 'number' ? one + other : (one ?? other);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
