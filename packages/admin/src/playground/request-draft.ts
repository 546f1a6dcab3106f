import type { ImageRequestInput } from '../generated/graphql.ts';
import { inputImagesOf } from './edit/input-image.ts';
import type { InputImage } from './edit/input-image.ts';

/** A request as it is being written: text in every field, the empty text where a field is left to the provider. */
export interface RequestDraft {
  readonly model: string;
  readonly prompt: string;
  readonly size: string;
  readonly quality: string;
  readonly n: string;
  readonly background: string;
  readonly outputFormat: string;
  /** What an edit starts from, as `inputImagesText` writes it; empty: it is none. */
  readonly images: string;
  /** The mask of an edit, likewise. */
  readonly mask: string;
  readonly inputFidelity: string;
}

/** The fields of a draft, as they are called in an address too. */
export const draftFields = [
  'model',
  'prompt',
  'size',
  'quality',
  'n',
  'background',
  'outputFormat',
  'images',
  'mask',
  'inputFidelity',
] as const;

/** What a newcomer finds: a card for half a cent, all but decided. */
export const exampleDraft: RequestDraft = {
  model: 'gpt-image-2',
  prompt: 'Original ancient wizard profile card, readable stats, cinematic lighting, detailed robes',
  size: '976x704',
  quality: 'low',
  n: '1',
  background: '',
  outputFormat: '',
  images: '',
  mask: '',
  inputFidelity: '',
};

/**
 * Reads a draft from an address. One that says nothing of a request gets the example; one that says something gets
 * what it says, the rest left to the provider, and the example's prompt where it says none.
 */
export function draftFromQuery(query: Readonly<Record<string, unknown>>): RequestDraft {
  if (!draftFields.some((field) => typeof query[field] === 'string')) return exampleDraft;
  const said = (field: string, otherwise: string) => (typeof query[field] === 'string' ? query[field] : otherwise);
  return {
    model: said('model', exampleDraft.model),
    prompt: said('prompt', exampleDraft.prompt),
    size: said('size', ''),
    quality: said('quality', ''),
    n: said('n', '1'),
    background: said('background', ''),
    outputFormat: said('outputFormat', ''),
    images: said('images', ''),
    mask: said('mask', ''),
    inputFidelity: said('inputFidelity', ''),
  };
}

/** Writes a draft as an address holds it: model, prompt and n always, of the others what is said. */
export function draftToQuery(draft: RequestDraft): Readonly<Record<string, string | undefined>> {
  const { model, prompt, n, ...left } = draft;
  return { model, prompt, n, ...Object.fromEntries(Object.entries(left).map(([field, text]) => [field, text === '' ? undefined : text])) };
}

/** The request that the engine quotes: what is left to the provider is left out, images are told by their sizes. */
export function draftToRequest(draft: RequestDraft): Readonly<Record<string, unknown>> & { readonly model: string } {
  const { model, prompt, n } = draft;
  const { images, mask } = inputsOf(draft);
  const operation = images.length > 0 ? 'edit' : 'generate';
  const sizes = { ...(images.length > 0 && { images: images.map(sizeOf) }), ...(mask && { mask: sizeOf(mask) }) };
  return { model, prompt, operation, n: imageCount(n), ...saidOf(draft), ...sizes };
}

/** The same request as the API takes it: images are told by their uploads. */
export function draftToInput(draft: RequestDraft): ImageRequestInput {
  const { model, prompt, n } = draft;
  const { images, mask } = inputsOf(draft);
  const edit = { operation: 'EDIT' as const, images: images.map(({ uploadId }) => ({ uploadId })) };
  const inputs = { ...(images.length > 0 && edit), ...(mask && { mask: { uploadId: mask.uploadId } }) };
  return { model, prompt, n: imageCount(n), ...saidOf(draft), ...inputs };
}

/** What a draft says beside model, prompt, count and images. How closely images are read is said of an edit alone. */
function saidOf({ size, quality, background, outputFormat, inputFidelity, images }: RequestDraft): Readonly<Record<string, string>> {
  const said = { size, quality, background, outputFormat, inputFidelity: images === '' ? '' : inputFidelity };
  return Object.fromEntries(Object.entries(said).filter(([, text]) => text !== ''));
}

function inputsOf({ images, mask }: RequestDraft) {
  return { images: inputImagesOf(images), mask: images === '' ? undefined : inputImagesOf(mask)[0] };
}

function sizeOf({ width, height }: InputImage) {
  return { width, height };
}

/** A typed count; what is no whole number becomes 0, which the engine refuses with its own sentence. */
function imageCount(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
}
