/** A place on the image, in pixels of the canvas that is painted on. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The longest edge that is painted on; a mask is enlarged from it where the image is larger. */
const paintedEdgeMost = 2048;

/** The size of the canvas for an image: its own, unless that is very large. */
export function paintedSize({ width, height }: { readonly width: number; readonly height: number }): {
  readonly width: number;
  readonly height: number;
} {
  const scale = Math.min(1, paintedEdgeMost / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Draws one stroke, round at its ends; from a spot to itself it is a dot. */
export function paintStroke(
  canvas: HTMLCanvasElement,
  from: Spot,
  to: Spot,
  brush: { readonly size: number; readonly erases: boolean },
): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.globalCompositeOperation = brush.erases ? 'destination-out' : 'source-over';
  context.strokeStyle = '#0d9488';
  context.lineWidth = brush.size;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
}

/** The share of a canvas that is painted, 0 to 1, as far as a thumbnail of it tells. */
export function paintedShare(canvas: HTMLCanvasElement): number {
  const [edge, small] = [64, document.createElement('canvas')];
  small.width = edge;
  small.height = edge;
  const context = small.getContext('2d');
  if (context === null) return 0;
  context.drawImage(canvas, 0, 0, edge, edge);
  const { data } = context.getImageData(0, 0, edge, edge);
  let painted = 0;
  for (let at = 3; at < data.length; at += 4) painted += (data[at] ?? 0) / 255;
  return painted / (edge * edge);
}

/** The mask of what was painted: a PNG of the image's size, transparent there and opaque everywhere else. */
export async function maskOf(
  painted: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Blob | null> {
  const mask = document.createElement('canvas');
  mask.width = width;
  mask.height = height;
  const context = mask.getContext('2d');
  if (context === null) return null;
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = 'destination-out';
  context.drawImage(painted, 0, 0, width, height);
  return await new Promise((resolve) => mask.toBlob(resolve, 'image/png'));
}
