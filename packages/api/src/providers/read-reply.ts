import type { DeliveredImage, Succeeded } from './provider.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The two parts of a reply: all it says, and the bytes of its images, which were lifted out of it and have their number in its place. Undefined
 * where it is no reply of the Images API at all.
 */
export function readReply(body: unknown, lifted: readonly Buffer[]): Pick<Succeeded, 'reply' | 'images'> | undefined {
  if (!isFields(body)) return undefined;
  const data: readonly unknown[] = Array.isArray(body['data']) ? body['data'] : [];
  if (data.length === 0 && !isFields(body['usage'])) return undefined;
  return { reply: { ...body, data: data.map(withoutBytes) }, images: data.map((item) => readImage(item, lifted)) };
}

function readImage(item: unknown, lifted: readonly Buffer[]): DeliveredImage {
  const fields = isFields(item) ? item : {};
  const number = fields['b64_json'];
  const revised = fields['revised_prompt'];
  return {
    bytes: typeof number === 'string' ? (lifted[Number.parseInt(number, 10)] ?? null) : null,
    revisedPrompt: typeof revised === 'string' ? revised : null,
  };
}

function withoutBytes(item: unknown): unknown {
  if (!isFields(item)) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'b64_json'));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
