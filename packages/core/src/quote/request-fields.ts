import type { ServiceMode } from '../price-book/price-entry.ts';

/** An input image or a mask by its size in pixels; both edges or neither. Without them the image's tokens are a range. */
export interface RequestImage {
  readonly width?: number | null;
  readonly height?: number | null;
}

/**
 * A request to be quoted. Absent and null are the same: left to the provider. `promptTokens` is the o200k_base count of the prompt, without overhead;
 * `prompt` itself may be given to be checked.
 */
export interface QuoteRequest {
  readonly model: string;
  readonly promptTokens: number;
  readonly prompt?: string | null;
  /** `generate` unless given; `edit` needs input images. */
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
  /** Input images of an edit, 1 to 16. */
  readonly images?: readonly RequestImage[] | null;
  /** As large as the first input image. */
  readonly mask?: RequestImage | null;
  /** `high` or `low`, where the model lets a caller choose; `low` unless given. */
  readonly inputFidelity?: string | null;
  /** 0 to 3; 0 unless given. */
  readonly partialImages?: number | null;
  /** The step of a workflow it serves, one of `stageDefaults`: it fills in what the request leaves open. */
  readonly stage?: string | null;
  /** Where the image will be shown, by name or as WIDTHxHEIGHT: a size bought larger than that is told. It changes no price. */
  readonly placement?: string | null;
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
  'placement',
  'complexity',
  'stage',
];
