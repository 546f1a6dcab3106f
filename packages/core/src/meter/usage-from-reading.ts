import { refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { listed, shown } from '../refusal/shown.ts';
import { imagesUsage } from './images-usage.ts';
import type { Usage } from './meter.ts';
import { completedResponse } from './completed-response.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { contradictory, missing } from './token-split.ts';

/** The shapes in which providers say what they used: the Images API, its stream of events, the Responses API with the image tool. */
export type ReadingShape = 'images' | 'images-stream' | 'responses';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A provider's reading, the whole reply or its usage object → tokens by meter; relays answer in the shapes of OpenAI. Of a stream, the completed event counts (or
 * the list of all events); of the Responses API, `tool_usage.image_gen` alone, since `usage` there is the chat model's: see `mainlineUsage`. Refuses a reading
 * without usage (`usage-missing`) and one whose counts do not fit together (`usage-contradictory`), with the usage object, as it came, in `details.reading`.
 */
export function usageFromReading(shape: ReadingShape, reading: unknown): Outcome<Usage> {
  switch (shape) {
    case 'images':
      return usageOf(imagesUsageObject(reading));
    case 'images-stream':
      return streamUsage(reading);
    case 'responses':
      return usageOf(toolUsageObject(reading));
    default:
      return noShape(shape);
  }
}

function noShape(shape: never): Refused {
  const shapes = ['images', 'images-stream', 'responses'];
  return refused({
    code: 'invalid-request',
    path: ['shape'],
    accepted: shapes,
    message: `${shown(shape)} is no shape of a reading: there are ${listed(shapes)}.`,
  });
}

function usageOf(usage: Fields | undefined): Outcome<Usage> {
  return usage === undefined ? missing(['usage'], 'what was used') : keepingReading(imagesUsage(usage), usage);
}

/** The outcome of a reading; a refusal keeps the reading, so that what was paid for can be rated once it is understood. */
export function keepingReading(outcome: Outcome<Usage>, reading: Fields): Outcome<Usage> {
  return outcome.ok ? outcome : refused({ ...outcome.refusal, details: { reading } });
}

function imagesUsageObject(reading: unknown): Fields | undefined {
  const fields = plainObject(reading);
  if (fields === undefined) return undefined;
  return 'usage' in fields ? plainObject(fields['usage']) : bareUsage(fields);
}

function streamUsage(reading: unknown): Outcome<Usage> {
  const events = (Array.isArray(reading) ? reading : [reading]).map(plainObject);
  const completed = events.filter((event) => typeof event?.['type'] !== 'string' || event['type'].endsWith('.completed'));
  if (completed.length > 1) {
    const usages = completed.map((event) => event?.['usage'] ?? null);
    return keepingReading(contradictory([], `${completed.length} completed events are in one stream`), { usages });
  }
  return usageOf(imagesUsageObject(completed[0]));
}

function toolUsageObject(reading: unknown): Fields | undefined {
  const response = completedResponse(reading);
  const tool = plainObject(response?.['tool_usage']) ?? response;
  const image = plainObject(tool?.['image_gen']);
  if (image !== undefined) return image;
  return tool === undefined || isChatUsage(tool) ? undefined : bareUsage(tool);
}

/** A chat model's usage tells its reasoning tokens; an image tool has none. */
function isChatUsage(usage: Fields): boolean {
  return plainObject(usage['output_tokens_details'])?.['reasoning_tokens'] !== undefined;
}

function bareUsage(fields: Fields): Fields | undefined {
  return 'input_tokens' in fields || 'output_tokens' in fields ? fields : undefined;
}
