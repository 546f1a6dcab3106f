import type { ImageFormat } from '../images/inspect-image.ts';

/** Where the service serves a partial image: "/images/<generation>/partial/0-1.png" is the second one of the first image. */
export function partialUrl(partial: {
  readonly generationId: string;
  readonly position: number;
  readonly number: number;
  readonly format: ImageFormat;
}): string {
  return `/images/${partial.generationId}/partial/${partial.position}-${partial.number}.${partial.format}`;
}
