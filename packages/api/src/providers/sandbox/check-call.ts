import type { Edit } from './edit/edit-image.ts';
import { sizeError } from './check-size.ts';
import { playedModel } from './played-models.ts';
import type { PlayedModel } from './played-models.ts';
import type { PlayedProvider } from './played-providers.ts';
import { badParameter, supportedValues } from './wire-error.ts';
import type { WireError } from './wire-error.ts';

/** A call the played provider accepts, with everything it filled in: `auto` and absent values are decided here. */
export interface AcceptedCall {
  readonly provider: PlayedProvider;
  readonly model: PlayedModel;
  /** The model's name as it was billed under: after aliases, a snapshot under its own name. */
  readonly modelName: string;
  readonly prompt: string;
  readonly n: number;
  readonly size: string;
  readonly quality: string;
  readonly background: 'transparent' | 'opaque';
  readonly outputFormat: OutputFormat;
  readonly outputCompression: number;
  /** Pictures are named by an address, at which they lie, and do not come with the reply. */
  readonly byUrl: boolean;
  /** How many partial images are sent before each whole one; undefined: the reply comes whole and not as a stream. */
  readonly partialImages: number | undefined;
  /** What the call edits; undefined: it makes pictures from the prompt alone. */
  readonly edit?: Edit | undefined;
}

/** The formats a picture is delivered in. */
export type OutputFormat = 'png' | 'jpeg' | 'webp';

type Body = Readonly<Record<string, unknown>>;

const outputFormats: readonly OutputFormat[] = ['png', 'jpeg', 'webp'];
const backgrounds = ['transparent', 'opaque', 'auto'];
const moderations = ['low', 'auto'];
const promptCharactersMax = 32_000;
const parameters = ['model', 'prompt', 'n', 'size', 'quality', 'background', 'output_format', 'output_compression', 'moderation', 'user'];
const streamParameters = ['stream', 'partial_images'];
const partialImagesMax = 3;

/** Checks a request body as the provider would: the call as it will be answered, or the first error. */
export function checkCall(provider: PlayedProvider, body: unknown): AcceptedCall | WireError {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return badParameter('', 'We could not parse the JSON body of your request: an object was expected.', 'invalid_json');
  }
  const given = { ...body } as Body;
  const named = typeof given['model'] === 'string' ? given['model'] : '';
  const modelName = provider.aliases[named] ?? named;
  const model = provider.models.includes(modelName) ? playedModel(modelName) : undefined;
  if (model === undefined) return modelError(provider, given['model']);
  return firstError(provider, model, given) ?? accept(provider, model, modelName, given);
}

/** Whether the check ended in an error. */
export function isWireError(outcome: AcceptedCall | WireError): outcome is WireError {
  return 'error' in outcome;
}

function modelError(provider: PlayedProvider, model: unknown): WireError {
  if (model === undefined) return badParameter('model', "Missing required parameter: 'model'.", 'missing_required_parameter');
  return badParameter('model', `Invalid value: ${quote(model)}. ${supportedValues(provider.models)}`);
}

function firstError(provider: PlayedProvider, model: PlayedModel, body: Body): WireError | undefined {
  return (
    unknownParameterError(provider, body) ??
    promptError(body['prompt']) ??
    countError(body['n']) ??
    sizeError(model, body['size'] ?? 'auto') ??
    choiceError('quality', body['quality'], [...model.qualities, 'auto', ...provider.extraQualities]) ??
    choiceError('background', body['background'], backgrounds) ??
    choiceError('output_format', body['output_format'], outputFormats) ??
    choiceError('moderation', body['moderation'], moderations) ??
    choiceError('response_format', body['response_format'], provider.hostsImages ? ['b64_json', 'url'] : ['b64_json']) ??
    backgroundError(model, body) ??
    compressionError(body) ??
    streamError(body)
  );
}

function unknownParameterError(provider: PlayedProvider, body: Body): WireError | undefined {
  const known = new Set([...parameters, ...(provider.streams ? streamParameters : []), ...provider.extraParameters]);
  const unknown = Object.keys(body).find((name) => !known.has(name));
  return unknown === undefined ? undefined : badParameter(unknown, `Unknown parameter: '${unknown}'.`, 'unknown_parameter');
}

