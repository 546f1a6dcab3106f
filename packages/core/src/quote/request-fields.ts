import type { ServiceMode } from '../price-book/price-entry.ts';

/**
 * A request to be quoted. Absent and null are the same: left to the provider. `promptTokens` is the o200k_base count of the prompt, without overhead;
 * `prompt` itself may be given to be checked.
 */
export interface QuoteRequest {
  readonly model: string;
  readonly promptTokens: number;
  readonly prompt?: string | null;
  /** `generate` unless given. */
  readonly operation?: string | null;
  /** 1 to 10; 1 unless given. */
  readonly n?: number | null;
  readonly size?: string | null;
  readonly quality?: string | null;
  readonly background?: string | null;
  readonly outputFormat?: string | null;
  readonly outputCompression?: number | null;
  readonly moderation?: string | null;
  readonly providers?: readonly string[] | null;
  /** `realtime` unless given. */
  readonly mode?: ServiceMode | null;
}

/** Every field that is read, and those that are known and not honoured yet. */
export const requestFields: readonly string[] = [
  'model',
  'promptTokens',
  'prompt',
  'operation',
  'n',
  'size',
  'quality',
  'background',
  'outputFormat',
  'outputCompression',
  'moderation',
  'providers',
  'mode',
  'partialImages',
  'images',
  'mask',
  'inputFidelity',
  'stage',
];
