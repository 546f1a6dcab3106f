import type { ImageFormat } from './inspect-image.ts';

/** Where the service serves an image of a generation: "/images/<generation>/0.png". */
export function imageUrl(generationId: string, position: number, format: ImageFormat): string {
  return `/images/${generationId}/${position}.${format}`;
}
