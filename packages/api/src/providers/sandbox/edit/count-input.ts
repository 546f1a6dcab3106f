import type { PlayedModel } from '../played-models.ts';
import type { Edit } from './edit-image.ts';

interface Pixels {
  readonly width: number;
  readonly height: number;
}

const patch = 32;
const patchesMax = 1536;

/** Image tokens that the images of an edit bill, once for each image made. The mask bills none. */
export function countInputTokens({ images, inputFidelity }: Edit, model: PlayedModel): number {
  if (model.countsInput === 'none') return 0;
  return images.reduce((sum, image) => sum + (model.countsInput === 'patches' ? patches(image) : tiles(image, inputFidelity)), 0);
}

/** gpt-image-2 and later: small images are enlarged, large ones shrunk, and 32-pixel patches counted. 1280x720 is 920, 2048x1152 is 1508. */
function patches({ width, height }: Pixels): number {
  const longest = Math.max(width, height);
  const enlarged = longest < 1024 ? Math.min(2, 1024 / longest) : 1;
  const [w, h] = [width * enlarged, height * enlarged];
  const count = along(w) * along(h);
  if (count <= patchesMax) return count;
  const ratio = Math.sqrt((patch * patch * patchesMax) / (w * h));
  const fit = Math.min(whole(w * ratio), whole(h * ratio));
  return along(w * ratio * fit) * along(h * ratio * fit);
}

/** Edges are worked out in doubles: what is a hair above a whole number of patches is that number. */
function along(edge: number): number {
  return Math.ceil(edge / patch - 1e-9);
}

function whole(edge: number): number {
  return Math.floor(edge / patch) / (edge / patch);
}

/** gpt-image-1 and 1.5: the shortest side is brought to 512, 512-pixel tiles are counted. 1024x1024 is 194, at high fidelity 4354. */
function tiles({ width, height }: Pixels, fidelity: 'high' | 'low'): number {
  const shortest = Math.min(width, height);
  const count = Math.ceil(width / shortest) * Math.ceil(height / shortest);
  const closely = width === height ? 4160 : 6240;
  return 65 + 129 * count + (fidelity === 'high' ? closely : 0);
}
