import type { ImageRequestInput } from '../generated/graphql.ts';

/** A request as it is being written: text in every field, the empty text where a field is left to the provider. */
export interface RequestDraft {
  readonly model: string;
  readonly prompt: string;
  readonly size: string;
  readonly quality: string;
  readonly n: string;
  readonly background: string;
  readonly outputFormat: string;
}

/** The fields of a draft, as they are called in an address too. */
export const draftFields = ['model', 'prompt', 'size', 'quality', 'n', 'background', 'outputFormat'] as const;

/** What a newcomer finds: a card for half a cent, all but decided. */
export const exampleDraft: RequestDraft = {
  model: 'gpt-image-2',
  prompt: 'Original ancient wizard profile card, readable stats, cinematic lighting, detailed robes',
  size: '976x704',
  quality: 'low',
  n: '1',
  background: '',
  outputFormat: '',
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
  };
}

/** Writes a draft as an address holds it: model, prompt and n always, of the others what is said. */
export function draftToQuery(draft: RequestDraft): Readonly<Record<string, string | undefined>> {
  const { model, prompt, n, ...left } = draft;
  return { model, prompt, n, ...Object.fromEntries(Object.entries(left).map(([field, text]) => [field, text === '' ? undefined : text])) };
}

/** The request that the engine quotes: what is left to the provider is left out. */
export function draftToRequest(draft: RequestDraft): Readonly<Record<string, unknown>> & { readonly model: string } {
  const { model, prompt, size, quality, n, background, outputFormat } = draft;
  const said = Object.entries({ size, quality, background, outputFormat }).filter(([, text]) => text !== '');
  return { model, prompt, operation: 'generate', n: imageCount(n), ...Object.fromEntries(said) };
}

/** The same request as the API takes it. */
export function draftToInput(draft: RequestDraft): ImageRequestInput {
  const { model, prompt, size, quality, n, background, outputFormat } = draft;
  const said = Object.entries({ size, quality, background, outputFormat }).filter(([, text]) => text !== '');
  return { model, prompt, n: imageCount(n), ...Object.fromEntries(said) };
}

/** A typed count; what is no whole number becomes 0, which the engine refuses with its own sentence. */
function imageCount(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
}
