import type { PlayedModel } from './played-models.ts';
import { badParameter, supportedValues } from './wire-error.ts';
import type { WireError } from './wire-error.ts';

const fixedSizes = ['1024x1024', '1024x1536', '1536x1024', 'auto'];
const pixelsMin = 655_360;
const pixelsMax = 8_294_400;
const edgeMax = 3840;

/** Why a model would not draw this size; undefined when it would. */
export function sizeError(model: PlayedModel, size: unknown): WireError | undefined {
  if (typeof size !== 'string') return badParameter('size', 'Invalid type for size: expected a string.', 'invalid_type');
  if (size === 'auto') return undefined;
  if (model.sizes === 'fixed') {
    return fixedSizes.includes(size) ? undefined : badParameter('size', `Invalid value: '${size}'. ${supportedValues(fixedSizes)}`);
  }
  const fault = freeSizeFault(size);
  return fault === undefined ? undefined : badParameter('size', `Invalid size '${size}'. ${fault}`);
}

function freeSizeFault(size: string): string | undefined {
  const match = /^([1-9]\d{0,4})x([1-9]\d{0,4})$/.exec(size);
  if (match === null) return "Expected 'auto' or WIDTHxHEIGHT, such as '1024x1024'.";
  const width = Number(match[1]);
  const height = Number(match[2]);
  if (width % 16 !== 0 || height % 16 !== 0) return 'Width and height must both be divisible by 16.';
  if (Math.max(width, height) > edgeMax) return `The longest edge must be at most ${edgeMax} pixels.`;
  if (Math.max(width, height) > 3 * Math.min(width, height)) return 'The ratio of the long edge to the short edge must be at most 3:1.';
  if (width * height < pixelsMin) return `The image must have at least ${pixelsMin} pixels.`;
  if (width * height > pixelsMax) return `The image must have at most ${pixelsMax} pixels.`;
  return undefined;
}
