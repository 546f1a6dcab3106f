import type { ImageRequestInput, QuoteInput } from '../generated/graphql.ts';
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
  /** The id of the template version that renders the prompt; empty: the prompt is written here. */
  readonly template: string;
  /** The text of each variable of the template, as JSON; empty: none is given. */
  readonly variables: string;
  readonly stage: string;
  /** "batch", or empty for an answer at once. */
  readonly mode: string;
  /** "1" to "3"; empty: none. */
  readonly partialImages: string;
  /** "no": it is queued, and followed. */
  readonly wait: string;
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
  'template',
  'variables',
  'stage',
  'mode',
  'partialImages',
  'wait',
] as const;

/** A request that says nothing. */
const emptyDraft = Object.fromEntries(draftFields.map((field) => [field, ''])) as Readonly<Record<keyof RequestDraft, string>>;

/** What a newcomer finds: a card for half a cent, all but decided. */
export const exampleDraft: RequestDraft = {
  ...emptyDraft,
  model: 'gpt-image-2',
  prompt: 'Original ancient wizard profile card, readable stats, cinematic lighting, detailed robes',
  size: '976x704',
  quality: 'low',
  n: '1',
};

/**
 * Reads a draft from an address. One that says nothing of a request gets the example; one that says something gets what it says, the rest left to
 * the provider, and the example's model and prompt where it says neither those nor a template.
 */
export function draftFromQuery(query: Readonly<Record<string, unknown>>): RequestDraft {
  const said = Object.fromEntries(draftFields.flatMap((field) => (typeof query[field] === 'string' ? [[field, query[field]]] : [])));
  if (Object.keys(said).length === 0) return exampleDraft;
  const { model, prompt } = 'template' in said ? emptyDraft : exampleDraft;
  return { ...emptyDraft, model, prompt, n: '1', ...said };
}

/** Writes a draft as an address holds it: n always, model and prompt unless a template is named, of the others what is said. */
export function draftToQuery({ model, prompt, n, ...left }: RequestDraft): Readonly<Record<string, string | undefined>> {
  const asked = left.template === '' ? { model, prompt } : { model: unsaid(model), prompt: undefined };
  return { ...asked, n, ...Object.fromEntries(Object.entries(left).map(([field, text]) => [field, unsaid(text)])) };
}

function unsaid(text: string): string | undefined {
  return text === '' ? undefined : text;
}

/** The request that the engine quotes: what is left to the provider is left out, images are told by their sizes. */
export function draftToRequest(draft: RequestDraft): Readonly<Record<string, unknown>> & { readonly model: string } {
  const { model, prompt, n, stage, mode } = draft;
  const { images, mask } = inputsOf(draft);
  const operation = images.length > 0 ? 'edit' : 'generate';
  const sizes = { ...(images.length > 0 && { images: images.map(sizeOf) }), ...(mask && { mask: sizeOf(mask) }) };
  return { model, prompt, operation, n: wholeNumber(n), ...saidOf(draft), ...sizes, ...(stage && { stage }), ...(mode && { mode }) };
}

/** The same request as the API takes it: images are told by their uploads. */
function draftToInput(draft: RequestDraft): ImageRequestInput {
  const { model, prompt, n, template } = draft;
  const { images, mask } = inputsOf(draft);
  const edit = { operation: 'EDIT' as const, images: images.map(({ uploadId }) => ({ uploadId })) };
  const inputs = { ...(images.length > 0 && edit), ...(mask && { mask: { uploadId: mask.uploadId } }) };
  return { model, ...(template === '' && { prompt }), n: wholeNumber(n), ...saidOf(draft), ...inputs };
}

/** What is asked of the API where a draft is to be quoted at some providers: as it was written, for the API fills in template and stage itself. */
export function draftToQuoteInput(draft: RequestDraft, providers: readonly string[]): QuoteInput {
  const { template, stage, mode } = draft;
  return {
    request: draftToInput(draft),
    providers: [...providers],
    ...(template && { template: { versionId: template, variables: variablesOf(draft) } }),
    ...(stage && { stage }),
    ...(mode === 'batch' && { mode: 'BATCH' as const }),
  };
}

/** The variables of a draft by name; none where its text is no object of texts. */
export function variablesOf({ variables }: Pick<RequestDraft, 'variables'>): Readonly<Record<string, string>> {
  try {
    const read: unknown = JSON.parse(variables === '' ? '{}' : variables);
    const entries = typeof read === 'object' && read !== null ? Object.entries(read) : [];
    return Object.fromEntries(entries.filter(([, text]) => typeof text === 'string' && text !== ''));
  } catch {
    return {};
  }
}

/** What a draft says beside model, prompt, count and images. How closely images are read is said of an edit alone. */
function saidOf({ size, quality, background, outputFormat, inputFidelity, images, partialImages }: RequestDraft) {
  const said = { size, quality, background, outputFormat, inputFidelity: images === '' ? '' : inputFidelity };
  const texts = Object.fromEntries(Object.entries(said).filter(([, text]) => text !== ''));
  return { ...texts, ...(partialImages !== '' && { partialImages: wholeNumber(partialImages) }) };
}

function inputsOf({ images, mask }: RequestDraft) {
  return { images: inputImagesOf(images), mask: images === '' ? undefined : inputImagesOf(mask)[0] };
}

function sizeOf({ width, height }: InputImage) {
  return { width, height };
}

/** A typed count; what is no whole number becomes 0, which the engine refuses with its own sentence. */
function wholeNumber(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
}
