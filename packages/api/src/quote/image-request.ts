import { createHash } from 'node:crypto';
import type { ImageRequestInput } from './image-request.type.ts';

/** A request as the caller gave it: a field that was left out is absent, and stays absent for the provider. */
export interface ImageRequest {
  readonly model: string;
  readonly prompt: string;
  readonly operation: 'generate' | 'edit';
  readonly n: number;
  readonly size?: string;
  readonly quality?: string;
  readonly background?: string;
  readonly outputFormat?: string;
  readonly outputCompression?: number;
  readonly moderation?: string;
  readonly inputFidelity?: string;
  readonly partialImages: number;
}

/** The request without what was not given: null counts as absent. */
export function givenRequest(input: ImageRequestInput): ImageRequest {
  const { model, prompt, operation, n, partialImages } = input;
  const { size, quality, background, outputFormat, outputCompression, moderation, inputFidelity } = input;
  const choices = { size, quality, background, outputFormat, outputCompression, moderation, inputFidelity };
  const given = Object.fromEntries(Object.entries(choices).filter(([, value]) => value != null));
  return { model, prompt, operation, n, ...given, partialImages };
}

/** SHA-256 of a value whatever the order of its fields; absent and null fields do not count. Two requests of one hash are one request. */
export function requestHash(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field != null)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}
