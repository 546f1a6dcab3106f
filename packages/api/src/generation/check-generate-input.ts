import { mostPressing } from '@halfpenny/core';
import type { Refusal } from '@halfpenny/core';
import { requestHash } from '../quote/image-request.ts';
import { hashedInputs } from '../quote/input-images.ts';
import type { Uploads } from '../uploads/find-uploads.ts';
import type { GenerateInput } from './generate-input.type.ts';

const requestKeyCharactersMax = 255;

/** What is wrong with the form of an input, whatever it asks for: its key, and what does not go together. Undefined: nothing. */
export function malformedInput(input: GenerateInput): Refusal | undefined {
  return mostPressing([...keyProblems(input.requestKey), ...togetherProblems(input)]);
}

/** The hash under which a request key is remembered: of everything but `wait` and `maxCost`, images by their bytes. */
export function generateHash(input: GenerateInput, uploads: Uploads): string {
  const { wait: _wait, maxCost: _maxCost, requestKey: _requestKey, ...rest } = input;
  const request = rest.request == null ? undefined : Object.assign({}, rest.request, hashedInputs(rest.request, uploads));
  return requestHash({ ...rest, ...hashedInputs(rest, uploads), request });
}

function keyProblems(requestKey: string): readonly Refusal[] {
  const length = Array.from(requestKey).length;
  if (length >= 1 && length <= requestKeyCharactersMax && requestKey.isWellFormed() && !requestKey.includes('\0')) return [];
  const message = `A request key is text of 1 to ${requestKeyCharactersMax} characters; this one has ${length}${length === 0 ? '' : ', or a character that cannot be stored'}.`;
  return [{ code: 'invalid-request-key', message, path: ['requestKey'], accepted: [] }];
}

function togetherProblems({ quoteId, offerId, request, providers, template, stage, images, mask }: GenerateInput): readonly Refusal[] {
  if (quoteId == null && request == null) return [oneOf('quoteId', 'Neither a quote nor a request is given: give quoteId or request.')];
  if (quoteId != null && request != null)
    return [oneOf('quoteId', 'Both a quote and a request are given: leave one of quoteId and request out.')];
  if (request != null && offerId != null)
    return [oneOf('offerId', 'An offer belongs to a quote: give quoteId with it, or leave offerId out.')];
  if (request != null && (images != null || mask != null))
    return [
      oneOf(
        images == null ? 'mask' : 'images',
        'Images and mask of a request stand in the request: beside it they are the bytes for a quote.',
      ),
    ];
  if (quoteId != null && providers != null) {
    return [oneOf('providers', 'With a quote its offer decides the provider: give offerId, or leave providers out.')];
  }
  if (quoteId != null && template != null) {
    return [oneOf('template', 'A quote was rendered from its template when it was made: leave template out.')];
  }
  if (quoteId != null && stage != null) return [oneOf('stage', 'A quote was made for its stage: leave stage out.')];
  return [];
}

function oneOf(field: string, message: string): Refusal {
  return { code: 'quote-or-request', message, path: [field], accepted: [] };
}