function promptError(prompt: unknown): WireError | undefined {
  if (prompt === undefined) return badParameter('prompt', "Missing required parameter: 'prompt'.", 'missing_required_parameter');
  if (typeof prompt !== 'string') return badParameter('prompt', 'Invalid type for prompt: expected a string.', 'invalid_type');
  if (prompt.trim() === '') return badParameter('prompt', 'Invalid prompt: expected at least one character.', 'empty_string');
  const length = Array.from(prompt).length;
  if (length <= promptCharactersMax) return undefined;
  const message = `Invalid prompt: expected at most ${promptCharactersMax} characters, but got ${length}.`;
  return badParameter('prompt', message, 'string_above_max_length');
}

function countError(n: unknown): WireError | undefined {
  if (n === undefined) return undefined;
  if (typeof n !== 'number' || !Number.isInteger(n)) return badParameter('n', 'Invalid type for n: expected an integer.', 'invalid_type');
  if (n < 1) return badParameter('n', `Invalid n: expected a value >= 1, but got ${n}.`, 'integer_below_min_value');
  if (n > 10) return badParameter('n', `Invalid n: expected a value <= 10, but got ${n}.`, 'integer_above_max_value');
  return undefined;
}

function choiceError(param: string, value: unknown, choices: readonly string[]): WireError | undefined {
  if (value === undefined || (typeof value === 'string' && choices.includes(value))) return undefined;
  return badParameter(param, `Invalid value: ${quote(value)}. ${supportedValues(choices)}`);
}

function backgroundError(model: PlayedModel, body: Body): WireError | undefined {
  if (body['background'] !== 'transparent') return undefined;
  if (!model.transparent) return badParameter('background', `Transparent backgrounds are not supported by ${model.name}.`);
  if (body['output_format'] !== 'jpeg') return undefined;
  return badParameter('background', 'A transparent background needs an output format of png or webp.');
}

function compressionError(body: Body): WireError | undefined {
  const value = body['output_compression'];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 100) {
    return badParameter('output_compression', `Invalid output_compression: expected an integer from 0 to 100, but got ${quote(value)}.`);
  }
  if (body['output_format'] === 'jpeg' || body['output_format'] === 'webp' || value === 100) return undefined;
  return badParameter('output_compression', 'Compression less than 100 is not supported for PNG output format.');
}

function streamError(body: Body): WireError | undefined {
  const { stream, partial_images: partialImages } = body;
  if (stream !== undefined && typeof stream !== 'boolean') return badParameter('stream', 'Invalid type for stream: expected a boolean.');
  if (partialImages === undefined) return undefined;
  const isCount = typeof partialImages === 'number' && Number.isInteger(partialImages) && partialImages >= 0;
  if (!isCount || partialImages > partialImagesMax) {
    return badParameter('partial_images', `Invalid partial_images: expected an integer from 0 to ${partialImagesMax}.`);
  }
  return stream === true ? undefined : badParameter('partial_images', 'Partial images are only supported when stream is true.');
}

function accept(provider: PlayedProvider, model: PlayedModel, modelName: string, body: Body): AcceptedCall {
  const quality = textOf(body['quality'], provider.defaultQuality);
  const size = textOf(body['size'], 'auto');
  return {
    provider,
    model,
    modelName,
    prompt: textOf(body['prompt'], ''),
    n: Number(body['n'] ?? 1),
    size: size === 'auto' ? '1024x1024' : size,
    quality: model.qualities.includes(quality) ? quality : 'medium',
    background: body['background'] === 'transparent' ? 'transparent' : 'opaque',
    outputFormat: outputFormats.find((format) => format === body['output_format']) ?? 'png',
    outputCompression: Number(body['output_compression'] ?? 100),
    byUrl: body['response_format'] === 'url',
    partialImages: body['stream'] === true ? Number(body['partial_images'] ?? 0) : undefined,
  };
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function quote(value: unknown): string {
  return typeof value === 'string' ? `'${value.slice(0, 100)}'` : (JSON.stringify(value) ?? String(value));
}
