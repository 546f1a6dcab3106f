import { plainObject } from '../refusal/plain-object.ts';

/** The response of the Responses API in what was read of it: itself, the event that completed it, or the list of all events of its stream. */
export function completedResponse(reading: unknown): Readonly<Record<string, unknown>> | undefined {
  const last = Array.isArray(reading) ? reading.findLast(isCompletion) : reading;
  const fields = plainObject(last);
  return plainObject(fields?.['response']) ?? fields;
}

function isCompletion(event: unknown): boolean {
  return plainObject(event)?.['type'] === 'response.completed';
}
