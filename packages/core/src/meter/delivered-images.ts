import { plainObject } from '../refusal/plain-object.ts';
import { completedResponse } from './completed-response.ts';
import type { ReadingShape } from './usage-from-reading.ts';

/**
 * How many finished images a reply holds, which is what a flat tariff bills: the entries of `data` that hold one, the completed events of a stream, the calls of the
 * image tool in a response that have a result. A reply in another shape holds none that can be counted: undefined, which is not zero.
 */
export function deliveredImages(shape: ReadingShape, reply: unknown): bigint | undefined {
  if (shape === 'images') return countIn(plainObject(reply)?.['data'], isImage);
  if (shape === 'images-stream') return countIn(Array.isArray(reply) ? reply : [reply], isCompletedImage);
  return countIn(completedResponse(reply)?.['output'], isToolImage);
}

function countIn(list: unknown, isCounted: (each: unknown) => boolean): bigint | undefined {
  return Array.isArray(list) ? BigInt(list.filter(isCounted).length) : undefined;
}

function isImage(each: unknown): boolean {
  const fields = plainObject(each);
  return isText(fields?.['b64_json']) || isText(fields?.['url']);
}

function isCompletedImage(event: unknown): boolean {
  const type = plainObject(event)?.['type'];
  return type === 'image_generation.completed' || type === 'image_edit.completed';
}

function isToolImage(item: unknown): boolean {
  const fields = plainObject(item);
  return fields?.['type'] === 'image_generation_call' && isText(fields['result']);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
