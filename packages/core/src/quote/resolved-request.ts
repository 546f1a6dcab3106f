import type { ServedModel } from '../catalog/models.ts';
import type { PixelSize } from '../catalog/size-rule.ts';
import type { ServiceMode } from '../price-book/price-entry.ts';
import type { InputFidelity } from '../tokens/input-image-tokens.ts';
import type { ResolvedParameter } from './offer.ts';

/** A request as one provider would run it: its own name of the model, defaults filled in, every value checked. */
export interface ResolvedRequest {
  readonly provider: string;
  /** The name of the model in the request. */
  readonly asked: string;
  readonly served: ServedModel;
  readonly mode: ServiceMode;
  readonly n: number;
  readonly promptTokens: number;
  readonly operation: 'generate' | 'edit';
  /** Input images of an edit; undefined for one whose size is not told. */
  readonly images: readonly (PixelSize | undefined)[];
  readonly mask: { readonly size: PixelSize | undefined } | null;
  readonly inputFidelity: InputFidelity;
  readonly partialImages: number;
  /** The pixels that will be seen, where the request says so. */
  readonly placement: PixelSize | undefined;
  /** WIDTHxHEIGHT, or `auto` where the provider chooses. */
  readonly size: string;
  /** The word that is sent or filled in, `auto` and `standard` included. */
  readonly quality: string;
  /** Qualities it may become, cheapest first: one where the word says it. */
  readonly qualities: readonly string[];
  readonly parameters: readonly ResolvedParameter[];
}

/** True where the provider chooses the quality. */
export function leavesQuality({ qualities }: ResolvedRequest): boolean {
  return qualities.length > 1;
}

/** True where the provider chooses the size. */
export function leavesSize({ size }: ResolvedRequest): boolean {
  return size === 'auto';
}

/** Who said a parameter; undefined for one nobody said. */
export function originOf({ parameters }: ResolvedRequest, name: string): ResolvedParameter['origin'] | undefined {
  return parameters.find((parameter) => parameter.name === name)?.origin;
}
