import { checkPrompt, countPromptTokens, invariant, mostPressing, quoteRequest, refused, underPath } from '@halfpenny/core';
import type { Outcome, PriceBook, QuoteOffers, Refusal, RequestImage } from '@halfpenny/core';
import type { ImageRequest } from './image-request.ts';
import type { GivenImage } from './input-images.ts';
import { servableOffers } from './servable-offers.ts';

/** What is to be priced: a request, and which providers may serve it how. */
export interface Asked {
  readonly request: ImageRequest;
  /** Undefined: every provider that serves the model. */
  readonly providers: readonly string[] | undefined;
  readonly mode: 'realtime' | 'batch';
  /** The step of the work it serves, as that step was set when it was asked. */
  readonly stage?: { readonly name: string; readonly defaultQuality: string | null } | undefined;
  /** What its prompt was rendered from. */
  readonly template?: { readonly versionId: string; readonly variables: Readonly<Record<string, string>> } | undefined;
}

/** A request whose prompt has been counted, or found wanting: counting takes time and needs no database. */
export interface Counted {
  readonly asked: Asked;
  readonly promptTokens: number;
  readonly promptRefusal: Refusal | undefined;
}

/** Counts the prompt. One that is too long is refused before it is counted. */
export async function countPrompt(asked: Asked): Promise<Counted> {
  const prompt = storable(checkPrompt(asked.request.prompt));
  if (!prompt.ok) return { asked, promptTokens: 0, promptRefusal: { ...prompt.refusal, path: ['prompt'] } };
  return { asked, promptTokens: await countPromptTokens(prompt.value), promptRefusal: undefined };
}

/** U+0000 is a character that PostgreSQL does not keep, and a request is kept as it was given. */
function storable(prompt: Outcome<string>): Outcome<string> {
  if (!prompt.ok || !prompt.value.includes('\0')) return prompt;
  return refused({ code: 'invalid-prompt', message: 'The prompt holds the character U+0000, which no text can keep: leave it out.' });
}

/** The offers of every provider at an instant, by core; `sold`: at sell prices. Refusals come all at once, with paths that lead from the input on. */
export function priceRequest(book: PriceBook, counted: Counted, at: string, sold = false): Outcome<QuoteOffers> {
  const { asked, promptTokens, promptRefusal } = counted;
  const { model, operation, n, size, quality, background, outputFormat, outputCompression, moderation, partialImages } = asked.request;
  const { inputFidelity, images, mask } = asked.request;
  const edited = { inputFidelity, images: images?.map(pixelsOf), mask: mask === undefined ? undefined : pixelsOf(mask) };
  const choices = {
    size,
    quality,
    background,
    outputFormat,
    outputCompression,
    moderation,
    partialImages,
    ...edited,
    providers: asked.providers,
  };
  const given = Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
  const { name: stage, defaultQuality } = asked.stage ?? {};
  const filled = stage === undefined ? {} : { stageDefaults: { [stage]: defaultQuality == null ? {} : { quality: defaultQuality } } };
  const priced = quoteRequest(book, { model, promptTokens, operation, n, mode: asked.mode, stage, ...given }, at, { ...filled, sold });
  if (priced.ok && promptRefusal === undefined) return servableOffers(priced.value, asked);
  return refused(allRefusals([...(promptRefusal === undefined ? [] : [promptRefusal]), ...(priced.ok ? [] : [priced.refusal])]));
}

/** What a price depends on. */
function pixelsOf({ width, height }: GivenImage): RequestImage {
  return { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
}

/** One refusal for many, the most pressing first, their paths leading from the input on. */
function allRefusals(refusals: readonly Refusal[]): Refusal {
  const first = mostPressing(refusals.map(fromInput));
  invariant(first !== undefined, 'A request that was not priced was refused.');
  return first;
}

/** Core says where in a request; providers, mode and stage stand beside the request, everything else within it. */
export function fromInput(refusal: Refusal): Refusal {
  const { others, ...alone } = refusal;
  const beside = alone.path[0] === 'providers' || alone.path[0] === 'mode' || alone.path[0] === 'stage' || alone.path[0] === 'request';
  const moved = beside ? alone : underPath(alone, ['request']);
  return others === undefined ? moved : { ...moved, others: others.map(fromInput) };
}
