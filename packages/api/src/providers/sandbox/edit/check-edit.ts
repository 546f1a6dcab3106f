import type { PlayedModel } from '../played-models.ts';
import { badParameter } from '../wire-error.ts';
import type { WireError } from '../wire-error.ts';
import type { EditImage } from './edit-image.ts';
import type { ReadEdit } from './read-edit.ts';

const imagesMax = 16;
const imageBytesBelow = 50_000_000;
const formats = new Set(['png', 'jpeg', 'webp']);

/** What a provider refuses of the files of an edit; undefined where it takes them. */
export function editError(
  { fields, images, masks }: Pick<ReadEdit, 'fields' | 'images' | 'masks'>,
  model: PlayedModel,
): WireError | undefined {
  if (images.length === 0) return badParameter('image', "Missing required parameter: 'image'.", 'missing_required_parameter');
  if (images.length > imagesMax) return badParameter('image', `Too many images: expected at most ${imagesMax}, but got ${images.length}.`);
  const wrong = images.map(imageFault).find((fault) => fault !== undefined);
  if (wrong !== undefined) return badParameter('image', wrong, 'invalid_image_file');
  return maskError(masks, images[0]) ?? fidelityError(fields['input_fidelity'], model);
}

function imageFault({ bytes, format }: EditImage): string | undefined {
  if (format === undefined || !formats.has(format)) return 'Invalid image file: expected a png, webp or jpg.';
  return bytes < imageBytesBelow ? undefined : 'Invalid image file: expected less than 50MB.';
}

function maskError(masks: readonly EditImage[], first: EditImage | undefined): WireError | undefined {
  const [mask] = masks;
  if (mask === undefined) return undefined;
  if (masks.length > 1) return badParameter('mask', 'Expected one mask.');
  if (mask.format !== 'png' || !mask.hasAlpha)
    return badParameter('mask', 'Invalid mask image format: expected a png with an alpha channel.');
  if (mask.width === first?.width && mask.height === first.height) return undefined;
  return badParameter('mask', 'Invalid mask: expected the same size as the image.');
}

function fidelityError(fidelity: unknown, model: PlayedModel): WireError | undefined {
  if (fidelity === undefined) return undefined;
  if (!model.choosesFidelity) return badParameter('input_fidelity', `The model ${model.name} does not support 'input_fidelity'.`);
  return fidelity === 'high' || fidelity === 'low' ? undefined : badParameter('input_fidelity', "Expected 'high' or 'low'.");
}
